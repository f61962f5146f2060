package org.vae4j.autodiff.nd4j;

import static org.vae4j.autodiff.nd4j.Nd4jKernels.custom;
import static org.vae4j.autodiff.nd4j.Nd4jKernels.inTurn;
import static org.vae4j.autodiff.nd4j.Nd4jKernels.ints;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.vae4j.autodiff.Op;
import org.vae4j.core.Window;

/** The kernels of convolutions. The gradient of a filter is a product with patches. */
final class Nd4jWindows {
  private Nd4jWindows() {}

  static Runnable conv2d(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    return custom("conv2d", z, geometry(window(op)), x.get(0), x.get(1));
  }

  /** ND4J's pull-back of a convolution by its image. */
  static Runnable conv2dTransposed(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    INDArray shape = pool.constant(z.shape());
    return custom("conv2d_input_bp", z, geometry(window(op)), shape, x.get(1), x.get(0));
  }

  /** By ND4J's {@code im2col}, which has channels first and places last. */
  static Runnable patches(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    Window w = window(op);
    INDArray image = x.get(0);
    INDArray first = pool.borrow(DataType.FLOAT, channelsFirst(image));
    INDArray columns = pool.borrow(DataType.FLOAT, columns(w, image, z));
    DynamicCustomOp cut =
        DynamicCustomOp.builder("im2col")
            .addInputs(first)
            .addIntegerArguments(slide(w))
            .addFloatingPointArguments(0.0)
            .addOutputs(columns)
            .build();
    return inTurn(
        custom("permute", first, ints(0, 3, 1, 2), image),
        Nd4jKernels.run(cut),
        custom("permute", z.reshape('c', places(w, image, z)), ints(0, 4, 5, 2, 3, 1), columns));
  }

  /** By ND4J's {@code col2im}: the way of {@link #patches} back. */
  static Runnable fold(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    Window w = window(op);
    INDArray patches = x.get(0);
    INDArray first = pool.borrow(DataType.FLOAT, channelsFirst(z));
    INDArray columns = pool.borrow(DataType.FLOAT, columns(w, z, patches));
    int[] geometry =
        ints(
            w.stride(),
            w.stride(),
            w.padding(),
            w.padding(),
            (int) z.size(1),
            (int) z.size(2),
            1,
            1,
            0);
    return inTurn(
        custom(
            "permute",
            columns,
            ints(0, 5, 3, 4, 1, 2),
            patches.reshape('c', places(w, z, patches))),
        custom("col2im", first, geometry, columns),
        custom("permute", z, ints(0, 2, 3, 1), first));
  }

  private static Window window(Op op) {
    return op.attribute(0, Window.class);
  }

  /** Filter, stride, padding, dilation; zeros as padding, channels last, filters as ours. */
  private static int[] geometry(Window w) {
    return ints(
        w.height(), w.width(), w.stride(), w.stride(), w.padding(), w.padding(), 1, 1, 0, 1, 0);
  }

  /** Filter, stride, padding, dilation; zeros as padding. */
  private static int[] slide(Window w) {
    return ints(w.height(), w.width(), w.stride(), w.stride(), w.padding(), w.padding(), 1, 1, 0);
  }

  /** {@code [B, C, H, W]}. */
  private static long[] channelsFirst(INDArray image) {
    return new long[] {image.size(0), image.size(3), image.size(1), image.size(2)};
  }

  /** {@code [B, C, KH, KW, H', W']}. */
  private static long[] columns(Window w, INDArray image, INDArray patches) {
    return new long[] {
      image.size(0), image.size(3), w.height(), w.width(), patches.size(1), patches.size(2)
    };
  }

  /** {@code [B, H', W', KH, KW, C]}. */
  private static long[] places(Window w, INDArray image, INDArray patches) {
    return new long[] {
      image.size(0), patches.size(1), patches.size(2), w.height(), w.width(), image.size(3)
    };
  }
}
