package org.vae4j.core.divergence.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.vae4j.core.Doubles;
import org.vae4j.core.Golden;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Distributions;
import org.vae4j.core.distribution.Gaussian;

/** Distances between Gaussians and between samples, against golden values and closed cases. */
class WassersteinTest {
  private static Gaussian<Doubles> gaussian(String text) {
    return (Gaussian<Doubles>) Distributions.parse(text);
  }

  private static double between(String q, String p) {
    return Wasserstein.closed(Distributions.parse(q), Distributions.parse(p))
        .orElseThrow()
        .scalar();
  }

  /** To ten roundings of a factor, times the distance: 1e-9 of it at a gap of 1e-6. */
  @Test
  void closed_ofEveryGoldenCase_matchesHighPrecision() {
    for (String[] row : Golden.words("wasserstein.txt")) {
      double expected = Double.parseDouble(row[2]);
      double trace = gaussian(row[0]).variance().plus(gaussian(row[1]).variance()).sum().scalar();
      double bound = 10 * Math.ulp(1.0) * (Math.sqrt(trace * expected) + expected);
      assertEquals(expected, between(row[0], row[1]), bound, row[0] + " from " + row[1]);
    }
  }

  @Test
  void golden_theTraceFormula_isCaughtNearby() {
    assertThrows(
        AssertionError.class,
        () -> {
          for (String[] row : Golden.words("wasserstein.txt")) {
            Gaussian<Doubles> q = gaussian(row[0]);
            Gaussian<Doubles> p = gaussian(row[1]);
            Doubles norm = p.factor().matmul(q.factor(), true, false).nuclearNorm();
            Doubles traces = q.variance().plus(p.variance()).sum();
            Doubles value =
                q.mean().minus(p.mean()).square().sum().plus(traces).minus(norm.times(2));
            Golden.assertClose(Double.parseDouble(row[2]), value.scalar(), 1e-3, "trace formula");
          }
        });
  }

  @Test
  void closed_equalArguments_isZeroToTheSquareOfRounding() {
    for (String[] row : Golden.words("wasserstein.txt")) {
      double trace = gaussian(row[1]).variance().sum().scalar();
      double value = between(row[1], row[1]);
      assertTrue(value >= 0 && value <= 1e-27 * trace, row[1] + ": " + value);
    }
  }

  @Test
  void closed_acrossFamilies_isOneFormula() {
    double expected = 1 + 0.25;
    assertEquals(expected, between("normal(0,1)", "normal(1,1.5)"));
    assertEquals(expected, between("normal(0,1)", "diagonal([1],[1.5])"));
    assertEquals(expected, between("gaussian([0],[[1]])", "normal(1,1.5)"), 1e-15);
    assertEquals(
        between("diagonal([1,2],[3,4])", "diagonal([0,0],[1,7])"),
        between("gaussian([1,2],[[9,0],[0,16]])", "diagonal([0,0],[1,7])"),
        1e-14);
    assertTrue(
        Wasserstein.closed(Distributions.parse("normal(0,1)"), Distributions.parse("gamma(1,1)"))
            .isEmpty());
  }

  @Test
  void full_ofABatch_isThatOfEachAndReadsNoUpperTriangle() {
    Doubles mean = Doubles.vector(1, 2);
    Doubles one = Doubles.of(Shape.of(2, 2), 1, 99, 0.5, 2);
    Doubles other = Doubles.of(Shape.of(2, 2), 3, -7, -1, 1);
    Doubles both = Doubles.of(Shape.of(2, 2, 2), 1, 99, 0.5, 2, 3, -7, -1, 1);
    double[] values = Wasserstein.full(mean, both, mean.times(2), one).toDoubleArray();
    assertEquals(5, values[0], 1e-14);
    double expected = Wasserstein.full(mean, other.tril(), mean.times(2), one.tril()).scalar();
    assertEquals(expected, values[1], 1e-14);
  }

  @Test
  void sliced_ofEveryGoldenCase_matchesLoops() {
    int cases = 0;
    for (String[] row : Golden.words("samples.txt")) {
      if (row[0].equals("sliced")) {
        Doubles x = SampleCases.matrix(row[1]);
        double value =
            Wasserstein.sliced(x, SampleCases.matrix(row[2]), SampleCases.matrix(row[3])).scalar();
        Golden.assertClose(Double.parseDouble(row[4]), value, 1e-9, row[1]);
        cases++;
      }
    }
    assertTrue(cases >= 10, "cases: " + cases);
  }

  @Test
  void sliced_ofOneDimension_isTheDistanceOfTheSortedSamples() {
    Doubles x = Doubles.of(Shape.of(3, 1), 3, 1, 2);
    Doubles y = Doubles.of(Shape.of(3, 1), 10, 12, 11);
    assertEquals(81, Wasserstein.sliced(x, y, 5, new SplittableRandom(1)).scalar());
    assertEquals(0, Wasserstein.sliced(x, x, 5, new SplittableRandom(1)).scalar());
  }

  @Test
  void sliced_aShift_countsByItsMeanSquareAlongDirections() {
    SplittableRandom stream = new SplittableRandom(2);
    Doubles x = SampleCases.normal(20, 3, 0, 1, stream);
    Doubles shift = Doubles.vector(1e-6, 0, 0);
    double value = Wasserstein.sliced(x, x.plus(shift), 20_000, stream).scalar();
    assertEquals(1e-12 / 3, value, 1e-14);
  }

  @Test
  void directions_areOfUnitLengthAndDependOnTheStreamAlone() {
    Doubles u = Wasserstein.directions(Doubles.scalar(0), 50, 4, new SplittableRandom(3));
    for (double square : u.square().sum(-1).toDoubleArray()) {
      assertEquals(1, square, 1e-15);
    }
    assertEquals(u, Wasserstein.directions(u, 50, 4, new SplittableRandom(3)));
  }

  @Test
  void sliced_whatItCannotAnswer_isRefused() {
    Doubles x = Doubles.of(Shape.of(2, 1), 1, 2);
    Doubles y = Doubles.of(Shape.of(3, 1), 1, 2, 3);
    Doubles plane = Doubles.of(Shape.of(1, 2), 0.6, 0.8);
    assertEquals(
        "sliced Wasserstein: x and y must hold equally many points; got x [2, 1] and y [3, 1]",
        refusal(() -> Wasserstein.sliced(x, y, Doubles.of(Shape.of(1, 1), 1))));
    assertEquals(
        "sliced Wasserstein: directions must be [P, 1]; got [1, 2]",
        refusal(() -> Wasserstein.sliced(x, x, plane)));
    assertEquals(
        "sliced Wasserstein: directions must be > 0; got 0",
        refusal(() -> Wasserstein.sliced(x, x, 0, new SplittableRandom(1))));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable code) {
    return assertThrows(IllegalArgumentException.class, code).getMessage();
  }
}
