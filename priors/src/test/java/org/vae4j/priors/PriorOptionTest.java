package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.models.flow.FlowKind;

class PriorOptionTest {
  private static final PriorOption<Integer> LAYERS = PriorOption.whole("layers", 1, 6, "how many");
  private static final PriorOption<Double> SCALE = PriorOption.positive("scale", "2", "how wide");
  private static final PriorOption<FlowKind> KIND =
      PriorOption.among("kind", FlowKind.COUPLING, "which");

  private static PriorOptions given(String name, String text) {
    return new PriorOptions(Map.of(name, text));
  }

  @Test
  void of_anOption_isWhatIsGivenElseTheFallback() {
    assertEquals(6, PriorOptions.none().of(LAYERS));
    assertEquals(3, given("layers", "3").of(LAYERS));
    assertEquals(0.5, given("scale", "0.5").of(SCALE));
    assertEquals(FlowKind.AUTOREGRESSIVE, given("kind", "autoregressive").of(KIND));
    assertEquals("coupling|autoregressive", KIND.label());
  }

  @Test
  void plain_ofAText_readsAsTheSameText() {
    assertEquals(3, LAYERS.plain("3"));
    assertEquals(0.5, SCALE.plain("0.5"));
    assertEquals("autoregressive", KIND.plain("autoregressive"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layers | 0 | layers must be >= 1; got 0",
        "layers | many | layers must be a whole number; got many",
        "layers | '' | layers must be a whole number; got nothing",
        "scale | 0 | scale must be > 0 and finite; got 0.0",
        "scale | NaN | scale must be > 0 and finite; got NaN",
        "scale | wide | scale must be a number; got wide",
        "kind | couplin | unknown kind 'couplin'; known: coupling, autoregressive"
            + " (did you mean 'coupling'?)",
      })
  void of_aTextThatBreaksTheRule_isRefused(String name, String text, String message) {
    PriorOption<?> option = Map.of("layers", LAYERS, "scale", SCALE, "kind", KIND).get(name);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> given(name, text).of(option));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void option_thatIsNoneItself_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> PriorOption.whole("Layers", 1, 6, "how many"));
    assertThrows(
        IllegalArgumentException.class, () -> PriorOption.whole("layers", 1, 0, "how many"));
  }
}
