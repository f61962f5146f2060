package org.vae4j.autodiff.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.vae4j.autodiff.Gradients;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/**
 * Holds gradients against central differences, in float64 and on the reference: for ops of one's
 * own and for whole losses.
 *
 * <p>Each leaf is moved along {@value #DIRECTIONS} random directions, element by element in
 * proportion to its size, and by three step sizes whose differences are extrapolated (Richardson).
 * A point must lie further from a kink than a thousandth of its size. What {@code stopGradient}
 * hides is seen by the differences and so reported.
 */
public final class GradientCheck {
  /** Relative tolerance. */
  public static final double RTOL = 1e-6;

  /** Absolute tolerance. */
  public static final double ATOL = 1e-8;

  private static final int DIRECTIONS = 3;
  private static final double STEP = 1e-3;
  private static final double SMALLEST = 0.05;

  private GradientCheck() {}

  /**
   * The worst of the comparisons made, with the derivative in one direction found both ways.
   *
   * @param what the function
   * @param by what was moved
   * @param gradient the derivative by the gradient
   * @param difference the derivative by central differences
   * @param error {@code |gradient - difference|} over the larger of them plus {@code ATOL / RTOL}
   */
  public record Report(String what, String by, double gradient, double difference, double error) {
    /** Whether the error is at most {@link #RTOL}; NaN is not. */
    public boolean passes() {
      return error <= RTOL;
    }

    /** Throws {@code IllegalArgumentException} with the derivatives unless it passes. */
    public void check() {
      if (!passes()) {
        throw new IllegalArgumentException(
            "gradient of %s by %s: must be the central difference to %s; got %s and %s, error %.1e"
                .formatted(what, by, RTOL, gradient, difference, error));
      }
    }
  }

  /**
   * Checks the gradient and the second gradient of an op at a point; throws {@code
   * IllegalArgumentException} that names the operand and both derivatives.
   */
  public static void check(Op op, List<Tensor> operands, long seed) {
    first(op, operands, seed).check();
    second(op, operands, seed).check();
  }

  /**
   * Checks the gradient of a scalar by some of its leaves (inputs and parameters), for these values
   * of the inputs and the current ones of the parameters; throws {@code IllegalArgumentException}.
   */
  public static void check(Var loss, Map<String, Tensor> feeds, Collection<Var> leaves, long seed) {
    first(loss, feeds, leaves, seed).check();
  }

  /** The pull-back of {@code op} applied to a random cotangent, by each operand. */
  public static Report first(Op op, List<Tensor> operands, long seed) {
    Applied applied = new Applied(op, operands, seed);
    return compare("" + op, applied.contracted, applied.point, applied.operands, seed);
  }

  /** The pull-back of the pull-back of {@code op}, by each operand and by the cotangent. */
  public static Report second(Op op, List<Tensor> operands, long seed) {
    Applied applied = new Applied(op, operands, seed);
    Var slope = slope(applied.contracted, applied.operands, new Random(seed));
    List<Var> leaves = new ArrayList<>(applied.operands);
    leaves.add(applied.cotangent);
    return compare("the gradient of " + op, slope, applied.point, leaves, seed);
  }

  /** The gradient of a scalar by each of {@code leaves}: inputs and parameters. */
  public static Report first(
      Var loss, Map<String, Tensor> feeds, Collection<Var> leaves, long seed) {
    Free free = new Free(loss, feeds, leaves);
    return compare("the loss", free.loss, free.point, free.leaves, seed);
  }

  /** The second gradient of a scalar, contracted once at random, by each of {@code leaves}. */
  public static Report second(
      Var loss, Map<String, Tensor> feeds, Collection<Var> leaves, long seed) {
    Free free = new Free(loss, feeds, leaves);
    Var slope = slope(free.loss, free.leaves, new Random(seed));
    return compare("the gradient of the loss", slope, free.point, free.leaves, seed);
  }

  /** An op over inputs, contracted with a cotangent that is an input too. */
  private static final class Applied {
    final List<Var> operands = new ArrayList<>();
    final Map<String, double[]> point = new LinkedHashMap<>();
    final Var cotangent;
    final Var contracted;

    Applied(Op op, List<Tensor> values, long seed) {
      for (Tensor value : values) {
        String name = "operand " + operands.size();
        operands.add(Var.input(name, value.shape()));
        point.put(name, value.toDoubleArray());
      }
      Var result = Var.of(op, operands.toArray(Var[]::new));
      cotangent = Var.input("cotangent", result.shape());
      point.put("cotangent", signed(new Random(~seed), result.shape().size()));
      contracted = result.times(cotangent).sum();
    }
  }

  /** A loss whose parameters have become inputs, so that they can be moved in float64. */
  private static final class Free {
    final Map<String, double[]> point = new LinkedHashMap<>();
    final List<Var> leaves = new ArrayList<>();
    final Var loss;

