package org.vae4j.models.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.models.flow.FlowKind;

class OptionTest {
  private static final Option<Integer> LAYERS = Option.whole("layers", "N", 1, 6, "how many");
  private static final Option<List<Integer>> WIDTHS =
      Option.wholes("widths", "N,..", 1, "3,4", "how wide");
  private static final Option<Double> SCALE =
      Option.number("scale", "S", "2", "how large", Rules::positive);
  private static final Option<FlowKind> KIND = Option.among("kind", FlowKind.COUPLING, "which");
  private static final Option<Boolean> LEARNED =
      Option.between("weights", "equal", false, "learned", true, "whose");

  private static OptionValues given(String name, String text) {
    return new OptionValues(Map.of(name, text));
  }

  @Test
  void of_anOption_isWhatIsGivenElseTheFallback() {
    assertEquals(6, OptionValues.none().of(LAYERS));
    assertEquals(3, given("layers", "3").of(LAYERS));
    assertEquals(List.of(5, 7), given("widths", "5, 7").of(WIDTHS));
    assertEquals(0.5, given("scale", "0.5").of(SCALE));
    assertEquals(FlowKind.AUTOREGRESSIVE, given("kind", "autoregressive").of(KIND));
    assertEquals(true, given("weights", "learned").of(LEARNED));
    assertEquals("coupling|autoregressive", KIND.label());
    assertEquals("equal|learned", LEARNED.label());
  }

  @Test
  void with_aValue_isReadAgain() {
    OptionValues values =
        OptionValues.none()
            .with(LAYERS, 4)
            .with(WIDTHS, List.of(9, 8))
            .with(SCALE, 1e-7)
            .with(KIND, FlowKind.AUTOREGRESSIVE)
            .with(LEARNED, true);
    assertEquals(4, values.of(LAYERS));
    assertEquals(List.of(9, 8), values.of(WIDTHS));
    assertEquals(1e-7, values.of(SCALE));
    assertEquals(FlowKind.AUTOREGRESSIVE, values.of(KIND));
    assertEquals(true, values.of(LEARNED));
    assertEquals(given("layers", "4"), values.only(List.of(LAYERS)));
  }

  @Test
  void plain_ofAText_readsAsTheSameText() {
    assertEquals(3, LAYERS.plain("3"));
    assertEquals(List.of(3, 4), WIDTHS.plain("3,4"));
    assertEquals(0.5, SCALE.plain("0.5"));
    assertEquals("autoregressive", KIND.plain("autoregressive"));
    assertEquals("learned", LEARNED.plain("learned"));
    assertEquals("1.0E-7", SCALE.canonical("1e-7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layers | 0 | layers must be >= 1; got 0",
        "layers | many | layers must be a whole number; got many",
        "layers | '' | layers must be a whole number; got nothing",
        "widths | 3,0 | widths must be >= 1; got 0",
        "widths | 3, | widths must be a whole number; got nothing",
        "scale | 0 | scale must be > 0; got 0.0",
        "scale | NaN | scale must be > 0; got NaN",
        "scale | Infinity | scale must be finite; got Infinity",
        "scale | wide | scale must be a number; got wide",
        "kind | couplin | unknown kind 'couplin'; known: coupling, autoregressive"
            + " (did you mean 'coupling'?)",
        "weights | same | unknown weights 'same'; known: equal, learned",
      })
  void of_aTextThatBreaksTheRule_isRefused(String name, String text, String message) {
    Option<?> option =
        List.of(LAYERS, WIDTHS, SCALE, KIND, LEARNED).stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> given(name, text).of(option));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void requireOnly_whatIsNoneOfThese_isRefusedWithASuggestion() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> given("layer", "3").requireOnly(List.of(LAYERS, SCALE)));
    assertEquals(
        "unknown option 'layer'; known: layers, scale (did you mean 'layers'?)",
        refused.getMessage());
  }

  @Test
  void option_thatIsNoneItself_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> Option.whole("Layers", "N", 1, 6, "how many"));
    assertThrows(
        IllegalArgumentException.class, () -> Option.whole("layers", "N", 1, 0, "how many"));
  }

  @Test
  void with_whatBreaksTheRule_isRefusedByName() {
    OptionValues none = OptionValues.none();
    Option<String> shared = Option.among("side", Map.of("left", "L"), "left", "which");
    for (Executable broken :
        List.<Executable>of(
            () -> none.with(LAYERS, 0),
            () -> none.with(LAYERS, null),
            () -> none.with(SCALE, 0.0))) {
      assertThrows(IllegalArgumentException.class, broken);
    }
    String refused =
        assertThrows(IllegalArgumentException.class, () -> none.with(shared, "R")).getMessage();
    assertEquals("side must be one of left; got R", refused);
    assertEquals(3, none.with(LAYERS, 3).only(List.<Option<?>>of(LAYERS, LAYERS)).of(LAYERS));
  }
}
