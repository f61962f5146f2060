package org.vae4j.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Under a locale with a decimal comma, which must not show. */
class QuantityTest {
  private final Locale before = Locale.getDefault();

  @BeforeEach
  void writeCommas() {
    Locale.setDefault(Locale.GERMANY);
  }

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @Test
  void decimals_haveAPoint() {
    assertEquals("104.30", Quantity.decimals(104.2999, 2));
    assertEquals("-0.5", Quantity.decimals(-0.5, 1));
    assertEquals("12.3 %", Quantity.percent(0.1234));
  }

  @Test
  void whole_standsInGroupsOfThree() {
    assertEquals("999", Quantity.whole(999));
    assertEquals("1 508 864", Quantity.whole(1_508_864));
  }

  @Test
  void of_oneThing_isSingular() {
    assertEquals("0 epochs", Quantity.of(0, "epoch"));
    assertEquals("1 epoch", Quantity.of(1, "epoch"));
    assertEquals("2 epochs", Quantity.of(2, "epoch"));
  }
}
