package org.vae4j.autodiff.cpu;

import java.util.List;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.Window;

/**
 * Convolutions as products with the patches of an image. The patches that a convolution reads are
 * those that the gradient of its filter reads: one node, made once.
 */
final class Patches {
  private Patches() {}

  /** What to compute in place of {@code node}. */
  static Var of(Var node) {
    List<Var> x = node.operands();
    return switch (node.op().name()) {
      case "conv2d" -> rows(seen(node, x.get(0))).matmul(rows(x.get(1))).reshape(node.shape());
      case "conv2d-filter" ->
          rows(seen(node, x.get(0))).matmul(rows(x.get(1)), true, false).reshape(node.shape());
      case "conv2d-transposed" -> {
        Window window = window(node);
        Var patches = rows(x.get(0)).matmul(rows(x.get(1)), false, true);
        Shape places = window.patches(node.op().name(), node.shape());
        yield patches.reshape(places).fold(window, node.shape());
      }
      default -> node;
    };
  }

  private static Window window(Var node) {
    return node.op().attribute(0, Window.class);
  }

  private static Var seen(Var node, Var image) {
    return image.patches(window(node));
  }

  /** The last axis apart, the others as one. */
  private static Var rows(Var x) {
    int last = x.shape().dim(-1);
    return x.reshape(x.shape().size() / Math.max(1, last), last);
  }
}
