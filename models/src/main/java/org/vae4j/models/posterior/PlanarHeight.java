package org.vae4j.models.posterior;

import java.util.Arrays;
import java.util.List;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shapes;
import org.vae4j.core.backend.Loops;

/**
 * The a at which {@code a + (c - 1) tanh a} is a given height, c > 0: what inverts a planar map
 * along its normal. There is no closed form; the left side rises, so a root-finder cannot miss, and
 * the implicit function theorem gives derivatives of every order.
 */
final class PlanarHeight {
  private static final int MOST_STEPS = 200;

  /** A step of Newton's by this share leads to one by its square, below the last digit. */
  private static final double CLOSE = 1e-8;

  private static final double LARGE = 0.35;

  private static final Op OP =
      new Op(
          "planar-height",
          Op.Kind.ELEMENTWISE,
          List.of(),
          s -> Shapes.broadcast("planar-height", s.get(0), s.get(1)),
          (v, s, out) ->
              roots(
                  Loops.broadcastTo(v.get(0), s.get(0), out),
                  Loops.broadcastTo(v.get(1), s.get(1), out)),
          (g, y, x) -> {
            Var bend = y.tanh();
            Var square = bend.square();
            Var slope = square.plus(x.get(1).times(Var.constant(1).minus(square)));
            return List.of(g.over(slope), g.times(bend).over(slope).negate());
          });

  private PlanarHeight() {}

  /** The root for each height and slope at 0, broadcast. */
  static Var of(Var height, Var slope) {
    return Var.of(OP, height, slope);
  }

  private static double[] roots(double[] heights, double[] slopes) {
    double[] roots = new double[heights.length];
    Arrays.setAll(roots, i -> Math.copySign(root(Math.abs(heights[i]), slopes[i]), heights[i]));
    return roots;
  }

  /**
   * The root for a height >= 0: Newton's steps, halving where they leave the bracket. It lies
   * within {@code c - 1} of the height, since tanh does within 1 of 0; and between height and
   * {@code height / c}, since it is 0 at 0 and bends one way.
   */
  static double root(double height, double slope) {
    double low = Math.max(0, Math.min(height, height - (slope - 1)));
    double high = Math.max(height, height - (slope - 1));
    double a = Math.min(high, Math.max(low, height / slope));
    for (int step = 0; step < MOST_STEPS; step++) {
      double bend = bend(a);
      double square = bend * bend;
      double off = a - bend + slope * bend - height;
      if (off > 0) {
        high = a;
      } else {
        low = a;
      }
      double next = a - off / (square + slope * (1 - square));
      if (!(next >= low && next <= high)) {
        next = low + (high - low) / 2;
      } else if (Math.abs(next - a) <= CLOSE * a) {
        return next;
      }
      a = next;
    }
    return a;
  }

  /** tanh of a number >= 0: an exponential is faster, and as good where it does not cancel. */
  private static double bend(double a) {
    return a < LARGE ? Math.tanh(a) : 1 - 2 / (Math.exp(2 * a) + 1);
  }
}
