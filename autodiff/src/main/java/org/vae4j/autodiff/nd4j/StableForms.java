package org.vae4j.autodiff.nd4j;

import java.util.Arrays;
import java.util.List;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Expansions;
import org.vae4j.core.Shape;
import org.vae4j.core.Window;

/**
 * Ops that ND4J computes with loss, or for fewer shapes, written in ops that it computes well.
 *
 * <p>In ND4J 1.0.0-M2.1 and float32, {@code log1p}, {@code expm1} and {@code tanh} are the textbook
 * formulas, without a correct digit for {@code |x| < 1e-8}, and {@code softplus} overflows from 89
 * on. A node made here is not rewritten again: {@code x.tanh()} below is ND4J's own.
 */
final class StableForms {
  private static final double LARGEST = Float.MAX_VALUE;

  /** Terms of a series around 0: the next is below 1e-8 of the sum. */
  private static final int TERMS = 14;

  private StableForms() {}

  static Graph of(Graph graph) {
    return graph.rewrite(Expansions::of).rewrite(StableForms::form);
  }

  private static Var form(Var node) {
    List<Var> x = node.operands();
    return switch (node.op().name()) {
      case "expm1" -> expm1(x.get(0));
      case "log1p" -> log1p(x.get(0));
      case "log1pmx" -> log1pmx(x.get(0));
      case "expm1mx" -> expm1mx(x.get(0));
      case "tanh" -> tanh(x.get(0));
      case "softplus" -> x.get(0).relu().plus(log1pNear(x.get(0).abs().negate().exp()));
      case "normal-cdf" -> normalCdf(x.get(0));
      case "where" -> node.withOperands(x.stream().map(v -> v.broadcastTo(node.shape())).toList());
      case "matmul", "triangular-solve" -> inBatches(node);
      case "conv2d-filter" -> filter(node, x.get(0), x.get(1));
      default -> node;
    };
  }

  private static Var expm1(Var x) {
    return within(1, x).where(expm1Near(x), x.exp().minus(1));
  }

  /**
   * Kahan: with {@code u = e^x} as rounded, the errors of {@code u - 1} and {@code log u} cancel.
   */
  private static Var expm1Near(Var x) {
    Var u = x.exp();
    Var log = u.log();
    return log.where(u.minus(1).times(x).over(log), x);
  }

  private static Var log1p(Var x) {
    return within(1, x).where(log1pNear(x), x.plus(1).log());
  }

  /**
   * Kahan: with {@code u = 1 + x} as rounded, the errors of {@code log u} and {@code u - 1} cancel.
   */
  private static Var log1pNear(Var x) {
    Var u = x.plus(1);
    Var difference = u.minus(1);
    return difference.where(u.log().times(x).over(difference), x);
  }

  private static Var tanh(Var x) {
    Var e = expm1Near(x.times(2));
    return within(1, x).where(e.over(e.plus(2)), x.tanh());
  }

  /** As {@link org.vae4j.core.Functions#log1pmx}, with as many terms as float32 needs. */
  private static Var log1pmx(Var x) {
    Var r = x.over(x.plus(2));
    Var y = r.square();
    Var series = y.times(1.0 / (2 * TERMS + 3));
    for (int k = TERMS - 1; k >= 1; k--) {
      series = series.plus(1.0 / (2 * k + 3)).times(y);
    }
    Var near = r.times(series.plus(1.0 / 3).times(y).times(2).minus(x));
    Var far = atMost(x.plus(1), LARGEST).log().minus(x);
    return within(0.84, x.minus(0.16)).where(near, far);
  }

  /** {@code x^2/2 (1 + x/3 (1 + x/4 (..)))} near 0. */
  private static Var expm1mx(Var x) {
    Var series = x.over(TERMS);
    for (int k = TERMS - 1; k >= 3; k--) {
      series = series.plus(1).times(x).over(k);
    }
    Var near = series.plus(1).times(x.square()).times(0.5);
    return within(1, x).where(near, x.exp().minus(atMost(x.plus(1), LARGEST)));
  }

  /**
   * {@code e^(t^2/2) Phi(-t)} for {@code 0 <= t <= 14.6}, numerator and denominator from the
   * highest power: the fit of the kernel of {@code cpu}.
   */
  private static final double[] TAIL = {0.004123877, 0.040684123, 0.18338598, 0.43849832, 0.5};

  private static final double[] TAIL_BELOW = {
    0.0103369085, 0.101986356, 0.46986887, 1.2031293, 1.6748817, 1
  };

  /** Rounds a number up to 16 to a multiple of {@code 2^-8}, whose square is exact. */
  private static final double TO_EXACT_SQUARE = 1.5 * (1 << 15);

  /** The square in the exponent is that of a rounded number, exact, and of what is left of it. */
  private static Var normalCdf(Var x) {
    Var t = x.abs().min(Var.constant(14.6));
    Var near = t.plus(TO_EXACT_SQUARE).minus(TO_EXACT_SQUARE);
    Var rest = t.minus(near).times(t.plus(near)).times(-0.5).exp();
    Var e = near.square().times(-0.5).exp().times(rest);
    Var tail = e.times(polynomial(TAIL, t)).over(polynomial(TAIL_BELOW, t));
    return x.greater(Var.constant(0)).where(tail.negate().plus(1), tail);
  }

  private static Var polynomial(double[] fromHighest, Var x) {
    Var sum = Var.constant(fromHighest[0]);
    for (int i = 1; i < fromHighest.length; i++) {
      sum = sum.times(x).plus(fromHighest[i]);
    }
    return sum;
  }

  /** ND4J has this pull-back only together with the image's: here as a product with patches. */
  private static Var filter(Var node, Var image, Var map) {
    Var seen = image.patches(node.op().attribute(0, Window.class));
    return rows(seen).matmul(rows(map), true, false).reshape(node.shape());
  }

  /** The last axis apart, the others as one. */
  private static Var rows(Var x) {
    int last = x.shape().dim(-1);
    return x.reshape(x.shape().size() / Math.max(1, last), last);
  }

  /** Both operands in the batches of the result: ND4J repeats neither. */
  private static Var inBatches(Var node) {
    int[] batch = Arrays.copyOf(node.shape().dims(), node.shape().rank() - 2);
    return node.withOperands(
        node.operands().stream().map(x -> x.broadcastTo(batched(batch, x.shape()))).toList());
  }

  private static Shape batched(int[] batch, Shape matrix) {
    int[] dims = Arrays.copyOf(batch, batch.length + 2);
    dims[batch.length] = matrix.dim(-2);
    dims[batch.length + 1] = matrix.dim(-1);
    return Shape.of(dims);
  }

  private static Var within(double bound, Var x) {
    return Var.constant(bound).greater(x.abs());
  }

  private static Var atMost(Var x, double bound) {
    return x.negate().max(Var.constant(-bound)).negate();
  }
}
