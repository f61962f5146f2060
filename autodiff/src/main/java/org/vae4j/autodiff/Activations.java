package org.vae4j.autodiff;

import static org.vae4j.autodiff.Rules.other;
import static org.vae4j.autodiff.Rules.perElement;
import static org.vae4j.autodiff.Rules.spread;
import static org.vae4j.autodiff.Rules.unary;

import java.util.List;
import org.vae4j.core.Functions;
import org.vae4j.core.Shape;
import org.vae4j.core.backend.Loops;

/**
 * The page of {@link Ops} for what bends a layer or ends a network. Back ends compute these rows by
 * what {@link org.vae4j.autodiff.plan.Expansions} makes of them.
 */
final class Activations {
  static final Op LOG_SIGMOID =
      unary("log-sigmoid", Functions::logSigmoid, (g, x, y) -> g.times(x.negate().sigmoid()));
  static final Op SILU =
      unary(
          "silu",
          x -> x * Functions.sigmoid(x),
          (g, x, y) -> g.times(x.sigmoid()).times(x.times(x.negate().sigmoid()).plus(1)));
  static final Op GELU =
      unary(
          "gelu",
          x -> x * Functions.normalCdf(x),
          (g, x, y) -> {
            Var density = x.square().times(-0.5).exp().times(1 / Math.sqrt(2 * Math.PI));
            return g.times(x.normalCdf().plus(x.times(density)));
          });

  private Activations() {}

  static Op leakyRelu(double slope) {
    return new Op(
        "leaky-relu",
        Op.Kind.ELEMENTWISE,
        List.of(slope),
        s -> s.get(0),
        (v, s, out) -> Loops.map(v.get(0), x -> x > 0 ? x : slope * x),
        (g, y, x) -> {
          Var positive = x.get(0).greater(Var.constant(0));
          return List.of(g.times(positive.where(Var.constant(1), Var.constant(slope))));
        });
  }

  /** {@code straight}: the gradient is that of the identity. Bengio et al. (2013), 1308.3432. */
  static Op clamp(double low, double high, boolean straight) {
    return new Op(
        "clamp",
        Op.Kind.ELEMENTWISE,
        List.of(low, high, straight),
        s -> s.get(0),
        (v, s, out) -> Loops.map(v.get(0), x -> Math.min(Math.max(x, low), high)),
        (g, y, x) -> {
          Var above = x.get(0).greater(Var.constant(high));
          Var below = Var.constant(low).greater(x.get(0));
          return List.of(straight ? g : g.times(Var.constant(1).minus(above).minus(below)));
        });
  }

  static Op softmax(int[] axes) {
    return other(
            "softmax",
            List.of(Axes.of(axes)),
            s -> s.get(0),
            (v, s, out) -> Loops.map(logSoftmax(v.get(0), out, axes), Math::exp),
            (g, y, x) -> {
              Var mean = spread(g.times(y).sum(axes), y.shape(), axes);
              return List.of(y.times(g.minus(mean)));
            })
        .withFlops(perElement(5));
  }

  static Op logSoftmax(int[] axes) {
    return other(
            "log-softmax",
            List.of(Axes.of(axes)),
            s -> s.get(0),
            (v, s, out) -> logSoftmax(v.get(0), out, axes),
            (g, y, x) -> List.of(g.minus(y.exp().times(spread(g.sum(axes), y.shape(), axes)))))
        .withFlops(perElement(5));
  }

  private static double[] logSoftmax(double[] x, Shape s, int[] axes) {
    Shape kept = s.keeping(axes);
    double[] shifted = Loops.zip(x, s, Loops.max(x, s, axes), kept, s, (a, top) -> a - top);
    double[] mass = Loops.logSumExp(shifted, s, axes);
    return Loops.zip(shifted, s, mass, kept, s, (a, log) -> a - log);
  }
}
