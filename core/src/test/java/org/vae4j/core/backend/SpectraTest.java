package org.vae4j.core.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.vae4j.core.Doubles;
import org.vae4j.core.Shape;
import org.vae4j.core.Shapes;

class SpectraTest {
  private static final Shape TWO = Shape.of(2, 2, 2);
  private static final double[] MATRICES = {3, 0, 0, -4, 1, 2, -2, 1.5};

  @Test
  void nuclearNorm_ofDiagonalAndOthers_isTheSumOfSingularValues() {
    double[] norms = Spectra.nuclearNorm(MATRICES, TWO);
    assertEquals(7, norms[0], 1e-15);
    double squares = 1 + 4 + 4 + 2.25;
    assertEquals(Math.sqrt(squares + 2 * (1.5 + 4)), norms[1], 1e-15);
  }

  @Test
  void polar_isOrthogonalAndLeavesASymmetricStretch() {
    Doubles m = Doubles.of(TWO, MATRICES);
    Doubles q = m.polar();
    double[] eye = {1, 0, 0, 1, 1, 0, 0, 1};
    assertArrayEquals(eye, q.matmul(q, true, false).toDoubleArray(), 1e-15);
    Doubles stretch = q.matmul(m, true, false);
    assertArrayEquals(stretch.transpose().toDoubleArray(), stretch.toDoubleArray(), 1e-15);
    assertArrayEquals(
        Spectra.nuclearNorm(MATRICES, TWO), stretch.diagonal().sum(-1).toDoubleArray(), 1e-14);
  }

  @Test
  void lyapunov_putBack_givesTheRightSide() {
    Doubles s = Doubles.of(TWO, 3, 1, 1, 2, 1e8, 0, 0, 1e-2);
    Doubles right = Doubles.of(TWO, 1, 2, 3, 4, 5, 6, 7, 8);
    Doubles x = s.lyapunov(right);
    double[] back = s.matmul(x).plus(x.matmul(s)).toDoubleArray();
    assertArrayEquals(right.toDoubleArray(), back, 1e-13);
    Doubles half = Doubles.of(TWO, 3, 2, 0, 2, 1e8, 0, 0, 1e-2);
    assertArrayEquals(x.toDoubleArray(), half.lyapunov(right).toDoubleArray(), 1e-14);
  }

  @Test
  void lyapunov_eigenvaluesThatSumToZero_givesTheLeastSolution() {
    assertArrayEquals(
        new double[] {0, 4, 4, 2},
        Spectra.lyapunov(new double[] {0, 0, 0, 0.5}, new double[] {1, 2, 2, 2}, Shape.of(2, 2)),
        1e-15);
  }

  @Test
  void all_aMatrixThatIsNotFinite_givesNaNThereAlone() {
    double[] x = {Double.NaN, 0, 0, 1, 1, 0, 0, 1};
    assertTrue(Double.isNaN(Spectra.nuclearNorm(x, TWO)[0]));
    assertEquals(2, Spectra.nuclearNorm(x, TWO)[1]);
    double[] polar = Spectra.polar(x, TWO);
    assertTrue(Arrays.stream(polar, 0, 4).allMatch(Double::isNaN));
    assertArrayEquals(new double[] {1, 0, 0, 1}, Arrays.copyOfRange(polar, 4, 8), 1e-15);
    assertTrue(Double.isNaN(Spectra.lyapunov(x, MATRICES, TWO)[0]));
    assertTrue(Double.isNaN(Spectra.lyapunov(MATRICES, x, TWO)[0]));
  }

  @Test
  void shapes_thatDoNotFit_areNamed() {
    assertEquals(
        "lyapunov: both operands must have one shape; got left [2, 2] and right [2]",
        refusal(() -> Shapes.lyapunov(Shape.of(2, 2), Shape.of(2))));
    assertEquals(
        "nuclearNorm: the last two axes must be equal; got [2, 3]",
        refusal(() -> Shapes.nuclearNorm(Shape.of(2, 3))));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable code) {
    return assertThrows(IllegalArgumentException.class, code).getMessage();
  }
}
