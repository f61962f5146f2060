package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void create_withoutComponents_isRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new PriorContext(
                    Subjects.encoder(),
                    4,
                    100,
                    0,
                    Covariance.DIAGONAL,
                    ComponentHandling.MARGINAL,
                    PseudoInputs.NOISE,
                    PriorOptions.none(),
                    null,
                    null));
    assertEquals("prior: components must be >= 1; got 0", refused.getMessage());
  }
}
