package org.vae4j.priors.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.hipparchus.special.Gamma;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.models.Prior;

/** What a sampler owes to its density. */
final class SamplerLaws {
  private static final int DRAWS = 100_000;
  private static final int PILOT = 10_000;
  private static final double LEAST_EXPECTED = 10;
  private static final double LEAST_PROBABILITY = 1e-6;

  private SamplerLaws() {}

  /**
   * The chi-square statistic of draws in the cells of a grid, those that expect few counts and all
   * that lies outside taken as one, must not lie in the last millionth of its distribution. The
   * grid covers what a pilot sample of its own covers.
   */
  static void agreesWithDensity(Prior prior) {
    Grid grid = Grid.covering(Draws.of(prior.sample("pilot", PILOT), 1, 0));
    double[] expected = grid.integrals(prior);
    int[] counts = grid.count(Draws.of(prior.sample("sample", DRAWS), 2, 0));
    double statistic = 0;
    double restExpected = DRAWS;
    double restCount = DRAWS;
    int cells = 1;
    for (int cell = 0; cell < counts.length; cell++) {
      double mean = DRAWS * expected[cell];
      if (mean >= LEAST_EXPECTED) {
        statistic += (counts[cell] - mean) * (counts[cell] - mean) / mean;
        restExpected -= mean;
        restCount -= counts[cell];
        cells++;
      }
    }
    double rest = Math.max(restExpected, 1e-9);
    statistic += (restCount - rest) * (restCount - rest) / rest;
    if (!(cells > 10)) {
      throw new IllegalStateException(
          "contract: more than 10 cells must expect ten draws; got " + cells);
    }
    double probability = Gamma.regularizedGammaQ((cells - 1) / 2.0, statistic / 2);
    assertTrue(
        probability >= LEAST_PROBABILITY,
        "chi-square of %s on %d cells has probability %s; must be >= %s"
            .formatted(statistic, cells, probability, LEAST_PROBABILITY));
  }

  static void isRepeatable(Prior prior) {
    Var sample = prior.sample("sample", 64);
    assertEquals(Shape.of(64, 2), sample.shape(), "shape of 64 draws");
    double[] draws = Draws.of(sample, 7, 0);
    assertArrayEquals(draws, Draws.of(prior.sample("sample", 64), 7, 0), "the same seed");
    assertArrayEquals(
        Arrays.copyOfRange(draws, 64, 128),
        Draws.of(prior.sample("sample", 32), 7, 32),
        "the second half by itself");
    assertFalse(Arrays.equals(draws, Draws.of(sample, 8, 0)), "another seed gives other draws");
    Graph.of(Map.of("sample", sample)).nodes().stream()
        .filter(node -> node.op().is(Ops.NOISE))
        .map(node -> node.op().attribute(0, String.class))
        .forEach(
            name -> assertTrue(name.startsWith("sample"), "noise starts with sample: " + name));
  }
}
