package org.vae4j.core.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.vae4j.core.Shape;
import org.vae4j.core.Shapes;

/** Each loop against elements written out, or against a sum over indices done another way. */
class LoopsTest {
  private static final Shape S23 = Shape.of(2, 3);
  private static final double[] COUNT = {1, 2, 3, 4, 5, 6};
  private static final double INF = Double.POSITIVE_INFINITY;

  private static double[] random(Shape shape, long seed) {
    return new SplittableRandom(seed).doubles(shape.size(), -2, 2).toArray();
  }

  @Test
  void map_leavesItsArgument() {
    double[] x = {1, 4, 9};
    assertArrayEquals(new double[] {1, 2, 3}, Loops.map(x, Math::sqrt));
    assertArrayEquals(new double[] {1, 4, 9}, x);
  }

  @Test
  void zip_broadcastsBothSides() {
    double[] result =
        Loops.zip(
            new double[] {10, 20},
            Shape.of(2, 1),
            new double[] {1, 2, 3},
            Shape.of(3),
            S23,
            (a, b) -> a - b);
    assertArrayEquals(new double[] {9, 8, 7, 19, 18, 17}, result);
  }

  @Test
  void zip_overAMiddleAxis_visitsEveryPair() {
    Shape sa = Shape.of(4, 1, 3);
    Shape sb = Shape.of(2, 1);
    Shape out = sa.broadcast(sb);
    double[] a = random(sa, 1);
    double[] b = random(sb, 2);
    double[] result = Loops.zip(a, sa, b, sb, out, (x, y) -> x * y);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 2; j++) {
        for (int k = 0; k < 3; k++) {
          assertEquals(a[i * 3 + k] * b[j], result[(i * 2 + j) * 3 + k]);
        }
      }
    }
  }

  @Test
  void zip_ofScalarsAndOfNothing() {
    assertArrayEquals(
        new double[] {5},
        Loops.zip(
            new double[] {2},
            Shape.SCALAR,
            new double[] {3},
            Shape.SCALAR,
            Shape.SCALAR,
            Double::sum));
    assertArrayEquals(
        new double[0],
        Loops.zip(
            new double[0],
            Shape.of(0, 3),
            new double[] {1, 2, 3},
            Shape.of(3),
            Shape.of(0, 3),
            Double::sum));
  }

  @Test
  void where_takesTheBranchOfEachElement() {
    double[] result =
        Loops.where(
            new double[] {1, 0}, Shape.of(2, 1), COUNT, S23, new double[] {-1}, Shape.SCALAR, S23);
    assertArrayEquals(new double[] {1, 2, 3, -1, -1, -1}, result);
    assertArrayEquals(
        new double[] {7},
        Loops.where(
            new double[] {Double.NaN},
            Shape.SCALAR,
            new double[] {7},
            Shape.SCALAR,
            new double[] {8},
            Shape.SCALAR,
            Shape.SCALAR));
  }

  @Test
  void sum_overAnyAxes() {
    assertArrayEquals(new double[] {5, 7, 9}, Loops.sum(COUNT, S23, 0));
    assertArrayEquals(new double[] {6, 15}, Loops.sum(COUNT, S23, -1));
    assertArrayEquals(new double[] {21}, Loops.sum(COUNT, S23));
    assertArrayEquals(new double[] {9, 12}, Loops.sum(COUNT, Shape.of(3, 2, 1), 0, 2));
    assertArrayEquals(new double[] {3}, Loops.sum(new double[] {3}, Shape.SCALAR));
  }

  @Test
  void sum_overOuterAndInnerAxes_matchesIndices() {
    Shape s = Shape.of(2, 3, 4, 5);
    double[] x = random(s, 3);
    double[] expected = new double[12];
    for (int i = 0; i < x.length; i++) {
      expected[i / 20 % 3 * 4 + i / 5 % 4] += x[i];
    }
    assertArrayEquals(expected, Loops.sum(x, s, 0, 3), 1e-14);
  }

  @Test
  void reductions_overNothing_giveTheNeutralElement() {
    Shape empty = Shape.of(2, 0);
    assertArrayEquals(new double[] {0, 0}, Loops.sum(new double[0], empty, 1));
    assertArrayEquals(new double[] {-INF, -INF}, Loops.max(new double[0], empty, 1));
    assertArrayEquals(new double[] {-INF, -INF}, Loops.logSumExp(new double[0], empty, 1));
    assertArrayEquals(new double[0], Loops.sum(new double[0], empty, 0));
  }

  @Test
  void max_lettingNaNWin() {
    double[] x = {1, Double.NaN, 3, -INF, -7, -5};
    assertArrayEquals(new double[] {Double.NaN, -5}, Loops.max(x, S23, 1));
    assertArrayEquals(new double[] {1, Double.NaN, 3}, Loops.max(x, S23, 0));
  }

  @Test
  void logSumExp_neitherOverflowsNorLosesInfinities() {
    double[] x = {1000, 1000, -INF, -1000, -1000, -1000};
    double[] result = Loops.logSumExp(x, S23, 1);
    assertArrayEquals(new double[] {1000 + Math.log(2), -1000 + Math.log(3)}, result, 1e-12);
    double[] edges = {-INF, -INF, -INF, INF, 0, 1};
    assertArrayEquals(new double[] {-INF, INF}, Loops.logSumExp(edges, S23, 1));
    assertEquals(Double.NaN, Loops.logSumExp(new double[] {0, Double.NaN}, Shape.of(2))[0]);
    assertArrayEquals(
        new double[] {Math.log(Math.E + Math.exp(4)), Math.log(Math.exp(2) + Math.exp(5))},
        Loops.logSumExp(new double[] {1, 2, 4, 5}, Shape.of(2, 2), 0),
        1e-15);
  }

  @Test
  void matmul_ofEveryTranspositionAndBatch_matchesIndices() {
    for (boolean ta : new boolean[] {false, true}) {
      for (boolean tb : new boolean[] {false, true}) {
        Shape left = ta ? Shape.of(3, 2) : Shape.of(2, 3);
        Shape right = tb ? Shape.of(4, 3) : Shape.of(3, 4);
        checkMatmul(left, right, ta, tb);
        checkMatmul(batched(left), right, ta, tb);
        checkMatmul(left, batched(right), ta, tb);
        checkMatmul(batched(left), batched(right), ta, tb);
      }
    }
  }

  private static Shape batched(Shape s) {
    return Shape.of(2, 3, s.dim(0), s.dim(1));
  }

  private static void checkMatmul(Shape sa, Shape sb, boolean ta, boolean tb) {
    double[] a = random(sa, 4);
    double[] b = random(sb, 5);
    double[] result = Loops.matmul(a, sa, b, sb, ta, tb);
    int batches = Shapes.matmul(sa, sb, ta, tb).size() / 8;
    for (int batch = 0; batch < batches; batch++) {
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 4; j++) {
          double expected = 0;
          for (int k = 0; k < 3; k++) {
            int atA = (sa.rank() == 2 ? 0 : batch * 6) + (ta ? k * 2 + i : i * 3 + k);
            int atB = (sb.rank() == 2 ? 0 : batch * 12) + (tb ? j * 3 + k : k * 4 + j);
            expected += a[atA] * b[atB];
          }
          assertEquals(expected, result[(batch * 2 + i) * 4 + j], 1e-14);
        }
      }
    }
  }

  @Test
  void matmul_overAnEmptyAxis_isZero() {
    assertArrayEquals(
        new double[4],
        Loops.matmul(new double[0], Shape.of(2, 0), new double[0], Shape.of(0, 2), false, false));
  }

  @Test
  void triangularSolve_invertsTheTriangle_andReadsNothingAbove() {
    Shape sl = Shape.of(2, 3, 3);
    Shape sb = Shape.of(2, 3, 4);
    double[] l = random(sl, 6);
    for (int i = 0; i < 6; i++) {
      l[i * 3 + i % 3] += 3;
    }
    double[] b = random(sb, 7);
    double[] lower = Loops.tril(l, sl);
    for (boolean transpose : new boolean[] {false, true}) {
      double[] x = Loops.triangularSolve(l, sl, b, sb, transpose);
      assertArrayEquals(b, Loops.matmul(lower, sl, x, sb, transpose, false), 1e-14);
    }
  }

  @Test
  void triangularSolve_withABatchOnOneSide_repeatsTheOther() {
    Shape sl = Shape.of(2, 2);
    double[] l = {2, 9, 1, 4};
    assertArrayEquals(
        new double[] {1, 0.75, 2, 0.5},
        Loops.triangularSolve(l, sl, new double[] {2, 4, 4, 4}, Shape.of(2, 2, 1), false));
    double[] result =
        Loops.triangularSolve(
            new double[] {2, 9, 1, 4, 1, 9, 2, 8},
            Shape.of(2, 2, 2),
            new double[] {2, 4},
            Shape.of(2, 1),
            false);
    assertArrayEquals(new double[] {1, 0.75, 2, 0}, result);
  }

  @Test
  void matrixLoops_writtenOut() {
    Shape s = Shape.of(2, 2, 2);
    double[] x = {1, 2, 3, 4, 5, 6, 7, 8};
    assertArrayEquals(new double[] {1, 0, 3, 4, 5, 0, 7, 8}, Loops.tril(x, s));
    assertArrayEquals(new double[] {1, 4, 5, 8}, Loops.diagonal(x, s));
    assertArrayEquals(new double[] {1, 3, 2, 4, 5, 7, 6, 8}, Loops.transpose(x, s));
    assertArrayEquals(new double[] {1, 4, 2, 5, 3, 6}, Loops.transpose(COUNT, S23));
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, x);
  }

  @Test
  void broadcastTo_repeats() {
    double[] two = {1, 2};
    assertArrayEquals(
        new double[] {1, 1, 2, 2, 1, 1, 2, 2},
        Loops.broadcastTo(two, Shape.of(2, 1), Shape.of(2, 2, 2)));
    double[] same = Loops.broadcastTo(two, Shape.of(2), Shape.of(1, 2));
    same[0] = 9;
    assertEquals(1, two[0]);
  }

  @Test
  void slice_alongEitherAxis() {
    assertArrayEquals(new double[] {4, 5, 6}, Loops.slice(COUNT, S23, 0, 1, 2));
    assertArrayEquals(new double[] {2, 3, 5, 6}, Loops.slice(COUNT, S23, -1, 1, 3));
    assertArrayEquals(new double[0], Loops.slice(COUNT, S23, 1, 2, 2));
  }

  @Test
  void concat_alongEitherAxis_undoesSlice() {
    Shape s = Shape.of(2, 5, 3);
    double[] x = random(s, 8);
    for (int axis = 0; axis < 3; axis++) {
      int n = s.dim(axis);
      double[] joined =
          Loops.concat(
              axis - 3,
              List.of(
                  Loops.slice(x, s, axis, 0, 1),
                  Loops.slice(x, s, axis, 1, 1),
                  Loops.slice(x, s, axis, 1, n)),
              List.of(s.with(axis, 1), s.with(axis, 0), s.with(axis, n - 1)));
      assertArrayEquals(x, joined);
    }
  }

  @Test
  void cholesky_ofEachMatrix_multipliesBack() {
    Shape shape = Shape.of(3, 4, 4);
    double[] lower = Loops.tril(random(shape, 8), shape);
    for (int batch = 0; batch < 3; batch++) {
      for (int i = 0; i < 4; i++) {
        lower[batch * 16 + i * 5] = 1 + Math.abs(lower[batch * 16 + i * 5]);
      }
    }
    double[] matrix = Loops.matmul(lower, shape, lower, shape, false, true);
    assertArrayEquals(lower, Loops.cholesky(matrix, shape), 1e-13);
    double[] less = matrix.clone();
    double[] shifted = lower.clone();
    for (int batch = 0; batch < 3; batch++) {
      for (int i = 0; i < 4; i++) {
        less[batch * 16 + i * 5] -= 1;
        shifted[batch * 16 + i * 5] -= 1;
      }
    }
    assertArrayEquals(shifted, Loops.cholesky1p(less, shape), 1e-13);
  }

  @Test
  void cholesky_readsTheSymmetricPart() {
    double[] skewed = {4, 3, 1, 5};
    double[] symmetric = {4, 2, 2, 5};
    Shape shape = Shape.of(2, 2);
    assertArrayEquals(Loops.cholesky(symmetric, shape), Loops.cholesky(skewed, shape));
    assertArrayEquals(new double[] {2, 0, 1, 2}, Loops.cholesky(skewed, shape));
  }

  @Test
  void cholesky1p_ofATinyMatrix_keepsItsDigits() {
    double[] factor = Loops.cholesky1p(new double[] {2e-20, 3e-20, 3e-20, 4e-20}, Shape.of(2, 2));
    assertArrayEquals(new double[] {1e-20, 0, 3e-20, 2e-20}, factor, 1e-34);
  }

  @Test
  void cholesky_ofNoPositiveDefiniteMatrix_isNaN() {
    double nan = Double.NaN;
    double[] none = {nan, nan, nan, nan};
    Shape shape = Shape.of(2, 2);
    assertArrayEquals(none, Loops.cholesky(new double[] {1, 2, 2, 1}, shape));
    assertArrayEquals(none, Loops.cholesky(new double[] {0, 0, 0, 1}, shape));
    assertArrayEquals(none, Loops.cholesky(new double[] {1, nan, nan, 1}, shape));
    assertArrayEquals(none, Loops.cholesky1p(new double[] {-1, 0, 0, 0}, shape));
    double[] pair = {1, 0, 0, 1, -1, 0, 0, 1};
    assertArrayEquals(
        new double[] {1, 0, 0, 1, nan, nan, nan, nan}, Loops.cholesky(pair, Shape.of(2, 2, 2)));
  }

  @Test
  void sortBy_ordersEachRow_andUnsortByUndoesIt() {
    double[] keys = {3, 1, 2, 5, 5, 4};
    double[] values = {10, 20, 30, 40, 50, 60};
    double[] sorted = Loops.sortBy(values, keys, S23);
    assertArrayEquals(new double[] {20, 30, 10, 60, 40, 50}, sorted);
    assertArrayEquals(values, Loops.unsortBy(sorted, keys, S23));
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 5}, Loops.sortBy(keys, keys, S23));
  }
}
