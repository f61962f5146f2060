package org.vae4j.autodiff;

import static org.vae4j.autodiff.Rules.MOVED;
import static org.vae4j.autodiff.Rules.none;
import static org.vae4j.autodiff.Rules.other;
import static org.vae4j.autodiff.Rules.perElement;

import java.util.Arrays;
import java.util.List;
import org.vae4j.core.Shapes;
import org.vae4j.core.backend.Picks;

/**
 * The page of {@link Ops} for choosing by index. Indices are whole numbers from 0, held like any
 * other numbers; no gradient flows to them.
 */
final class Indices {
  private Indices() {}

  /** Values, indices to the values at these indices along {@code axis}. */
  static Op gather(int axis) {
    return other(
            "gather",
            List.of(axis),
            s -> Shapes.gather(s.get(0), s.get(1), axis),
            (v, s, out) -> Picks.gather(v.get(0), s.get(0), v.get(1), axis),
            (g, y, x) ->
                Arrays.asList(
                    Var.of(scatterAdd(axis, x.get(0).shape().dim(axis)), g, x.get(1)), null))
        .withFlops(MOVED);
  }

  /** Values, indices to an axis of {@code length} with each value added where its index says. */
  static Op scatterAdd(int axis, int length) {
    return other(
            "scatter-add",
            List.of(axis, length),
            s -> Shapes.scatterAdd(s.get(0), s.get(1), axis, length),
            (v, s, out) -> Picks.scatterAdd(v.get(0), v.get(1), out, axis),
            (g, y, x) -> Arrays.asList(Var.of(gather(axis), g, x.get(1)), null))
        .withFlops(perElement(1));
  }

  static Op oneHot(int length) {
    return other(
            "one-hot",
            List.of(length),
            s -> s.get(0).append(length),
            (v, s, out) -> Picks.oneHot(v.get(0), length),
            (g, y, x) -> none(1))
        .withFlops(MOVED);
  }

  static Op argmax(int axis) {
    return other(
            "argmax",
            List.of(axis),
            s -> Shapes.argmax(s.get(0), axis),
            (v, s, out) -> Picks.argmax(v.get(0), s.get(0), axis),
            (g, y, x) -> none(1))
        .withFlops(perElement(1));
  }
}
