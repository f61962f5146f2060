package org.vae4j.core.divergence.closed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vae4j.core.Golden.assertClose;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.core.DType;
import org.vae4j.core.Golden;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.verify.Quadrature;

/** Three sources for each value: mpmath at 60 digits, quadrature, and a second formula. */
class GaussianKlTest {
  private static final double EPSILON = 0x1p-52;

  private static Tensor vector(double... values) {
    return Tensor.of(Shape.of(values.length), values);
  }

  /** Checks each term within {@code relative} of itself, and that they add up. */
  private static void assertTerms(
      double[] row, int at, GaussianTerms<Tensor> terms, double relative) {
    String what = Arrays.toString(Arrays.copyOf(row, Math.min(at, 8)));
    assertClose(row[at], terms.mean().scalar(), relative, "mean of " + what);
    assertClose(row[at + 1], terms.variance().scalar(), relative, "variance of " + what);
    assertClose(row[at + 2], terms.logDeterminant().scalar(), relative, "log det of " + what);
    assertClose(row[at + 3], terms.kl().scalar(), relative, "kl of " + what);
    assertAddUp(terms);
  }

  /** As {@code assertTerms}, but each term within {@code relative} of the largest. */
  private static void assertSums(
      double[] row, int at, GaussianTerms<Tensor> terms, double relative) {
    double largest =
        DoubleStream.of(row[at], row[at + 1], row[at + 2]).map(Math::abs).max().orElseThrow();
    assertEquals(row[at], terms.mean().scalar(), relative * largest);
    assertEquals(row[at + 1], terms.variance().scalar(), relative * largest);
    assertEquals(row[at + 2], terms.logDeterminant().scalar(), relative * largest);
    assertClose(row[at + 3], terms.kl().scalar(), relative, "kl at D = " + row[0]);
    assertAddUp(terms);
  }

  private static void assertAddUp(GaussianTerms<Tensor> terms) {
    double mean = terms.mean().scalar();
    double variance = terms.variance().scalar();
    double logDeterminant = terms.logDeterminant().scalar();
    double scale = Math.abs(mean) + Math.abs(variance) + Math.abs(logDeterminant);
    assertEquals(mean + variance + logDeterminant, terms.kl().scalar(), 100 * EPSILON * scale);
    assertTrue(terms.kl().scalar() >= 0, "kl >= 0; got " + terms.kl());
  }

  @Test
  void elementwiseFromSd_matchesHighPrecision() {
    for (double[] row : Golden.numbers("gaussian-kl-sd.txt")) {
      Tensor[] in = scalars(row);
      assertTerms(row, 4, GaussianKl.elementwiseFromSd(in[0], in[1], in[2], in[3]), 2e-15);
    }
  }

  @Test
  void elementwise_matchesHighPrecision() {
    for (double[] row : Golden.numbers("gaussian-kl-log-var.txt")) {
      Tensor[] in = scalars(row);
      assertTerms(row, 4, GaussianKl.elementwise(in[0], in[1], in[2], in[3]), 2e-14);
      if (row[2] == 0 && row[3] == 0) {
        assertTerms(row, 4, GaussianKl.elementwiseFromStandard(in[0], in[1]), 2e-15);
      }
    }
  }

  private static Tensor[] scalars(double[] row) {
    return Arrays.stream(row, 0, 4).mapToObj(Tensor::scalar).toArray(Tensor[]::new);
  }

  @Test
  void golden_theTextbookSum_isCaughtNearThePrior() {
    assertThrows(
        AssertionError.class,
        () -> {
          for (double[] row : Golden.numbers("gaussian-kl-log-var.txt")) {
            double ratio = row[1] - row[3];
            double gap = row[0] - row[2];
            double kl = 0.5 * (gap * gap / Math.exp(row[3]) + Math.expm1(ratio) - ratio);
            assertClose(row[7], kl, 1e-10, "textbook");
          }
        });
  }

  @Test
  void diagonal_matchesHighPrecision_upToAThousandDimensions() {
    for (double[] row : Golden.numbers("gaussian-kl-diagonal.txt")) {
      int d = (int) row[0];
      Tensor[] in =
          IntStream.range(0, 4)
              .mapToObj(i -> vector(Arrays.copyOfRange(row, 1 + i * d, 1 + (i + 1) * d)))
              .toArray(Tensor[]::new);
      assertSums(row, 1 + 4 * d, GaussianKl.diagonal(in[0], in[1], in[2], in[3]), 1e-12);
      assertSums(row, 5 + 4 * d, GaussianKl.diagonalFromStandard(in[0], in[1]), 1e-12);
    }
  }

