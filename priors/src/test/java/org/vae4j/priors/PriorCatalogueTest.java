package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.models.option.Option;
import org.vae4j.models.option.OptionValues;

class PriorCatalogueTest {
  private static final PriorCatalogue CATALOGUE = PriorCatalogue.load();

  @Test
  void families_areFoundOnTheClassPathInOrder() {
    assertEquals(
        List.of("standard-normal", "gmm", "vamp", "flow", "student-t", "dirichlet-gmm"),
        CATALOGUE.families().stream().map(PriorFamily::name).toList());
    for (PriorFamily family : CATALOGUE.families()) {
      assertFalse(family.description().isBlank());
      assertFalse(family.description().contains("\n"));
      assertTrue(family.name().matches("[a-z]+(-[a-z]+)*"));
      assertEquals(family, CATALOGUE.find(family.name()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "vampp, (did you mean 'vamp'?)",
    "GMM, (did you mean 'gmm'?)",
    "vmap, (did you mean 'vamp'?)",
    "standardnormal, (did you mean 'standard-normal'?)",
    "standard_normal, (did you mean 'standard-normal'?)",
    "flaw, (did you mean 'flow'?)",
    "copula, ''",
    "'', ''"
  })
  void find_anUnknownName_namesTheKnownAndTheNearest(String name, String suggestion) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> CATALOGUE.find(name));
    assertEquals(
        ("unknown prior '"
                + name
                + "'; known: standard-normal, gmm, vamp, flow, student-t, dirichlet-gmm "
                + suggestion)
            .strip(),
        refused.getMessage());
  }

  @Test
  void parse_ofAComponentHandling_readsWhatItPrints() {
    for (ComponentHandling handling : ComponentHandling.values()) {
      assertEquals(handling, ComponentHandling.parse(handling.toString()));
    }
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> ComponentHandling.parse("marginals"));
    assertEquals(
        "unknown gmm-component 'marginals'; known: marginal, bound, responsibilities,"
            + " gumbel-softmax, gumbel-straight-through (did you mean 'marginal'?)",
        refused.getMessage());
  }

  @Test
  void parse_ofTheAntiExample_saysWhyItIsRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> ComponentHandling.parse("prior-weights"));
    assertTrue(
        refused
            .getMessage()
            .startsWith(
                "gmm-component must not be prior-weights: drawing the component from the weights"),
        refused.getMessage());
  }

  @Test
  void catalogue_ofOneNameTwice_isRefused() {
    List<PriorFamily> twice = List.of(new VampPrior.Family(), new VampPrior.Family());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new PriorCatalogue(twice));
    assertEquals(
        "prior 'vamp' must be provided once; got org.vae4j.priors.VampPrior$Family and"
            + " org.vae4j.priors.VampPrior$Family",
        refused.getMessage());
  }

  private static PriorContext context(OptionValues options) {
    return Subjects.context(Subjects.encoder(), Subjects.FEATURES, options);
  }

  /** Every option that some family declares, once. */
  private static Map<String, Option<?>> options() {
    Map<String, Option<?>> all = new TreeMap<>();
    CATALOGUE
        .families()
        .forEach(family -> family.options().forEach(option -> all.put(option.name(), option)));
    return all;
  }

  @ParameterizedTest
  @MethodSource("families")
  void family_readsItsOptionsAndTakesNoOther(PriorFamily family) {
    List<String> own = family.options().stream().map(Option::name).toList();
    for (String option : options().keySet()) {
      PriorContext broken = context(new OptionValues(Map.of(option, "broken")));
      String refused =
          assertThrows(
                  IllegalArgumentException.class, () -> CATALOGUE.create(family.name(), broken))
              .getMessage();
      boolean unknown = refused.startsWith("unknown option '" + option + "'");
      assertEquals(!own.contains(option), unknown, refused);
      assertTrue(unknown || refused.contains(option), refused);
    }
  }

  static List<PriorFamily> families() {
    return CATALOGUE.families();
  }

  @Test
  void options_ofOneName_meanTheSame() {
    for (PriorFamily family : CATALOGUE.families()) {
      for (Option<?> option : family.options()) {
        assertEquals(options().get(option.name()).help(), option.help());
        assertEquals(options().get(option.name()).label(), option.label());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, components must be >= 1; got 0",
    "2147483647, components must make arrays of <= 2147483647 weights; got 4 x 2147483647"
  })
  void create_withNoNumberOfComponents_isRefused(String components, String message) {
    PriorContext wrong = context(new OptionValues(Map.of("components", components)));
    for (String mixture : List.of("gmm", "vamp", "dirichlet-gmm")) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> CATALOGUE.create(mixture, wrong));
      assertEquals(message, refused.getMessage());
    }
  }
}
