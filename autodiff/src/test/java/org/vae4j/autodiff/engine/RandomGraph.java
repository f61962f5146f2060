package org.vae4j.autodiff.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/**
 * An expression of ops drawn at random over inputs, parameters and noise, with values that stay of
 * the order of 1: leaves used many times or never, views, cuts, joins, products and reductions.
 */
final class RandomGraph {
  private static final int ROWS = 5;

  final List<Parameter> parameters = new ArrayList<>();
  final Map<String, double[]> inputs = new LinkedHashMap<>();
  final Map<String, Var> outputs = new LinkedHashMap<>();
  private final Random random;
  private final List<Var> pool = new ArrayList<>();

  RandomGraph(int seed, int nodes) {
    random = new Random(seed);
    int columns = 1 + random.nextInt(12);
    for (Shape shape :
        List.of(
            Shape.of(ROWS, columns),
            Shape.of(columns),
            Shape.of(ROWS, 1),
            Shape.SCALAR,
            Shape.of(ROWS, columns),
            Shape.of(2, ROWS, columns))) {
      pool.add(leaf(shape));
    }
    pool.add(Var.noise("e", NoiseKind.UNIFORM, Shape.of(ROWS, columns)));
    int leaves = pool.size();
    for (int i = 0; i < nodes; i++) {
      pool.add(node());
    }
    Var loss = Var.constant(0);
    for (Var var : pool.subList(leaves, pool.size())) {
      loss = loss.plus(var.mean());
    }
    outputs.put("loss", loss.over((double) nodes));
    outputs.put("last", pool.get(pool.size() - 1));
    outputs.put("middle", pool.get(leaves + nodes / 2));
    outputs.put("leaf", pool.get(0));
  }

  /** Other values for the parameters, of the same seed each time. */
  void moveParameters() {
    Random other = new Random(99);
    parameters.forEach(p -> p.assign(Tensor.of(p.shape(), numbers(other, p.shape().size()))));
  }

  private Var leaf(Shape shape) {
    if (random.nextBoolean()) {
      Parameter p =
          new Parameter("p" + parameters.size(), Tensor.of(shape, numbers(random, shape.size())));
      parameters.add(p);
      return p.var();
    }
    String name = "x" + inputs.size();
    inputs.put(name, numbers(random, shape.size()));
    return Var.input(name, shape);
  }

  private Var node() {
    Var x = any();
    Shape s = x.shape();
    int axis = s.rank() == 0 ? 0 : random.nextInt(s.rank());
    return switch (random.nextInt(s.rank() == 0 ? 11 : s.rank() == 1 ? 16 : 20)) {
      case 0 -> x.tanh();
      case 1 -> x.softplus();
      case 2 -> x.sigmoid().log().times(0.3);
      case 3 -> x.abs().plus(0.5).sqrt();
      case 4 -> x.square().plus(1).reciprocal();
      case 5 -> x.tanh().expm1();
      case 6 -> x.square().log1p().minus(x.square().log1pmx().times(0.1));
      case 7 -> combined(x, fitting(x));
      case 8 -> x.greater(Var.constant(0.1)).where(x.times(0.5), fitting(x).tanh());
      case 9 -> x.max(fitting(x)).negate();
      case 10 -> x.relu().stopGradient().plus(x.times(0.1));
      case 11 -> x.mean(axis);
      case 12 -> x.logSumExp(axis).minus(Math.log(s.dim(axis)));
      case 13 -> x.max(axis);
      case 14 -> Var.concat(axis, List.of(x, x.times(0.5).exp().slice(axis, 0, 1)));
      case 15 -> x.slice(axis, s.dim(axis) / 2, s.dim(axis));
      case 16 -> x.transpose();
      case 17 -> squared(x);
      case 18 -> x.reshape(Shape.of(s.size()));
      default -> x.reshape(s.with(0, 1).with(-1, s.size() / s.with(0, 1).with(-1, 1).size()));
    };
  }

  private Var squared(Var x) {
    boolean transpose = random.nextBoolean();
    return x.matmul(x, transpose, !transpose).times(0.2);
  }

  private Var combined(Var x, Var y) {
    return switch (random.nextInt(3)) {
      case 0 -> x.plus(y);
      case 1 -> x.minus(y).times(0.7);
      default -> x.times(y.tanh());
    };
  }

  private Var any() {
    return pool.get(random.nextInt(pool.size()));
  }

  /** Something that broadcasts with {@code x} to no more than ten thousand elements. */
  private Var fitting(Var x) {
    for (int tries = 0; tries < 20; tries++) {
      Var y = any();
      try {
        if (x.shape().broadcast(y.shape()).size() <= 10_000) {
          return y;
        }
      } catch (IllegalArgumentException differ) {
        continue;
      }
    }
    return x.times(0.3);
  }

  private static double[] numbers(Random random, int n) {
    return random.doubles(n, -1, 1).map(v -> (float) v).toArray();
  }
}
