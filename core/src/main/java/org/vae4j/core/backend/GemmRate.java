package org.vae4j.core.backend;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.vae4j.core.DType;

/**
 * The rate of {@code sgemm} here and now: each worker multiplies matrices of its own, of given
 * sizes, of blocks of them and of 1024 x 1024 x 1024, whose operands lie in the cache where they
 * fit, in turns of some milliseconds. The best of them is what no program that is made of these
 * products can beat.
 */
public final class GemmRate implements AutoCloseable {
  /** OpenBLAS multiplies without packing its operands up to this many multiplications. */
  private static final int SMALL = 1_000_000;

  private static final int LARGE = 1024;
  private static final double NANOS_A_BOUT = 4e6;

  /** More rows than this are cut: the rate no longer depends on them, and memory does. */
  private static final int MOST_ROWS = 2000;

  /**
   * The size of a product, {@code [m, k] [k, n]}.
   *
   * @param m rows of the result
   * @param n columns of the result
   * @param k terms of a sum
   * @param transposedA whether the left one is stored transposed
   * @param transposedB whether the right one is stored transposed
   */
  public record Size(int m, int n, int k, boolean transposedA, boolean transposedB) {
    private Size rows(long rows) {
      return new Size((int) Math.max(1, Math.min(rows, m)), n, k, transposedA, transposedB);
    }

    private Size columns(long columns) {
      return new Size(m, (int) Math.max(1, Math.min(columns, n)), k, transposedA, transposedB);
    }

    private double flops() {
      return 2.0 * m * n * k;
    }
  }

  private final List<Bout> bouts = new ArrayList<>();
  private int turn;

  /** Takes memory for the operands of products of these sizes, blocks of them and a large one. */
  public GemmRate(WorkerTeam team, List<Size> sizes) {
    Set<Size> all = new LinkedHashSet<>();
    all.add(new Size(LARGE, LARGE, LARGE, false, false));
    for (Size whole : sizes) {
      Size size = whole.rows(MOST_ROWS);
      all.add(size);
      all.add(size.rows(SMALL / Math.max(1L, (long) size.n * size.k)));
      all.add(size.columns(SMALL / Math.max(1L, (long) size.m * size.k)));
    }
    all.forEach(size -> bouts.add(new Bout(team, size)));
  }

  /**
   * FLOP/s of the next size in turn over some milliseconds; 0 until it is known how long it takes.
   */
  public double next() {
    return bouts.get(turn++ % bouts.size()).rate();
  }

  /** FLOP/s, the best of all sizes in turns over about so many seconds. */
  public double best(double seconds) {
    long start = System.nanoTime();
    double best = 0;
    do {
      best = Math.max(best, next());
    } while (best == 0 || System.nanoTime() - start < seconds * 1e9);
    return best;
  }

  @Override
  public void close() {
    bouts.forEach(Bout::close);
  }

  /** One size on all workers. */
  private static final class Bout {
    private final WorkerTeam team;
    private final Size size;
    private final Gemm[] products;

    /** Kept here: a product alone does not keep its operands from the collector. */
    private final List<Memory> operands = new ArrayList<>();

    private int repeats = 1;

    Bout(WorkerTeam team, Size size) {
      this.team = team;
      this.size = size;
      this.products = new Gemm[team.size()];
      for (int worker = 0; worker < products.length; worker++) {
        Gemm.Matrix a = matrix(size.m, size.k, size.transposedA);
        Gemm.Matrix b = matrix(size.k, size.n, size.transposedB);
        Gemm.Matrix c = matrix(size.m, size.n, false);
        products[worker] = new Gemm(size.m, size.n, size.k, a, b, c, false);
      }
    }

    private Gemm.Matrix matrix(int rows, int columns, boolean transposed) {
      Memory memory = Memory.allocate(DType.FLOAT32, (long) rows * columns);
      operands.add(memory);
      return new Gemm.Matrix(memory, 0, transposed ? rows : columns, transposed);
    }

    /** The rate over some milliseconds; 0 until they are that many. */
    double rate() {
      long start = System.nanoTime();
      team.run(this::work);
      double nanos = System.nanoTime() - start;
      double flops = products.length * repeats * size.flops();
      boolean enough = nanos >= NANOS_A_BOUT / 2;
      repeats = Math.max(1, (int) (repeats * Math.min(100, NANOS_A_BOUT / nanos)));
      return enough ? flops / nanos * 1e9 : 0;
    }

    private void work(int worker) {
      for (int i = 0; i < repeats; i++) {
        products[worker].run();
      }
    }

    void close() {
      operands.forEach(Memory::close);
    }
  }
}