    Free(Var given, Map<String, Tensor> feeds, Collection<Var> wanted) {
      feeds.forEach((name, value) -> point.put(name, value.toDoubleArray()));
      List<Op> ops = wanted.stream().map(Var::op).toList();
      loss =
          Graph.of(Map.of("loss", given))
              .rewrite(
                  node -> {
                    Var leaf = node.op().is(Ops.PARAMETER) ? free(node) : node;
                    if (ops.contains(node.op())) {
                      leaves.add(leaf);
                    }
                    return leaf;
                  })
              .output("loss");
    }

    private Var free(Var node) {
      Parameter parameter = node.op().attribute(0, Parameter.class);
      String name = "parameter " + parameter.name() + " (" + point.size() + ")";
      point.put(name, parameter.value().toDoubleArray());
      return Var.input(name, node.shape());
    }
  }

  /** The derivative of {@code loss} in a random direction of all {@code leaves} at once. */
  private static Var slope(Var loss, List<Var> leaves, Random random) {
    Var slope = Var.constant(0);
    List<Var> gradients = Gradients.of(loss, leaves);
    for (Var gradient : gradients) {
      Shape shape = gradient.shape();
      Var direction = Var.constant(Tensor.of(shape, signed(random, shape.size())));
      slope = slope.plus(gradient.times(direction).sum());
    }
    return slope;
  }

  private static Report compare(
      String what, Var loss, Map<String, double[]> point, List<Var> leaves, long seed) {
    Map<String, Var> outputs = new LinkedHashMap<>();
    outputs.put("loss", loss);
    List<Var> gradients = Gradients.of(loss, leaves);
    for (int i = 0; i < leaves.size(); i++) {
      outputs.put("by " + name(leaves.get(i)), gradients.get(i));
    }
    List<Report> reports = new ArrayList<>();
    try (Plan slopes = new ReferencePlan(Graph.of(outputs));
        Plan values = new ReferencePlan(Graph.of(Map.of("loss", loss)))) {
      run(slopes, point);
      Random random = new Random(seed);
      for (Var leaf : leaves) {
        String name = name(leaf);
        double[] gradient = slopes.read("by " + name).toDoubleArray();
        for (int i = 0; i < DIRECTIONS; i++) {
          double[] direction = direction(point.get(name), random);
          double difference = difference(values, point, name, direction);
          reports.add(report(what, name, dot(gradient, direction), difference));
        }
      }
    }
    return reports.stream()
        .max(Comparator.comparingDouble(Report::error))
        .orElse(new Report(what, "nothing", 0, 0, 0));
  }

  private static Report report(String what, String by, double gradient, double difference) {
    double larger = Math.max(Math.abs(gradient), Math.abs(difference));
    double error = Math.abs(gradient - difference) / (larger + ATOL / RTOL);
    return new Report(what, by, gradient, difference, error);
  }

  /** Central differences of step 1, 1/2 and 1/4, extrapolated to step 0. */
  private static double difference(
      Plan plan, Map<String, double[]> point, String name, double[] direction) {
    double[] d = new double[3];
    for (int i = 0; i < d.length; i++) {
      double step = STEP / (1 << i);
      double up = at(plan, point, name, direction, step);
      d[i] = (up - at(plan, point, name, direction, -step)) / (2 * step);
    }
    double coarse = (4 * d[1] - d[0]) / 3;
    double fine = (4 * d[2] - d[1]) / 3;
    return (16 * fine - coarse) / 15;
  }

  private static double at(
      Plan plan, Map<String, double[]> point, String name, double[] direction, double step) {
    Map<String, double[]> moved = new LinkedHashMap<>(point);
    double[] values = point.get(name).clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += step * direction[i];
    }
    moved.put(name, values);
    run(plan, moved);
    return plan.scalar("loss");
  }

  private static void run(Plan plan, Map<String, double[]> point) {
    point.forEach(
        (name, values) -> {
          if (plan.takes(name)) {
            plan.feed(name, values);
          }
        });
    int rows =
        plan.graph().nodes().stream()
            .filter(node -> node.op().is(Ops.NOISE) && node.shape().rank() > 0)
            .mapToInt(node -> node.shape().dim(0))
            .max()
            .orElse(1);
    plan.draw(Draw.of(0, "gradient-check", 0, rows));
    plan.run();
  }

  /** Each element by a random share of its size, or of the largest where it is small. */
  private static double[] direction(double[] x, Random random) {
    double largest = Arrays.stream(x).map(Math::abs).max().orElse(0);
    double[] direction = signed(random, x.length);
    for (int i = 0; i < x.length; i++) {
      double size = Math.max(Math.abs(x[i]), SMALLEST * largest);
      direction[i] *= size > 0 ? size : 1;
    }
    return direction;
  }

  /** Numbers between 1/2 and 3/2 of either sign. */
  private static double[] signed(Random random, int n) {
    return random.doubles(n, 0.5, 1.5).map(x -> random.nextBoolean() ? x : -x).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static String name(Var input) {
    return input.op().attribute(0, String.class);
  }
}
