package org.vae4j.core.divergence.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.vae4j.core.Doubles;
import org.vae4j.core.Golden;
import org.vae4j.core.Shape;

/** The divergence against golden values, its two limits, shifts and refusals. */
class SinkhornTest {
  private final SplittableRandom stream = new SplittableRandom(6);

  @Test
  void divergence_ofEveryGoldenCase_matchesHighPrecision() {
    for (String[] row : Golden.words("sinkhorn.txt")) {
      double expected = Double.parseDouble(row[5]);
      Sinkhorn sinkhorn =
          Sinkhorn.relative(Double.parseDouble(row[4])).withIterations(5000).withTolerance(1e-9);
      Doubles x = SampleCases.matrix(row[0]);
      Doubles y = SampleCases.matrix(row[1]);
      Doubles a = Doubles.vector(SampleCases.vector(row[2]));
      Doubles b = Doubles.vector(SampleCases.vector(row[3]));
      double value = sinkhorn.divergence(x, a, y, b).scalar();
      assertEquals(expected, value, 1e-9 * (1 + expected), String.join(" ", row));
    }
  }

  @Test
  void divergence_betweenTwoPoints_isTheirSquaredDistance() {
    Doubles x = Doubles.of(Shape.of(1, 2), 1e6, 2);
    Doubles y = Doubles.of(Shape.of(1, 2), 1e6 + 3, 6);
    assertEquals(25, Sinkhorn.absolute(0.1).divergence(x, y).scalar(), 1e-13);
  }

  @Test
  void divergence_ofAShiftedSample_isTheSquaredShift() {
    Doubles x = SampleCases.normal(8, 2, 0, 1, stream);
    for (double shift : new double[] {1e-3, 1, 100}) {
      Doubles y = x.plus(Doubles.vector(shift, 0));
      Sinkhorn sinkhorn = Sinkhorn.absolute(3).withIterations(1000);
      double expected = shift * shift;
      assertEquals(expected, sinkhorn.divergence(x, y).scalar(), 1e-12 * (1 + expected));
    }
  }

  @Test
  void divergence_ofEqualSamples_isZeroHoweverFewTheUpdates() {
    Doubles x = SampleCases.normal(8, 3, 1e6, 1, stream);
    for (int iterations : new int[] {1, 2, 10, 100}) {
      Sinkhorn sinkhorn = Sinkhorn.relative(0.01).withIterations(iterations);
      assertEquals(0, sinkhorn.divergence(x, x).scalar());
    }
    Doubles same = Doubles.of(Shape.of(2, 1), 3, 3);
    assertEquals(0, Sinkhorn.relative(0.05).divergence(same, same).scalar());
  }

  @Test
  void divergence_forSmallAndLargeEpsilon_isTransportAndTheDistanceOfMeans() {
    Doubles x = SampleCases.normal(6, 1, 0, 1, stream);
    Doubles y = SampleCases.normal(6, 1, 1, 2, stream);
    double transport = Wasserstein.sliced(x, y, x.constant(Shape.of(1, 1), 1)).scalar();
    double small = Sinkhorn.absolute(1e-3).withIterations(5000).divergence(x, y).scalar();
    assertEquals(transport, small, 1e-3 * 2 * Math.log(6));
    double gap = x.mean().minus(y.mean()).scalar();
    double large = Sinkhorn.absolute(1e6).divergence(x, y).scalar();
    assertEquals(gap * gap, large, 1e-4);
  }

  @Test
  void divergence_weights_standForRepeatedPoints() {
    Doubles x = SampleCases.normal(3, 2, 0, 1, stream);
    Doubles y = SampleCases.normal(4, 2, 1, 1, stream);
    Doubles twice = x.joined(0, List.of(x.slice(0, 0, 1)));
    Sinkhorn sinkhorn = Sinkhorn.relative(0.2).withIterations(500);
    double weighted =
        sinkhorn
            .divergence(
                x, Doubles.vector(0.5, 0.25, 0.25), y, Doubles.vector(0.25, 0.25, 0.25, 0.25))
            .scalar();
    assertEquals(sinkhorn.divergence(twice, y).scalar(), weighted, 1e-12);
    Doubles wide = x.joined(0, List.of(x.slice(0, 0, 1).plus(50)));
    double third = 1.0 / 3;
    double without = sinkhorn.divergence(x, y).scalar();
    Doubles none = Doubles.vector(third, third, third, 0);
    Doubles equal = Doubles.vector(0.25, 0.25, 0.25, 0.25);
    assertEquals(without, sinkhorn.divergence(wide, none, y, equal).scalar(), 1e-12);
  }

  @Test
  void divergence_ofABatch_isThatOfEach() {
    Doubles x = SampleCases.normal(8, 2, 0, 1, stream);
    Doubles y = SampleCases.normal(6, 2, 1, 1, stream);
    Sinkhorn sinkhorn = Sinkhorn.relative(0.1).withIterations(300);
    double[] batch = sinkhorn.divergence(x.reshape(2, 4, 2), y.reshape(2, 3, 2)).toDoubleArray();
    double[] each = new double[2];
    for (int i = 0; i < 2; i++) {
      Doubles one = x.slice(0, 4 * i, 4 * i + 4);
      each[i] = sinkhorn.divergence(one, y.slice(0, 3 * i, 3 * i + 3)).scalar();
    }
    assertArrayEquals(each, batch, 1e-13);
  }

  @Test
  void divergence_whatItCannotAnswer_isRefused() {
    Doubles x = SampleCases.normal(3, 2, 0, 1, stream);
    Doubles half = Doubles.vector(0.5, 0.5);
    Doubles off = Doubles.vector(0.5, 0.5, 0.5);
    Sinkhorn sinkhorn = Sinkhorn.relative(0.1);
    assertEquals(
        "sinkhorn: weights of x must be [3] or [3]; got [2]",
        refusal(() -> sinkhorn.divergence(x, half, x, off)));
    assertEquals(
        "sinkhorn: weights of x must be >= 0 and sum to 1; got [0.5, 0.5, 0.5]",
        refusal(() -> sinkhorn.divergence(x, off, x, off)));
    assertEquals(
        "sinkhorn: epsilon must be > 0 and finite; got NaN",
        refusal(() -> Sinkhorn.absolute(Double.NaN)));
    Sinkhorn strict = Sinkhorn.relative(0.5).withIterations(5).withTolerance(1e-12);
    String message = refusal(() -> strict.divergence(x, x.plus(1).times(x)));
    assertTrue(
        message.startsWith("sinkhorn: potentials must settle to tolerance 1.0E-12"), message);
  }

  private static String refusal(org.junit.jupiter.api.function.Executable code) {
    return assertThrows(IllegalArgumentException.class, code).getMessage();
  }
}
