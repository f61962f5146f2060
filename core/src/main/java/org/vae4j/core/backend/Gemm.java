package org.vae4j.core.backend;

import org.bytedeco.javacpp.FloatPointer;

/**
 * One matrix product with its operands fixed, {@code C = op(A) op(B)} or {@code C += op(A) op(B)},
 * to be run again and again without building anything. Matrices are row-major blocks inside {@link
 * Memory}.
 */
public final class Gemm {
  /**
   * A matrix operand.
   *
   * @param memory where it lies, float32
   * @param offset its first element
   * @param stride elements from one stored row to the next
   * @param transposed whether it enters the product transposed
   */
  public record Matrix(Memory memory, long offset, int stride, boolean transposed) {
    /**
     * The operand without its first {@code rows} rows and {@code columns} columns, as it enters.
     */
    public Matrix from(int rows, int columns) {
      long skip = transposed ? (long) columns * stride + rows : (long) rows * stride + columns;
      return new Matrix(memory, offset + skip, stride, transposed);
    }
  }

  private final boolean transposeA;
  private final boolean transposeB;
  private final int m;
  private final int n;
  private final int k;
  private final int lda;
  private final int ldb;
  private final int ldc;
  private final FloatPointer a;
  private final FloatPointer b;
  private final FloatPointer c;
  private final float beta;

  /**
   * The product {@code [m, k] [k, n] -> [m, n]}, added to {@code c} or put in its place; the caller
   * answers for the ranges.
   */
  public Gemm(int m, int n, int k, Matrix a, Matrix b, Matrix c, boolean added) {
    this.m = m;
    this.n = n;
    this.k = k;
    this.transposeA = a.transposed();
    this.transposeB = b.transposed();
    this.lda = a.stride();
    this.ldb = b.stride();
    this.ldc = c.stride();
    this.a = a.memory().floats(a.offset());
    this.b = b.memory().floats(b.offset());
    this.c = c.memory().floats(c.offset());
    this.beta = added ? 1f : 0f;
  }

  /** Computes the product; nothing is allocated. */
  public void run() {
    Blas.sgemm(transposeA, transposeB, m, n, k, a, lda, b, ldb, beta, c, ldc);
  }
}
