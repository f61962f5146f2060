package org.vae4j.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceTest {
  private static final List<String> PRIORS = List.of("standard-normal", "gmm", "vamp", "flow");

  @Test
  void among_knownName_isItsValue() {
    assertEquals(2, Choice.among("digit", "two", Map.of("one", 1, "two", 2)));
  }

  @Test
  void among_unknownName_listsTheKnownInOrderAndSuggests() {
    Map<String, Integer> known = new LinkedHashMap<>();
    PRIORS.forEach(name -> known.put(name, known.size()));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Choice.among("prior", "vampp", known));
    assertEquals(
        "unknown prior 'vampp'; known: standard-normal, gmm, vamp, flow (did you mean 'vamp'?)",
        refused.getMessage());
  }

  @ParameterizedTest(name = "{0} is meant to be {1}")
  @CsvSource({"vmap, vamp", "GMM, gmm", "standard_normal, standard-normal", "flo, flow"})
  void nearest_misspelling_isFound(String misspelt, String meant) {
    assertEquals(Optional.of(meant), Choice.nearest(misspelt, PRIORS));
  }

  @ParameterizedTest(name = "nothing is near {0}")
  @CsvSource({"laplace", "''", "normal", "x"})
  void nearest_farName_isNothing(String name) {
    assertEquals(Optional.empty(), Choice.nearest(name, PRIORS));
  }
}
