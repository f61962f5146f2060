package org.vae4j.core.divergence.closed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.core.Doubles;
import org.vae4j.core.Golden;
import org.vae4j.core.Shape;
import org.vae4j.core.divergence.sample.SampleCases;

/** Closed derivatives of the Gaussian KL against golden ones, at extremes and next to q = p. */
class GaussianGradientsTest {
  private static double[] kl(GaussianTerms<Doubles> terms) {
    return terms.kl().toDoubleArray();
  }

  @Test
  void elementwise_ofEveryGoldenCase_matchesHighPrecision() {
    for (double[] row : Golden.numbers("gaussian-gradients-log-var.txt")) {
      Doubles[] x = Arrays.stream(row, 0, 4).mapToObj(Doubles::scalar).toArray(Doubles[]::new);
      GaussianGradients<Doubles> g = GaussianGradients.elementwise(x[0], x[1], x[2], x[3]);
      List<GaussianTerms<Doubles>> all = List.of(g.meanQ(), g.scaleQ(), g.meanP(), g.scaleP());
      for (int i = 0; i < 4; i++) {
        double largest = i == 3 ? Math.abs(all.get(3).mean().scalar()) : 0;
        double bound = 4e-15 * (Math.abs(row[4 + i]) + largest) + 1e-50;
        assertEquals(row[4 + i], kl(all.get(i))[0], bound, i + " of " + Arrays.toString(row));
      }
    }
  }

  /** To 5 D roundings of the square root of the condition of the prior's covariance. */
  @Test
  void full_ofEveryGoldenCase_matchesHighPrecision() {
    for (String[] row : Golden.words("gaussian-gradients-full.txt")) {
      double[] mean = SampleCases.vector(row[0]);
      int d = mean.length;
      GaussianGradients<Doubles> g =
          GaussianGradients.full(
              Doubles.vector(mean),
              lower(SampleCases.vector(row[1]), d),
              Doubles.vector(SampleCases.vector(row[2])),
              lower(SampleCases.vector(row[3]), d));
      double[] expected = Arrays.stream(row).skip(5).mapToDouble(Double::parseDouble).toArray();
      double relative = 5 * d * Math.sqrt(Double.parseDouble(row[4])) * Math.ulp(1.0);
      int t = d * (d + 1) / 2;
      check(expected, 0, kl(g.meanQ()), relative);
      check(expected, d, packed(kl(g.scaleQ()), d), relative);
      check(expected, d + t, kl(g.meanP()), relative);
      check(expected, 2 * d + t, packed(kl(g.scaleP()), d), relative);
    }
  }

  private static void check(double[] expected, int from, double[] actual, double relative) {
    double[] part = Arrays.copyOfRange(expected, from, from + actual.length);
    double size = Arrays.stream(part).map(Math::abs).max().orElse(0);
    assertArrayEquals(part, actual, relative * size + 1e-30);
  }

  private static Doubles lower(double[] packed, int d) {
    double[] values = new double[d * d];
    for (int i = 0, k = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        values[i * d + j] = packed[k++];
      }
      Arrays.fill(values, i * d + i + 1, (i + 1) * d, 7);
    }
    return Doubles.of(Shape.of(d, d), values);
  }

  /** The lower triangle row by row, once nothing is found above it. */
  private static double[] packed(double[] square, int d) {
    double[] packed = new double[d * (d + 1) / 2];
    for (int i = 0, k = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        if (j <= i) {
          packed[k++] = square[i * d + j];
        } else {
          assertEquals(0, square[i * d + j], 0.0);
        }
      }
    }
    return packed;
  }

  @Test
  void terms_ofEveryParameter_addUpToTheDivergence() {
    Doubles m = Doubles.vector(1, -2);
    Doubles n = Doubles.vector(0.5, 3);
    Doubles u = Doubles.vector(-1, 2);
    Doubles v = Doubles.vector(0.3, -0.7);
    Doubles l = Doubles.of(Shape.of(2, 2), 2, 0, -1, 0.5);
    Doubles k = Doubles.of(Shape.of(2, 2), 0.7, 0, 0.4, 3);
    for (GaussianGradients<Doubles> g :
        List.of(GaussianGradients.elementwise(m, u, n, v), GaussianGradients.full(m, l, n, k))) {
      for (GaussianTerms<Doubles> t : List.of(g.meanQ(), g.scaleQ(), g.meanP(), g.scaleP())) {
        Doubles sum = t.mean().plus(t.variance()).plus(t.logDeterminant());
        assertArrayEquals(kl(t), sum.toDoubleArray(), 1e-14);
      }
    }
  }

  @Test
  void atEqualArguments_everyDerivativeOfTheDivergenceIsZero() {
    Doubles m = Doubles.vector(1e6, -2);
    Doubles l = Doubles.of(Shape.of(2, 2), 1, 0, 0.9, 1e-5);
    for (GaussianGradients<Doubles> g :
        List.of(
            GaussianGradients.elementwise(m, m.times(1e-6), m, m.times(1e-6)),
            GaussianGradients.full(m, l, m, l))) {
      for (GaussianTerms<Doubles> t : List.of(g.meanQ(), g.scaleQ(), g.meanP(), g.scaleP())) {
        assertTrue(Arrays.stream(kl(t)).allMatch(slope -> slope == 0));
      }
    }
  }

  @Test
  void elementwiseFromStandard_isThatFromZeroAndOne() {
    Doubles m = Doubles.vector(1, -2);
    Doubles u = Doubles.vector(-1, 2);
    Doubles zero = Doubles.vector(0, 0);
    assertEquals(
        GaussianGradients.elementwise(m, u, zero, zero),
        GaussianGradients.elementwiseFromStandard(m, u));
  }
}
