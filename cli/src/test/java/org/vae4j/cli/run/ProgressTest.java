package org.vae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.vae4j.cli.terminal.Terminal;

/** Progress under a clock that the test sets. */
final class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long now;

  private Progress progress(int columns) {
    PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new Progress(new Terminal(err, err, columns), "gmm seed 1", () -> now);
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void live_writesOneLineOver_withBarSpeedAndTimeLeft() {
    Progress progress = progress(100);
    progress.show("epoch 1/2", "loss 9.00", 0, 1000, 1000);
    now = 500_000_000;
    progress.show("epoch 1/2", "loss 8.00", 250, 1000, 1000);
    assertEquals(
        "\rgmm seed 1  epoch 1/2  [................]  loss 9.00"
            + "\rgmm seed 1  epoch 1/2  [####............]  loss 8.00  500 images/s  0:04 left",
        shown());
  }

  @Test
  void live_staysWithinTheScreen() {
    Progress progress = progress(49);
    progress.show("epoch 1/2", "loss 9.00", 500, 1000, 1000);
    assertEquals("\rgmm seed 1  epoch 1/2  [######......]  loss 9.00", shown());
    Progress narrow = progress(20);
    bytes.reset();
    narrow.show("epoch 1/2", "loss 9.00", 500, 1000, 1000);
    assertEquals("\rgmm seed 1  epoch 1", shown());
  }

  @Test
  void live_erasesWhatWasLonger() {
    Progress progress = progress(100);
    progress.show("epoch 1/2", "loss 123456789.00", 0, 10, 0);
    progress.end("done");
    assertEquals(
        "\rgmm seed 1  epoch 1/2  [................]  loss 123456789.00"
            + "\rgmm seed 1  done"
            + " ".repeat(44)
            + System.lineSeparator(),
        shown());
  }

  @Test
  void live_isQuietForATenthOfASecond() {
    Progress progress = progress(100);
    progress.show("epoch 1/2", "loss 9.00", 0, 1000, 1000);
    int before = shown().length();
    now = 99_000_000;
    progress.show("epoch 1/2", "loss 8.00", 250, 1000, 1000);
    assertEquals(before, shown().length());
  }

  @Test
  void elsewhere_onlyLinesThatStayAreWritten() {
    Progress progress = progress(0);
    progress.show("epoch 1/2", "loss 9.00", 0, 1000, 1000);
    progress.log("epoch 1/2  -ELBO 8.00");
    progress.end("done");
    assertEquals("gmm seed 1  epoch 1/2  -ELBO 8.00%ngmm seed 1  done%n".formatted(), shown());
  }

  @Test
  void say_isShownAtOnce_andElsewhereALine() {
    Progress progress = progress(60);
    progress.show("start 1/2", "loss 9.00", 0, 1000, 1000);
    progress.say("start  components move");
    assertTrue(shown().contains("gmm seed 1  start  components move"), shown());
    Progress plain = progress(0);
    plain.say("start  components move");
    assertTrue(
        shown().endsWith("gmm seed 1  start  components move" + System.lineSeparator()), shown());
  }

  @Test
  void time_isInMinutesAndHours() {
    assertEquals("0:07", Progress.time(7.4));
    assertEquals("12:00", Progress.time(719.6));
    assertEquals("1:01:01", Progress.time(3661));
  }

  @Test
  void speed_hasItsThousandsApart() {
    assertEquals("12 345 images/s", Progress.speed(12345.4));
  }
}
