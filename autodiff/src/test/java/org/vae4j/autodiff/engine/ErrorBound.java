package org.vae4j.autodiff.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;
import org.vae4j.core.Shape;
import org.vae4j.core.Shapes;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Loops;

/** How far a float32 result may lie from the float64 one. */
final class ErrorBound {
  private static final double EPSILON = Math.ulp(1f);

  /** What is smaller may be rounded to zero. */
  private static final double TINY = 2 * Float.MIN_NORMAL;

  /** A factor so small is at most multiplied by this: beyond, it is zero by right. */
  private static final double LARGEST_FACTOR = 128;

  private ErrorBound() {}

  /**
   * What float32 may differ by: 1e-6 of the result, and 4 n epsilon of the sum of what is summed.
   */
  static double[] of(Op op, List<Tensor> x, double[] expected) {
    boolean scaled = Set.of("silu", "gelu").contains(op.name());
    double tiny = scaled ? LARGEST_FACTOR * TINY : TINY;
    double[] bound = Arrays.stream(expected).map(y -> 1e-6 * Math.abs(y) + tiny).toArray();
    Shape shape = x.get(0).shape();
    double[] sum =
        switch (op.name()) {
          case "sum" -> Loops.sum(absolute(x.get(0)), shape, Ops.axes(op));
          case "matmul" -> product(op, x.get(0), x.get(1));
          case "conv2d", "conv2d-transposed", "conv2d-filter", "fold", "scatter-add" ->
              op.value(x.stream().map(ErrorBound::absolute).toList(), shapes(x), shapeOf(op, x));
          case "triangular-solve" -> solution(op, x.get(0), expected, x.get(1).shape());
          case "softmax" -> Arrays.stream(expected).map(y -> y - y * Math.log(y)).toArray();
          case "log-softmax" -> Arrays.stream(expected).map(y -> 1 - y).toArray();
          case "log-sum-exp" -> DoubleStream.generate(() -> 1).limit(bound.length).toArray();
          default -> new double[bound.length];
        };
    for (int i = 0; i < bound.length; i++) {
      bound[i] += 4 * terms(op, x) * EPSILON * sum[i];
    }
    return bound;
  }

  private static List<Shape> shapes(List<Tensor> x) {
    return x.stream().map(Tensor::shape).toList();
  }

  private static Shape shapeOf(Op op, List<Tensor> x) {
    return op.shape(shapes(x));
  }

  private static int terms(Op op, List<Tensor> x) {
    Shape shape = x.get(0).shape();
    return switch (op.name()) {
      case "sum", "log-sum-exp", "softmax", "log-softmax" ->
          shape.size() / shape.without(Ops.axes(op)).size();
      case "conv2d", "conv2d-transposed", "conv2d-filter", "fold", "scatter-add" -> shape.size();
      case "matmul" -> shape.dim(op.attribute(0, Boolean.class) ? -2 : -1);
      default -> shape.rank() == 0 ? 1 : shape.dim(-1);
    };
  }

  private static double[] product(Op op, Tensor a, Tensor b) {
    boolean ta = op.attribute(0, Boolean.class);
    boolean tb = op.attribute(1, Boolean.class);
    return Loops.matmul(absolute(a), a.shape(), absolute(b), b.shape(), ta, tb);
  }

  /** {@code |L^-1| |L| |X|}: the bound of substitution, row by row. */
  private static double[] solution(Op op, Tensor left, double[] x, Shape right) {
    boolean transpose = op.attribute(0, Boolean.class);
    Shape l = left.shape();
    int d = l.dim(-1);
    double[] identity = new double[d * d];
    for (int i = 0; i < d; i++) {
      identity[i * d + i] = 1;
    }
    Tensor lower = left.tril();
    double[] inverse =
        Loops.triangularSolve(lower.toDoubleArray(), l, identity, Shape.of(d, d), transpose);
    double[] growth =
        Loops.matmul(absolute(Tensor.of(l, inverse)), l, absolute(lower), l, false, transpose);
    double[] size = Arrays.stream(x).map(Math::abs).toArray();
    Shape out = Shapes.triangularSolve(l, right);
    return Loops.matmul(growth, l, size, out, false, false);
  }

  private static double[] absolute(Tensor x) {
    return Arrays.stream(x.toDoubleArray()).map(Math::abs).toArray();
  }
}
