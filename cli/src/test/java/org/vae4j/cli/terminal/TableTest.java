package org.vae4j.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void lines_alignTheFirstColumnLeftAndTheOthersRight() {
    Table table = new Table("prior", "KL", "seconds").row("standard-normal", "30.61", "8");
    assertEquals(
        List.of("prior                KL   seconds", "standard-normal   30.61         8"),
        table.lines());
  }

  @Test
  void row_ofAnotherLength_isOurBug() {
    assertThrows(IllegalStateException.class, () -> new Table("a", "b").row("1"));
  }
}
