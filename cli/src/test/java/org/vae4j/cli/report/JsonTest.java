package org.vae4j.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.cli.terminal.Json;

class JsonTest {
  @Test
  void line_numbersThatDoNotExist_areNull() {
    assertEquals(
        "[1.5,null,null,null]",
        Json.line(Arrays.asList(1.5, Double.NaN, Double.POSITIVE_INFINITY, null)));
    assertEquals("{\"mean\":3.0,\"sd\":null,\"count\":1}", Json.line(Spread.of(3)));
  }

  @Test
  void toCsv_ofARunWithoutABound_leavesTheCellsEmpty() {
    RunReport.Test test =
        new RunReport.Test(1, null, null, 2.0, 1.5, 0.5, null, Double.NaN, null, 1, null);
    Comparison comparison =
        new Comparison(
            null,
            List.of(),
            List.of(),
            "",
            "",
            List.of(new Comparison.Entry("p", 1, "f", 2, test, List.of(), 3)));
    assertEquals("p,1,2,2.0,1.5,0.5,,,,1,,3.0", comparison.toCsv().lines().toList().get(1));
  }
}
