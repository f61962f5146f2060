package org.vae4j.cli.run;

import java.util.function.LongSupplier;
import org.vae4j.cli.terminal.Quantity;
import org.vae4j.cli.terminal.Terminal;

/**
 * How far a run is: on a screen one line that is written over ten times a second, elsewhere a line
 * an epoch.
 */
final class Progress {
  private static final int BAR = 16;
  private static final double SECOND = 1e9;
  private static final double PERIOD = 0.1 * SECOND;

  private final Terminal terminal;
  private final String title;
  private final LongSupplier clock;
  private String phase = "";
  private long phaseStart;
  private double phaseStartDone;
  private double lastShown = Double.NEGATIVE_INFINITY;
  private int shownWidth;

  /** Progress under this title; {@code clock} counts nanoseconds. */
  Progress(Terminal terminal, String title, LongSupplier clock) {
    this.terminal = terminal;
    this.title = title;
    this.clock = clock;
  }

  /**
   * Shows that {@code done} of {@code total} images of a phase are through.
   *
   * @param phase such as {@code epoch 3/10}
   * @param value such as {@code -ELBO 104.3}
   * @param done images in this phase
   * @param total images of this phase
   * @param after images of later phases, for the time that is left
   */
  void show(String phase, String value, double done, double total, double after) {
    long now = clock.getAsLong();
    if (!phase.equals(this.phase)) {
      this.phase = phase;
      this.phaseStart = now;
      this.phaseStartDone = done;
    }
    if (!terminal.live() || now - lastShown < PERIOD) {
      return;
    }
    lastShown = now;
    double rate = (done - phaseStartDone) / Math.max(1, now - phaseStart) * SECOND;
    String speed = rate > 0 ? "  " + speed(rate) + "  " + left(total - done + after, rate) : "";
    String before = title + "  " + phase + "  ";
    String rest = "  " + value + speed;
    int room = terminal.columns() - 1 - before.length() - rest.length();
    overwrite(before + bar(done / total, Math.min(BAR, room - 2)) + rest);
  }

  /** Images a second, as in {@code 12 300 images/s}. */
  static String speed(double rate) {
    return Quantity.whole(Math.round(rate)) + " images/s";
  }

  private static String left(double images, double rate) {
    return time(images / rate) + " left";
  }

  /** A length of time, as in {@code 0:41} or {@code 1:02:03}. */
  static String time(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? "%d:%02d".formatted(s / 60, s % 60)
        : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
  }

  /** A bar of so many places; nothing where there is no room for one. */
  private static String bar(double part, int places) {
    if (places < 1) {
      return "";
    }
    int full = (int) Math.floor(places * Math.min(1, part));
    return "[" + "#".repeat(full) + ".".repeat(places - full) + "]";
  }

  private void overwrite(String text) {
    String line = text.substring(0, Math.min(text.length(), terminal.columns() - 1));
    String erased = " ".repeat(Math.max(0, shownWidth - line.length()));
    terminal.err().print("\r" + line + erased);
    terminal.err().flush();
    shownWidth = line.length();
  }

  /** A state that lasts: at once over the line on a screen, elsewhere a line that stays. */
  void say(String state) {
    if (terminal.live()) {
      overwrite(title + "  " + state);
    } else {
      log(state);
    }
  }

  /** A line that stays, for what is not a screen; on a screen it would only scroll. */
  void log(String line) {
    if (!terminal.live()) {
      terminal.err().println(title + "  " + line);
    }
  }

  /** A line that stays, on a screen too. */
  void note(String line) {
    abandon();
    terminal.err().println(title + "  " + line);
  }

  /** Ends the line that is written over with what stays of it. */
  void end(String line) {
    if (terminal.live()) {
      overwrite(title + "  " + line);
      terminal.err().println();
      shownWidth = 0;
    } else {
      terminal.err().println(title + "  " + line);
    }
  }

  /** Leaves the line that is written over as it is. */
  void abandon() {
    if (terminal.live() && shownWidth > 0) {
      terminal.err().println();
      shownWidth = 0;
    }
  }
}
