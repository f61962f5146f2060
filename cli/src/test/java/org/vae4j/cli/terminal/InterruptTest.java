package org.vae4j.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class InterruptTest {
  private static String told(Interrupt interrupt, long millis) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    interrupt.requestAndWait(millis, new PrintStream(err, true, StandardCharsets.UTF_8));
    return err.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void workThatDoesNotEnd_isToldOf() {
    Interrupt interrupt = new Interrupt();
    interrupt.onLateness(() -> "in the middle of a step");
    assertEquals("in the middle of a step", told(interrupt, 1));
    assertThrows(Interrupt.Stopped.class, () -> interrupt.check("stopped"));
  }

  @Test
  void workThatEnds_tellsOnlyOfItself() {
    Interrupt interrupt = new Interrupt();
    interrupt.onRequest(interrupt::finish);
    assertEquals("", told(interrupt, 60_000));
  }
}
