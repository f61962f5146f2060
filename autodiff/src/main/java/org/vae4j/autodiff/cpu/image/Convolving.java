package org.vae4j.autodiff.cpu.image;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.autodiff.cpu.product.Blocking;
import org.vae4j.autodiff.cpu.product.Product;
import org.vae4j.autodiff.cpu.stage.MoveStage;
import org.vae4j.autodiff.cpu.stage.Stage;
import org.vae4j.autodiff.cpu.stage.SumStage;
import org.vae4j.core.Shape;
import org.vae4j.core.Window;
import org.vae4j.core.backend.Gemm;
import org.vae4j.core.backend.Gemm.Matrix;

/**
 * The stages of a convolution, of its transpose and of the gradient of its filter: matrix products
 * with patches, a strip of them at a time, which never leave the second-level cache.
 */
final class Convolving {
  /** Elements of a strip of patches: 256 KB. */
  private static final int STRIP = 1 << 16;

  private final Var node;
  private final Sliding sizes;
  private final int outputs;

  /** Of a node that it {@link #knows}. */
  Convolving(Var node) {
    this.node = node;
    List<Var> x = node.operands();
    Shape image = transposes() ? node.shape() : x.get(0).shape();
    this.sizes = new Sliding(node.op().attribute(0, Window.class), image);
    Shape filter = node.op().is("conv2d-filter") ? node.shape() : x.get(1).shape();
    this.outputs = filter.dim(3);
  }

  /** Whether a node is one of the three, and has elements. */
  static boolean knows(Var node) {
    Op op = node.op();
    boolean convolves = op.is("conv2d") || op.is("conv2d-transposed") || op.is("conv2d-filter");
    return convolves
        && node.shape().size() > 0
        && node.operands().stream().allMatch(x -> x.shape().size() > 0);
  }

  private boolean transposes() {
    return node.op().is("conv2d-transposed");
  }

  /** Elements that each worker needs. */
  int strip() {
    return Math.multiplyExact(Math.min(sizes.rows(), most()), sizes.block());
  }

  /** Elements that all of them need: a filter turned round, or a share of its gradient each. */
  int shared() {
    int filter = Math.multiplyExact(sizes.seen(), outputs);
    return switch (node.op().name()) {
      case "conv2d-transposed" -> filter;
      case "conv2d-filter" -> Math.multiplyExact(filter, parts());
      default -> 0;
    };
  }

  /** Rows of places in a strip. */
  private int most() {
    return Math.max(1, STRIP / sizes.block());
  }

  private int parts() {
    return Math.min(Stage.PARTS, transposes() ? sizes.image().dim(0) : sizes.rows());
  }

  /** What computes the node. */
  List<Stage> stages(List<Slot> operands, Slot result, Workspace work) {
    Slot x = operands.get(0);
    Slot y = operands.get(1);
    return switch (node.op().name()) {
      case "conv2d" -> List.of(convolution(x, y, result, work));
      case "conv2d-transposed" -> {
        Slot turned = new Slot(work.shared(), 0);
        Shape shape = Shape.of(outputs, sizes.seen());
        int[] strides = {1, outputs};
        Stage turn = new MoveStage(shape, y, strides, turned, shape.strides());
        yield List.of(turn, transposed(x, turned, result, work));
      }
      default ->
          List.of(
              gradient(x, y, work),
              new SumStage(new Slot(work.shared(), 0), parts(), result, node.shape().size()));
    };
  }

  private Stage convolution(Slot image, Slot filter, Slot result, Workspace work) {
    Matrix right = new Matrix(filter.memory(), filter.offset(), outputs, false);
    Strip calls =
        (part, from, to, patches, first) ->
            calls(
                places(from, to), outputs, sizes.seen(), patches, right, map(result, from), false);
    return new ConvolutionStage(work.own(), new Unfold(sizes, image), null, strips(calls, work));
  }

  private Stage transposed(Slot map, Slot turned, Slot result, Workspace work) {
    Matrix filter = new Matrix(turned.memory(), turned.offset(), sizes.seen(), false);
    Strip calls =
        (part, from, to, patches, first) ->
            calls(places(from, to), sizes.seen(), outputs, map(map, from), filter, patches, false);
    return new ConvolutionStage(work.own(), null, new Fold(sizes, result), strips(calls, work));
  }

  private Stage gradient(Slot image, Slot map, Workspace work) {
    int filter = sizes.seen() * outputs;
    Strip calls =
        (part, from, to, patches, first) -> {
          Matrix share = new Matrix(work.shared(), (long) part * filter, outputs, false);
          Matrix turned = new Matrix(patches.memory(), 0, sizes.seen(), true);
          int places = places(from, to);
          return calls(sizes.seen(), outputs, places, turned, map(map, from), share, !first);
        };
    return new ConvolutionStage(work.own(), new Unfold(sizes, image), null, strips(calls, work));
  }

  /** The products of rows {@code [from, to)} of a part with patches in a worker's memory. */
  @FunctionalInterface
  private interface Strip {
    List<Gemm> calls(int part, int from, int to, Matrix patches, boolean first);
  }

  private ConvolutionStage.Strip[][] strips(Strip strip, Workspace work) {
    ConvolutionStage.Strip[][] all = new ConvolutionStage.Strip[parts()][];
    int unit = transposes() ? sizes.down() : 1;
    for (int part = 0; part < all.length; part++) {
      int start = Stage.cut(sizes.rows() / unit, part, all.length, 1) * unit;
      int rows = Stage.cut(sizes.rows() / unit, part + 1, all.length, 1) * unit - start;
      int count = (rows + most() - 1) / most();
      all[part] = new ConvolutionStage.Strip[count];
      for (int i = 0; i < count; i++) {
        int from = start + Stage.cut(rows, i, count, 1);
        int to = start + Stage.cut(rows, i + 1, count, 1);
        Gemm[][] calls = new Gemm[work.own().length][];
        for (int worker = 0; worker < calls.length; worker++) {
          Matrix patches = new Matrix(work.own()[worker], 0, sizes.seen(), false);
          calls[worker] = strip.calls(part, from, to, patches, i == 0).toArray(new Gemm[0]);
        }
        all[part][i] = new ConvolutionStage.Strip(from, to, calls);
      }
    }
    return all;
  }

  private int places(int from, int to) {
    return (to - from) * sizes.across();
  }

  private Matrix map(Slot map, int row) {
    int skip = row * sizes.across() * outputs;
    return new Matrix(map.memory(), map.offset() + skip, outputs, false);
  }

  /** The calls for a product {@code [m, k] [k, n]}, put into its place or added. */
  private static List<Gemm> calls(
      int m, int n, int k, Matrix a, Matrix b, Matrix into, boolean added) {
    Product product = new Product(a, b, m, n, k);
    Blocking cut = Blocking.near(m, n, k);
    List<Gemm> calls = new ArrayList<>();
    for (int column = 0; column < n; column += cut.width()) {
      for (int row = 0; row < m; row += cut.height()) {
        product.block(row, column, cut, into.from(row, column), added, calls);
      }
    }
    return calls;
  }
}
