package org.vae4j.autodiff.nd4j;

import static org.vae4j.autodiff.nd4j.Nd4jKernels.addWhereMarked;
import static org.vae4j.autodiff.nd4j.Nd4jKernels.custom;
import static org.vae4j.autodiff.nd4j.Nd4jKernels.inTurn;
import static org.vae4j.autodiff.nd4j.Nd4jKernels.ints;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.vae4j.autodiff.Op;

/**
 * The kernels of choosing by index. ND4J wants whole numbers within bounds, so indices are clamped
 * and cut first, and those that this has changed make NaN of what they touch.
 */
final class Nd4jIndices {
  private final INDArray given;
  private final INDArray whole;
  private final INDArray marks;
  private final Runnable prepare;

  /** The indices, of which there are some, as whole numbers below {@code length}, and marks. */
  private Nd4jIndices(INDArray indices, long length, Nd4jArrays pool) {
    long n = indices.length();
    this.given = indices.reshape('c', new long[] {n});
    this.whole = pool.borrow(DataType.INT32, n);
    this.marks = pool.borrow(DataType.FLOAT, n);
    INDArray bits = pool.borrow(DataType.BOOL, n);
    INDArray zero = pool.constant(0f);
    INDArray last = pool.constant((float) (length - 1));
    this.prepare =
        inTurn(
            custom("maximum", marks, given, zero),
            custom("minimum", marks, marks, last),
            () -> whole.assign(marks),
            () -> marks.assign(whole),
            custom("not_equals", bits, given, marks),
            () -> marks.assign(bits));
  }

  static Runnable gather(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    int axis = op.attribute(0, Integer.class);
    long length = x.get(0).size(axis);
    long inner = inner(x.get(0), axis);
    Nd4jIndices indices = new Nd4jIndices(x.get(1), length, pool);
    long n = indices.given.length();
    INDArray from = x.get(0).reshape('c', x.get(0).length() / (length * inner), length, inner);
    INDArray to = z.reshape('c', z.length() / (n * inner), n, inner);
    return inTurn(
        indices.prepare,
        custom("gather", to, ints(1), from, indices.whole),
        addWhereMarked(to, indices.marks.reshape('c', 1, n, 1)));
  }

  /** Along the first axis of a transposed array, in one thread, so that equal indices add up. */
  static Runnable scatterAdd(Op op, List<INDArray> x, INDArray z, Nd4jArrays pool) {
    int axis = op.attribute(0, Integer.class);
    long length = z.size(axis);
    long inner = inner(z, axis);
    long outer = z.length() / (length * inner);
    Nd4jIndices indices = new Nd4jIndices(x.get(1), length, pool);
    long n = indices.given.length();
    INDArray updates = pool.borrow(DataType.FLOAT, n, outer, inner);
    INDArray sums = pool.borrow(DataType.FLOAT, length, outer, inner);
    INDArray mark = pool.borrow(DataType.FLOAT, 1);
    DynamicCustomOp add =
        DynamicCustomOp.builder("scatter_add")
            .addInputs(sums, indices.whole, updates)
            .addBooleanArguments(true)
            .addOutputs(sums)
            .build();
    INDArray to = z.reshape('c', outer, length, inner);
    return inTurn(
        indices.prepare,
        custom("permute", updates, ints(1, 0, 2), x.get(0).reshape('c', outer, n, inner)),
        () -> sums.assign(0),
        Nd4jKernels.run(add),
        custom("permute", to, ints(1, 0, 2), sums),
        custom("reduce_max", mark.reshape('c', new long[0]), ints(0), indices.marks),
        addWhereMarked(to, mark.reshape('c', 1, 1, 1)));
  }

  private static long inner(INDArray x, int axis) {
    long inner = 1;
    for (int i = axis + 1; i < x.rank(); i++) {
      inner *= x.size(i);
    }
    return inner;
  }
}
