package org.vae4j.core.backend;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.vae4j.core.Shape;
import org.vae4j.core.Shapes;

/**
 * What needs the singular values or eigenvalues of a square matrix, in float64 and matrix by
 * matrix; a matrix with a NaN or an infinity gives NaN.
 */
public final class Spectra {
  private Spectra() {}

  /** The sum of the singular values of each matrix, {@code [.., D, D] -> [..]}. */
  public static double[] nuclearNorm(double[] x, Shape s) {
    int d = Shapes.square("nuclearNorm", s).dim(-1);
    double[] result = new double[s.without(-2, -1).size()];
    for (int batch = 0; batch < result.length; batch++) {
      double[][] rows = rows(x, batch, d);
      result[batch] =
          isFinite(rows) ? Arrays.stream(decomposed(rows).getSingularValues()).sum() : Double.NaN;
    }
    return result;
  }

  /**
   * The orthogonal factor {@code U V^T} of each matrix {@code U S V^T}; one of several where the
   * matrix is singular.
   */
  public static double[] polar(double[] x, Shape s) {
    Shapes.square("polar", s);
    return each(
        x,
        s,
        m -> {
          SingularValueDecomposition svd = decomposed(m.getData());
          return svd.getU().multiply(svd.getVT());
        });
  }

  /**
   * The X of {@code S X + X S = C}, S the symmetric part of each left matrix; the one of least norm
   * where eigenvalues of S sum to 0.
   */
  public static double[] lyapunov(double[] left, double[] right, Shape s) {
    int d = s.dim(-1);
    double[] result = new double[left.length];
    for (int batch = 0; batch * d * d < result.length; batch++) {
      double[][] rows = rows(left, batch, d);
      double[][] sides = rows(right, batch, d);
      RealMatrix solved =
          isFinite(rows) && isFinite(sides)
              ? solve(symmetric(rows), MatrixUtils.createRealMatrix(sides))
              : nan(d);
      put(solved, result, batch);
    }
    return result;
  }

  private static RealMatrix solve(RealMatrix symmetric, RealMatrix right) {
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(symmetric);
    double[] values = eigen.getEigenvalues();
    RealMatrix inner = eigen.getVT().multiply(right).multiply(eigen.getV());
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values.length; j++) {
        double sum = values[i] + values[j];
        inner.setEntry(i, j, sum == 0 ? 0 : inner.getEntry(i, j) / sum);
      }
    }
    return eigen.getV().multiply(inner).multiply(eigen.getVT());
  }

  private static double[] each(double[] x, Shape s, UnaryOperator<RealMatrix> f) {
    int d = s.dim(-1);
    double[] result = new double[x.length];
    for (int batch = 0; batch * d * d < x.length; batch++) {
      double[][] rows = rows(x, batch, d);
      put(isFinite(rows) ? f.apply(MatrixUtils.createRealMatrix(rows)) : nan(d), result, batch);
    }
    return result;
  }

  private static SingularValueDecomposition decomposed(double[][] rows) {
    return new SingularValueDecomposition(MatrixUtils.createRealMatrix(rows));
  }

  private static RealMatrix symmetric(double[][] rows) {
    RealMatrix matrix = MatrixUtils.createRealMatrix(rows);
    return matrix.scalarMultiply(0.5).add(matrix.transpose().scalarMultiply(0.5));
  }

  private static RealMatrix nan(int d) {
    return MatrixUtils.createRealMatrix(d, d).scalarAdd(Double.NaN);
  }

  private static double[][] rows(double[] x, int batch, int d) {
    double[][] rows = new double[d][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(x, (batch * d + i) * d, (batch * d + i + 1) * d));
    return rows;
  }

  private static void put(RealMatrix matrix, double[] to, int batch) {
    int d = matrix.getRowDimension();
    for (int i = 0; i < d; i++) {
      System.arraycopy(matrix.getRow(i), 0, to, (batch * d + i) * d, d);
    }
  }

  private static boolean isFinite(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
  }
}