  @Test
  void full_matchesHighPrecision_upToConditionTenBillion() {
    double worstCondition = 0;
    for (double[] row : Golden.numbers("gaussian-kl-full.txt")) {
      int d = (int) row[0];
      int triangle = d * (d + 1) / 2;
      Tensor meanQ = vector(Arrays.copyOfRange(row, 2, 2 + d));
      Tensor lowerQ = lower(d, row, 2 + d);
      Tensor meanP = vector(Arrays.copyOfRange(row, 2 + d + triangle, 2 + 2 * d + triangle));
      Tensor lowerP = lower(d, row, 2 + 2 * d + triangle);
      int at = 2 + 2 * (d + triangle);
      double tolerance = Math.max(1e-12, 10 * d * row[1] * EPSILON);
      assertSums(row, at, GaussianKl.full(meanQ, lowerQ, meanP, lowerP), tolerance);
      assertSums(row, at + 4, GaussianKl.fullFromStandard(meanQ, lowerQ), 1e-12);
      worstCondition = Math.max(worstCondition, row[1]);
    }
    assertTrue(worstCondition > 9e9, "worst condition read: " + worstCondition);
  }

  /** A lower triangle with rubbish above it, which nobody may read. */
  private static Tensor lower(int d, double[] row, int at) {
    double[] matrix = new double[d * d];
    Arrays.fill(matrix, 1e30);
    for (int i = 0, next = at; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i * d + j] = row[next++];
      }
    }
    return Tensor.of(Shape.of(d, d), matrix);
  }

  @Test
  void elementwiseFromSd_almostThePrior_keepsItsDigits() {
    Tensor kl =
        GaussianKl.elementwiseFromSd(
                Tensor.scalar(0), Tensor.scalar(1), Tensor.scalar(1e-9), Tensor.scalar(1 + 1e-9))
            .kl();
    assertClose(0.5e-18 + 1e-18, kl.scalar(), 1e-6, "KL(N(0, 1) || N(1e-9, 1 + 1e-9))");
  }

  @ParameterizedTest(name = "q = N({0}, {1}), p = N({2}, {3})")
  @CsvSource({
    "0, 1, 0.1, 1",
    "0.3, 0.5, -1, 2",
    "2, 3, 0, 0.7",
    "0, 1, 0, 1.05",
    "5, 0.01, 4, 1",
    "0, 10, 1, 9",
    "-3, 0.2, -3, 0.1",
  })
  void elementwiseFromSd_equalsQuadrature(double mq, double sq, double mp, double sp) {
    double expected = quadrature(mq, sq, mp, sp);
    assertTrue(expected >= 1e-3, "a divergence that quadrature can resolve");
    GaussianTerms<Tensor> terms =
        GaussianKl.elementwiseFromSd(
            Tensor.scalar(mq), Tensor.scalar(sq), Tensor.scalar(mp), Tensor.scalar(sp));
    assertClose(expected, terms.kl().scalar(), 1e-12, "closed form");
  }

  /** The integral of q (log q - log p), over 12 standard deviations of q. */
  private static double quadrature(double mq, double sq, double mp, double sp) {
    return Quadrature.integrate(
            u -> {
              double fromP = (mq - mp + sq * u) / sp;
              double logRatio = Math.log(sp / sq) + 0.5 * (fromP * fromP - u * u);
              return Math.exp(-0.5 * u * u) / Math.sqrt(2 * Math.PI) * logRatio;
            },
            -12,
            12,
            1e-11)
        .value();
  }

  @Test
  void diagonalFromSd_equalsQuadrature() {
    double[] mq = {0, 1, -2};
    double[] sq = {1, 0.5, 2};
    double[] mp = {0.5, 0, -1};
    double[] sp = {2, 0.7, 1.5};
    double expected =
        IntStream.range(0, 3).mapToDouble(i -> quadrature(mq[i], sq[i], mp[i], sp[i])).sum();
    Tensor kl = GaussianKl.diagonalFromSd(vector(mq), vector(sq), vector(mp), vector(sp)).kl();
    assertClose(expected, kl.scalar(), 1e-12, "closed form");
  }

  @Test
  void diagonal_equalsCrossEntropyLessEntropy() {
    SplittableRandom random = new SplittableRandom(1);
    double[] mq = random.doubles(50, -2, 2).toArray();
    double[] lq = random.doubles(50, -2, 2).toArray();
    double[] mp = random.doubles(50, -2, 2).toArray();
    double[] lp = random.doubles(50, -2, 2).toArray();
    double expected = 0;
    for (int i = 0; i < 50; i++) {
      double entropy = 0.5 * (Math.log(2 * Math.PI * Math.E) + lq[i]);
      double square = Math.exp(lq[i]) + (mq[i] - mp[i]) * (mq[i] - mp[i]);
      expected += 0.5 * (Math.log(2 * Math.PI) + lp[i] + square / Math.exp(lp[i])) - entropy;
    }
    Tensor kl = GaussianKl.diagonal(vector(mq), vector(lq), vector(mp), vector(lp)).kl();
    assertClose(expected, kl.scalar(), 1e-13, "second formula");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 16})
  void full_withDiagonalFactors_equalsDiagonal(int d) {
    SplittableRandom random = new SplittableRandom(d);
    Tensor[] means = new Tensor[2];
    Tensor[] sds = new Tensor[2];
    Tensor[] factors = new Tensor[2];
    for (int i = 0; i < 2; i++) {
      double[] sd = random.doubles(d, 0.5, 2).toArray();
      double[] matrix = new double[d * d];
      for (int j = 0; j < d; j++) {
        matrix[j * d + j] = sd[j];
      }
      means[i] = vector(random.doubles(d, -1, 1).toArray());
      sds[i] = vector(sd);
      factors[i] = Tensor.of(Shape.of(d, d), matrix);
    }
    assertClose(
        GaussianKl.diagonalFromSd(means[0], sds[0], means[1], sds[1]).kl().scalar(),
        GaussianKl.full(means[0], factors[0], means[1], factors[1]).kl().scalar(),
        1e-14,
        "full");
  }

  @Test
  void fullFromCovariance_equalsFullFromFactors() {
    SplittableRandom random = new SplittableRandom(8);
    Tensor meanQ = vector(random.doubles(3, -1, 1).toArray());
    Tensor meanP = vector(random.doubles(3, -1, 1).toArray());
    Tensor q = Tensor.of(Shape.of(3, 3), 1, 0, 0, 0.3, 0.8, 0, -0.5, 0.2, 1.4);
    Tensor p = Tensor.of(Shape.of(3, 3), 0.9, 0, 0, -0.1, 1.2, 0, 0.4, 0.6, 0.7);
    Tensor covarianceQ = q.matmul(q.transpose());
    Tensor covarianceP = p.matmul(p.transpose());
    assertClose(
        GaussianKl.full(meanQ, q, meanP, p).kl().scalar(),
        GaussianKl.fullFromCovariance(meanQ, covarianceQ, meanP, covarianceP).kl().scalar(),
        1e-13,
        "from covariances");
  }

  @Test
  void full_underALinearMap_staysTheSame() {
    SplittableRandom random = new SplittableRandom(5);
    Tensor meanQ = matrix(random, 4, 1);
    Tensor meanP = matrix(random, 4, 1);
    Tensor lowerQ = factor(random, 4);
    Tensor lowerP = factor(random, 4);
    Tensor map = factor(random, 4);
    Tensor mapped =
        GaussianKl.full(
                map.matmul(meanQ).reshape(4),
                map.matmul(lowerQ),
                map.matmul(meanP).reshape(4),
                map.matmul(lowerP))
            .kl();
    Tensor kl = GaussianKl.full(meanQ.reshape(4), lowerQ, meanP.reshape(4), lowerP).kl();
    assertClose(kl.scalar(), mapped.scalar(), 1e-12, "mapped");
  }

  private static Tensor matrix(SplittableRandom random, int rows, int columns) {
    return Tensor.of(
        Shape.of(rows, columns), random.doubles((long) rows * columns, -1, 1).toArray());
  }

  private static Tensor factor(SplittableRandom random, int d) {
    double[] values = matrix(random, d, d).tril().toDoubleArray();
    for (int i = 0; i < d; i++) {
      values[i * d + i] = 1 + Math.abs(values[i * d + i]);
    }
    return Tensor.of(Shape.of(d, d), values);
  }

  private static Tensor factors(SplittableRandom random, int count, int d) {
    return Tensor.concat(0, IntStream.range(0, count).mapToObj(i -> factor(random, d)).toList());
  }

  @Test
  void full_inBatchesThatBroadcast_equalsOneByOne() {
    SplittableRandom random = new SplittableRandom(6);
    int d = 3;
    Tensor meanQ = matrix(random, 4, d);
    Tensor meanP = matrix(random, 2, d);
    Tensor lowerQ = factors(random, 4, d);
    Tensor lowerP = factors(random, 2, d);
    Tensor kl =
        GaussianKl.full(
                meanQ.reshape(4, 1, d), lowerQ.reshape(4, 1, d, d), meanP, lowerP.reshape(2, d, d))
            .kl();
    assertEquals(Shape.of(4, 2), kl.shape());
    for (int i = 0; i < 4; i++) {
      for (int k = 0; k < 2; k++) {
        Tensor one =
            GaussianKl.full(
                    meanQ.slice(0, i, i + 1).reshape(d),
                    lowerQ.slice(0, i * d, (i + 1) * d),
                    meanP.slice(0, k, k + 1).reshape(d),
                    lowerP.slice(0, k * d, (k + 1) * d))
                .kl();
        assertEquals(one.scalar(), kl.at(i, k), 1e-14);
      }
    }
  }

  @Test
  void full_withASharedPrior_equalsTheBatchSpelledOut() {
    SplittableRandom random = new SplittableRandom(9);
    Tensor meanQ = matrix(random, 4, 3);
    Tensor lowerQ = factors(random, 4, 3).reshape(4, 3, 3);
    Tensor meanP = matrix(random, 1, 3);
    Tensor lowerP = factor(random, 3);
    assertEquals(
        GaussianKl.full(meanQ, lowerQ, meanP, lowerP.broadcastTo(Shape.of(4, 3, 3))),
        GaussianKl.full(meanQ, lowerQ, meanP, lowerP));
    Tensor identity = Tensor.of(Shape.of(3, 3), 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0);
    Tensor origin = Tensor.zeros(Shape.of(3));
    Tensor general = GaussianKl.full(meanQ, lowerQ, origin, identity).kl();
    Tensor special = GaussianKl.fullFromStandard(meanQ, lowerQ).kl();
    for (int i = 0; i < 4; i++) {
      assertClose(general.at(i), special.at(i), 1e-14, "standard");
    }
  }

  @Test
  void diagonal_withASharedVariance_countsItForEveryDimension() {
    SplittableRandom random = new SplittableRandom(7);
    Tensor meanQ = matrix(random, 4, 6);
    Tensor logVar = matrix(random, 4, 1);
    Tensor zero = Tensor.zeros(Shape.of(6));
    GaussianTerms<Tensor> shared = GaussianKl.diagonal(meanQ, logVar, zero, Tensor.scalar(0.3));
    GaussianTerms<Tensor> spelled =
        GaussianKl.diagonal(
            meanQ, logVar.broadcastTo(Shape.of(4, 6)), zero, Tensor.filled(Shape.of(4, 6), 0.3));
    assertEquals(spelled, shared);
    assertEquals(Shape.of(4), shared.kl().shape());
    assertEquals(
        GaussianKl.diagonal(meanQ, logVar, zero, Tensor.scalar(0)),
        GaussianKl.diagonalFromStandard(meanQ, logVar));
  }

  @Test
  void everyForm_atThePrior_isExactlyZero() {
    SplittableRandom random = new SplittableRandom(8);
    Tensor mean = matrix(random, 5, 3);
    Tensor logVar = matrix(random, 5, 3);
    Tensor sd = logVar.exp();
    Tensor lower = factor(random, 3);
    Tensor zero = Tensor.zeros(Shape.of(5));
    assertEquals(zero, GaussianKl.diagonal(mean, logVar, mean, logVar).kl().abs());
    assertEquals(zero, GaussianKl.diagonalFromSd(mean, sd, mean, sd).kl().abs());
    assertEquals(zero, GaussianKl.full(mean, lower, mean, lower).kl().abs());
    Tensor identity = Tensor.of(Shape.of(2, 2), 1.0, 0.0, 0.0, 1.0);
    Tensor origin = Tensor.zeros(Shape.of(5, 2));
    assertEquals(zero, GaussianKl.diagonalFromStandard(origin, origin).kl().abs());
    assertEquals(zero, GaussianKl.fullFromStandard(origin, identity).kl().abs());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-80, -20, -1.5, -1.3, -1e-4, 1e-4, 3, 80})
  void elementwise_inFloat32_keepsFloat32Accuracy(double logVar) {
    Tensor narrow = Tensor.scalar(logVar).as(DType.FLOAT32);
    Tensor zero = Tensor.of(Shape.SCALAR, 0f);
    Tensor wide = GaussianKl.elementwiseFromStandard(zero, narrow.as(DType.FLOAT64)).kl();
    Tensor kl = GaussianKl.elementwiseFromStandard(zero, narrow).kl();
    assertEquals(DType.FLOAT32, kl.dtype());
    assertClose(wide.scalar(), kl.scalar(), 1e-6, "log variance " + logVar);
  }

  @Test
  void elementwise_ofANegativeDeviation_isNaN() {
    Tensor one = Tensor.scalar(1);
    Tensor negative = Tensor.scalar(-1);
    assertEquals(Double.NaN, GaussianKl.elementwiseFromSd(one, negative, one, one).kl().scalar());
  }
}
