package org.vae4j.autodiff;

import static org.vae4j.autodiff.Rules.MOVED;
import static org.vae4j.autodiff.Rules.other;
import static org.vae4j.autodiff.Rules.perElement;

import java.util.List;
import org.vae4j.core.Shape;
import org.vae4j.core.Window;
import org.vae4j.core.backend.Loops;

/**
 * The page of {@link Ops} for convolutions. The first three rows are the three ways to leave one
 * factor out of the sum of {@code image * filter * map} over all that a filter sees, so each one's
 * pull-back is made of the other two. Images {@code [B, H, W, C]}, filters {@code [KH, KW, C, O]},
 * maps {@code [B, H', W', O]}; the value of each is a matrix product with the image's patches.
 */
final class Convolutions {
  private Convolutions() {}

  /** Image, filter to map. */
  static Op conv2d(Window window) {
    return other(
            "conv2d",
            List.of(window),
            s -> window.map(s.get(0), s.get(1)),
            (v, s, out) -> {
              double[] patches = window.patches(v.get(0), s.get(0));
              Shape rows = rows(window.patches("conv2d", s.get(0)));
              return Loops.matmul(patches, rows, v.get(1), rows(s.get(1)), false, false);
            },
            (g, y, x) -> {
              Shape image = x.get(0).shape();
              Op back = conv2dTransposed(window, image.dim(1), image.dim(2));
              return List.of(Var.of(back, g, x.get(1)), Var.of(conv2dFilter(window), x.get(0), g));
            })
        .withFlops((s, out) -> products(out, s.get(1)));
  }

  /** Map, filter to image of this height and width. */
  static Op conv2dTransposed(Window window, int height, int width) {
    return other(
            "conv2d-transposed",
            List.of(window, height, width),
            s -> window.image(height, width, s.get(0), s.get(1)),
            (v, s, out) -> {
              Shape rows = rows(s.get(0));
              Shape filter = rows(s.get(1));
              return window.fold(Loops.matmul(v.get(0), rows, v.get(1), filter, false, true), out);
            },
            (g, y, x) ->
                List.of(
                    Var.of(conv2d(window), g, x.get(1)), Var.of(conv2dFilter(window), g, x.get(0))))
        .withFlops((s, out) -> products(s.get(0), s.get(1)));
  }

  /** Image, map to filter. */
  static Op conv2dFilter(Window window) {
    return other(
            "conv2d-filter",
            List.of(window),
            s -> window.filter(s.get(0), s.get(1)),
            (v, s, out) -> {
              double[] patches = window.patches(v.get(0), s.get(0));
              Shape rows = rows(window.patches("conv2d-filter", s.get(0)));
              return Loops.matmul(patches, rows, v.get(1), rows(s.get(1)), true, false);
            },
            (g, y, x) -> {
              Shape image = x.get(0).shape();
              Op back = conv2dTransposed(window, image.dim(1), image.dim(2));
              return List.of(Var.of(back, x.get(1), g), Var.of(conv2d(window), x.get(0), g));
            })
        .withFlops((s, out) -> products(s.get(1), out));
  }

  /** Image to what the filter sees at each place. */
  static Op patches(Window window) {
    return other(
            "patches",
            List.of(window),
            s -> window.patches("patches", s.get(0)),
            (v, s, out) -> window.patches(v.get(0), s.get(0)),
            (g, y, x) -> List.of(Var.of(fold(window, x.get(0).shape()), g)))
        .withFlops(MOVED);
  }

  /** Patches to an image of that shape, where they overlap added. */
  static Op fold(Window window, Shape image) {
    return other(
            "fold",
            List.of(window, image),
            s -> folded(window, image, s.get(0)),
            (v, s, out) -> window.fold(v.get(0), image),
            (g, y, x) -> List.of(Var.of(patches(window), g)))
        .withFlops(perElement(1));
  }

  /** Each of the three: at each place of the map every weight of the filter, once. */
  private static long products(Shape map, Shape filter) {
    return 2L * map.size() * (filter.size() / Math.max(1, filter.dim(3)));
  }

  private static Shape folded(Window window, Shape image, Shape patches) {
    if (!window.patches("fold", image).equals(patches)) {
      throw new IllegalArgumentException(
          "fold: the patches must be those of the image; got image %s and patches %s"
              .formatted(image, patches));
    }
    return image;
  }

  /** The last axis apart, the others as one. */
  private static Shape rows(Shape s) {
    return Shape.of(s.size() / Math.max(1, s.dim(-1)), s.dim(-1));
  }
}
