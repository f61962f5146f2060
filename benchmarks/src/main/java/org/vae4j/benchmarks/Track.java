package org.vae4j.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Lets a contender run when the race says so, and times its steps. Between two runs it waits for a
 * line of input, so that the process sleeps.
 *
 * <p>The protocol: {@code READY engine} first; {@code check IN OUT} is answered by {@code CHECKED},
 * {@code go SECONDS} by {@code steps median_us p10_us mean_us loss}.
 */
final class Track {
  /** The race has closed the input. */
  static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1;

    Ended() {
      super("the race has ended", null, false, false);
    }
  }

  private static final double MICROS = 1e-3;

  private final BufferedReader in;
  private final PrintStream out;
  private final Contender contender;
  private long[] times = new long[1 << 16];
  private int steps;
  private long last;
  private long end;

  Track(BufferedReader in, PrintStream out, Contender contender) {
    this.in = in;
    this.out = out;
    this.contender = contender;
  }

  /** Serves until the input ends. */
  void serve() {
    out.println("READY " + contender.engine());
    out.flush();
    try {
      await();
      contender.run(this);
    } catch (Ended over) {
      return;
    }
    throw new IllegalStateException("contender: must run until the race ends; got an end");
  }

  /** A step has been made; returns when the next one is wanted. Throws {@link Ended}. */
  void step(double loss) {
    long now = System.nanoTime();
    if (steps == times.length) {
      times = Arrays.copyOf(times, 2 * steps);
    }
    times[steps++] = now - last;
    last = now;
    if (now >= end) {
      out.println(lap(loss));
      out.flush();
      await();
    }
  }

  private String lap(double loss) {
    long[] sorted = Arrays.copyOf(times, steps);
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%d %.1f %.1f %.1f %.4f",
        steps,
        sorted[steps / 2] * MICROS,
        sorted[steps / 10] * MICROS,
        Arrays.stream(sorted).average().orElseThrow() * MICROS,
        loss);
  }

  /** Answers checks until a {@code go}, then starts the clock. */
  private void await() {
    String[] words = read();
    while (words[0].equals("check")) {
      write(Path.of(words[2]), contender.check(Example.read(Path.of(words[1]))));
      out.println("CHECKED");
      out.flush();
      words = read();
    }
    steps = 0;
    last = System.nanoTime();
    end = last + (long) (Double.parseDouble(words[1]) * 1e9);
  }

  private String[] read() {
    try {
      String line = in.readLine();
      if (line == null) {
        throw new Ended();
      }
      return line.split(" ");
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static void write(Path file, float[] results) {
    ByteBuffer bytes =
        ByteBuffer.allocate(results.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(results);
    try {
      Files.write(file, bytes.array());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
