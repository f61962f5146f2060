package org.vae4j.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.vae4j.core.DType;
import org.vae4j.core.backend.Blas;
import org.vae4j.core.backend.Gemm;
import org.vae4j.core.backend.Memory;
import org.vae4j.core.backend.WorkerTeam;

/**
 * The best rate of {@code sgemm} on this machine: each worker multiplies matrices of its own, of
 * the sizes of the workload, of blocks of them and of 1024 x 1024 x 1024. A step here is one size
 * for some milliseconds; its "loss" is the best rate so far in GFLOP/s.
 */
final class GemmContender implements Contender {
  /** OpenBLAS multiplies without packing its operands up to this many multiplications. */
  private static final int SMALL = 1_000_000;

  private static final int LARGE = 1024;
  private static final double NANOS_A_STEP = 5e6;

  /** More rows than this are cut: the rate no longer depends on them, and memory does. */
  private static final int MOST_ROWS = 2000;

  private final WorkerTeam team;
  private final List<Bout> bouts = new ArrayList<>();
  private double best;

  GemmContender(Workload workload, int threads) {
    team = new WorkerTeam(threads);
    Set<Product> sizes = new LinkedHashSet<>();
    sizes.add(new Product(1, LARGE, LARGE, LARGE, false, false));
    for (Product whole : Product.of(workload)) {
      Product product = whole.single().rows(MOST_ROWS);
      sizes.add(product);
      sizes.add(product.rows(atLeastOne(SMALL / (product.n() * product.k()))));
      sizes.add(product.columns(atLeastOne(SMALL / (product.m() * product.k()))));
    }
    sizes.forEach(size -> bouts.add(new Bout(size)));
  }

  private static int atLeastOne(int number) {
    return Math.max(1, number);
  }

  @Override
  public String engine() {
    return "OpenBLAS for " + Blas.coreName();
  }

  @Override
  public float[] check(Example example) {
    throw new IllegalStateException("gemm: computes no workload");
  }

  @Override
  public void run(Track track) {
    while (true) {
      for (Bout bout : bouts) {
        best = Math.max(best, bout.rate());
        track.step(best);
      }
    }
  }

  /** One size on all workers. */
  private final class Bout {
    private final Product size;
    private final Gemm[] products = new Gemm[team.size()];

    /** Kept here: a product alone does not keep its operands from the collector. */
    private final List<Memory> operands = new ArrayList<>();

    private int repeats = 1;

    Bout(Product size) {
      this.size = size;
      for (int worker = 0; worker < products.length; worker++) {
        Gemm.Matrix a = matrix(size.m(), size.k(), size.transposedA());
        Gemm.Matrix b = matrix(size.k(), size.n(), size.transposedB());
        Gemm.Matrix c = matrix(size.m(), size.n(), false);
        products[worker] = new Gemm(size.m(), size.n(), size.k(), a, b, c, false);
      }
    }

    private Gemm.Matrix matrix(int rows, int columns, boolean transposed) {
      Memory memory = Memory.allocate(DType.FLOAT32, (long) rows * columns);
      operands.add(memory);
      return new Gemm.Matrix(memory, 0, transposed ? rows : columns, transposed);
    }

    /** GFLOP/s over some milliseconds. */
    double rate() {
      long start = System.nanoTime();
      team.run(this::work);
      double nanos = System.nanoTime() - start;
      double flops = products.length * repeats * size.flops();
      boolean enough = nanos >= NANOS_A_STEP / 2;
      repeats = Math.max(1, (int) (repeats * Math.min(100, NANOS_A_STEP / nanos)));
      return enough ? flops / nanos : 0;
    }

    void close() {
      operands.forEach(Memory::close);
    }

    private void work(int worker) {
      for (int i = 0; i < repeats; i++) {
        products[worker].run();
      }
    }
  }

  @Override
  public void close() {
    bouts.forEach(Bout::close);
    team.close();
  }
}
