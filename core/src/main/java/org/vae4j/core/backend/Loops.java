package org.vae4j.core.backend;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.vae4j.core.Shape;
import org.vae4j.core.Shapes;

/**
 * The value of every operation in float64: plain loops over row-major {@code double[]}, the rules
 * that {@code Tensor} computes by and that faster kernels are tested against.
 *
 * <p>Every method returns a new array, leaves its arguments alone, and throws {@code
 * IllegalArgumentException} where {@link Shapes} does. Sums run in row-major order.
 */
public final class Loops {
  private Loops() {}

  /** {@code f} of each element. */
  public static double[] map(double[] x, DoubleUnaryOperator f) {
    double[] result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i] = f.applyAsDouble(x[i]);
    }
    return result;
  }

  /** {@code f} of each pair, both operands broadcast to {@code out}. */
  public static double[] zip(
      double[] a, Shape sa, double[] b, Shape sb, Shape out, DoubleBinaryOperator f) {
    double[] result = new double[out.size()];
    Rows rows = new Rows(out, Rows.broadcast(sa, out), Rows.broadcast(sb, out));
    for (int to = 0; rows.next(); to += rows.length()) {
      int ia = rows.start(0);
      int ib = rows.start(1);
      for (int i = 0; i < rows.length(); i++, ia += rows.step(0), ib += rows.step(1)) {
        result[to + i] = f.applyAsDouble(a[ia], b[ib]);
      }
    }
    return result;
  }

  /** {@code a * b + c} rounded once, all broadcast to {@code out}. */
  public static double[] fma(
      double[] a, Shape sa, double[] b, Shape sb, double[] c, Shape sc, Shape out) {
    double[] result = new double[out.size()];
    Rows rows =
        new Rows(out, Rows.broadcast(sa, out), Rows.broadcast(sb, out), Rows.broadcast(sc, out));
    for (int to = 0; rows.next(); to += rows.length()) {
      for (int i = 0; i < rows.length(); i++) {
        double left = a[rows.start(0) + i * rows.step(0)];
        double right = b[rows.start(1) + i * rows.step(1)];
        result[to + i] = Math.fma(left, right, c[rows.start(2) + i * rows.step(2)]);
      }
    }
    return result;
  }

  /** {@code a} where {@code c} is not 0, else {@code b}, all broadcast to {@code out}. */
  public static double[] where(
      double[] c, Shape sc, double[] a, Shape sa, double[] b, Shape sb, Shape out) {
    double[] result = new double[out.size()];
    Rows rows =
        new Rows(out, Rows.broadcast(sc, out), Rows.broadcast(sa, out), Rows.broadcast(sb, out));
    for (int to = 0; rows.next(); to += rows.length()) {
      for (int i = 0; i < rows.length(); i++) {
        boolean holds = c[rows.start(0) + i * rows.step(0)] != 0;
        result[to + i] =
            holds ? a[rows.start(1) + i * rows.step(1)] : b[rows.start(2) + i * rows.step(2)];
      }
    }
    return result;
  }

  /** Sum over {@code axes}, which are dropped; no axes stand for all of them. */
  public static double[] sum(double[] x, Shape s, int... axes) {
    return reduce(x, s, axes, 0, Double::sum);
  }

  /** Maximum over {@code axes}; NaN wins, and it is {@code -inf} over no elements. */
  public static double[] max(double[] x, Shape s, int... axes) {
    return reduce(x, s, axes, Double.NEGATIVE_INFINITY, Math::max);
  }

  /** {@code log(sum(e^x))} over {@code axes}; {@code -inf} for no mass, {@code +inf} passes. */
  public static double[] logSumExp(double[] x, Shape s, int... axes) {
    double[] shift = map(max(x, s, axes), m -> Double.isFinite(m) ? m : 0);
    double[] mass =
        sum(zip(x, s, shift, s.keeping(axes), s, (value, m) -> Math.exp(value - m)), s, axes);
    Shape kept = s.without(axes);
    return zip(shift, kept, mass, kept, kept, (m, total) -> m + Math.log(total));
  }

  private static double[] reduce(
      double[] x, Shape s, int[] axes, double initial, DoubleBinaryOperator f) {
    double[] result = new double[s.without(axes).size()];
    Arrays.fill(result, initial);
    Rows rows = new Rows(s, Rows.reduced(s, axes));
    for (int from = 0; rows.next(); from += rows.length()) {
      int to = rows.start(0);
      for (int i = 0; i < rows.length(); i++, to += rows.step(0)) {
        result[to] = f.applyAsDouble(result[to], x[from + i]);
      }
    }
    return result;
  }

  /** Matrix product by the rule of {@link Shapes#matmul}. */
  public static double[] matmul(
      double[] a, Shape sa, double[] b, Shape sb, boolean ta, boolean tb) {
    Shape out = Shapes.matmul(sa, sb, ta, tb);
    double[] left = batched(ta ? transpose(a, sa) : a, ta ? Shapes.transpose(sa) : sa, out);
    double[] right = batched(tb ? transpose(b, sb) : b, tb ? Shapes.transpose(sb) : sb, out);
    double[] result = new double[out.size()];
    int n = out.dim(-2);
    int p = out.dim(-1);
    int m = sa.dim(ta ? -2 : -1);
    for (int batch = 0; batch < batches(out); batch++) {
      int l = sa.rank() == 2 ? 0 : batch * n * m;
      int r = sb.rank() == 2 ? 0 : batch * m * p;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < m; j++) {
          addRow(result, (batch * n + i) * p, left[l + i * m + j], right, r + j * p, p);
        }
      }
    }
    return result;
  }

  /**
   * The solution X of {@code L X = B}, or of {@code L^T X = B}, by the rule of {@link
   * Shapes#triangularSolve}; only the lower triangle of {@code L} is read.
   */
  public static double[] triangularSolve(
      double[] l, Shape sl, double[] b, Shape sb, boolean transpose) {
    Shape out = Shapes.triangularSolve(sl, sb);
    double[] factor = batched(l, sl, out);
    double[] result = broadcastTo(b, sb, out);
    int d = out.dim(-2);
    int n = out.dim(-1);
    for (int batch = 0; batch < batches(out); batch++) {
      int left = sl.rank() == 2 ? 0 : batch * d * d;
      if (transpose) {
        solveUpwards(factor, left, result, batch * d * n, d, n);
      } else {
        solveDownwards(factor, left, result, batch * d * n, d, n);
      }
    }
    return result;
  }

  /** Matrices in the batches of {@code out}; one matrix for all batches stays one. */
  private static double[] batched(double[] x, Shape s, Shape out) {
    Shape wide = out.with(-2, s.dim(-2)).with(-1, s.dim(-1));
    return s.rank() == 2 || s.equals(wide) ? x : broadcastTo(x, s, wide);
  }

  private static void solveDownwards(double[] l, int left, double[] x, int at, int d, int n) {
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        addRow(x, at + i * n, -l[left + i * d + j], x, at + j * n, n);
      }
      divideRow(x, at + i * n, l[left + i * d + i], n);
    }
  }

  private static void solveUpwards(double[] l, int left, double[] x, int at, int d, int n) {
    for (int i = d - 1; i >= 0; i--) {
      for (int j = i + 1; j < d; j++) {
        addRow(x, at + i * n, -l[left + j * d + i], x, at + j * n, n);
      }
      divideRow(x, at + i * n, l[left + i * d + i], n);
    }
  }

  private static void addRow(double[] to, int at, double factor, double[] from, int start, int n) {
    for (int i = 0; i < n; i++) {
      to[at + i] += factor * from[start + i];
    }
  }

  private static void divideRow(double[] x, int at, double divisor, int n) {
    for (int i = 0; i < n; i++) {
      x[at + i] /= divisor;
    }
  }

  /** The lower Cholesky factor of the symmetric part of each matrix; NaN if there is none. */
  public static double[] cholesky(double[] x, Shape s) {
    return factor(x, Shapes.square("cholesky", s), 0);
  }

  /** The lower E with {@code (I + E) (I + E)^T = I + S}, S the symmetric part; NaN if none. */
  public static double[] cholesky1p(double[] x, Shape s) {
    return factor(x, Shapes.square("cholesky1p", s), 1);
  }

  private static double[] factor(double[] x, Shape s, int unit) {
    double[] result = new double[x.length];
    int d = s.dim(-1);
    Factor factor = new Factor(d, unit);
    for (int batch = 0; batch < batches(s); batch++) {
      factor.factor(x, batch * d * d, result);
    }
    return result;
  }

  /** Rows of the last axis in the order that sorts the rows of {@code keys}. */
  public static double[] sortBy(double[] x, double[] keys, Shape s) {
    return permute(x, keys, s, false);
  }

  /** The inverse of {@link #sortBy}. */
  public static double[] unsortBy(double[] x, double[] keys, Shape s) {
    return permute(x, keys, s, true);
  }

  private static double[] permute(double[] x, double[] keys, Shape s, boolean back) {
    int n = s.dim(-1);
    double[] result = new double[x.length];
    for (int at = 0; at < x.length; at += n) {
      int start = at;
      int[] order =
          IntStream.range(0, n)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> keys[start + i]))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int i = 0; i < n; i++) {
        result[at + (back ? order[i] : i)] = x[at + (back ? i : order[i])];
      }
    }
    return result;
  }

  /** The lower triangle of the last two axes with its diagonal, zero above. */
  public static double[] tril(double[] x, Shape s) {
    int d = Shapes.square("tril", s).dim(-1);
    double[] result = x.clone();
    for (int row = 0; row < batches(s) * d; row++) {
      Arrays.fill(result, row * d + row % d + 1, (row + 1) * d, 0);
    }
    return result;
  }

  /** The diagonal of the last two axes. */
  public static double[] diagonal(double[] x, Shape s) {
    Shape out = Shapes.diagonal(s);
    double[] result = new double[out.size()];
    int d = s.dim(-1);
    for (int row = 0; row < result.length; row++) {
      result[row] = x[row * d + row % d];
    }
    return result;
  }

  /** The last two axes exchanged. */
  public static double[] transpose(double[] x, Shape s) {
    Shape out = Shapes.transpose(s);
    double[] result = new double[x.length];
    int n = s.dim(-2);
    int m = s.dim(-1);
    for (int batch = 0; batch < batches(out); batch++) {
      int at = batch * n * m;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < m; j++) {
          result[at + j * n + i] = x[at + i * m + j];
        }
      }
    }
    return result;
  }

  /** Repetition along axes of length 1 or absent. */
  public static double[] broadcastTo(double[] x, Shape from, Shape to) {
    Shape out = Shapes.broadcastTo(from, to);
    if (from.size() == out.size()) {
      return x.clone();
    }
    double[] result = new double[out.size()];
    Rows rows = new Rows(out, Rows.broadcast(from, out));
    for (int at = 0; rows.next(); at += rows.length()) {
      for (int i = 0; i < rows.length(); i++) {
        result[at + i] = x[rows.start(0) + i * rows.step(0)];
      }
    }
    return result;
  }

  /** The elements {@code from} (inclusive) to {@code to} (exclusive) along {@code axis}. */
  public static double[] slice(double[] x, Shape s, int axis, int from, int to) {
    double[] result = new double[Shapes.slice(s, axis, from, to).size()];
    int inner = s.strides()[s.axis(axis)];
    int block = (to - from) * inner;
    int stride = s.dim(axis) * inner;
    for (int i = 0; i * block < result.length; i++) {
      System.arraycopy(x, i * stride + from * inner, result, i * block, block);
    }
    return result;
  }

  /** The arrays joined along {@code axis}. */
  public static double[] concat(int axis, List<double[]> xs, List<Shape> shapes) {
    Shape out = Shapes.concat(axis, shapes);
    double[] result = new double[out.size()];
    int inner = out.strides()[out.axis(axis)];
    int stride = out.dim(axis) * inner;
    int offset = 0;
    for (int k = 0; k < xs.size(); k++) {
      int block = shapes.get(k).dim(axis) * inner;
      for (int i = 0; i * block < xs.get(k).length; i++) {
        System.arraycopy(xs.get(k), i * block, result, i * stride + offset, block);
      }
      offset += block;
    }
    return result;
  }

  /** The number of matrices in the last two axes; 0 where the matrices are empty. */
  private static int batches(Shape s) {
    return s.size() == 0 ? 0 : s.size() / (s.dim(-1) * s.dim(-2));
  }
}
