package org.vae4j.benchmarks;

import java.util.List;
import org.vae4j.core.backend.Blas;
import org.vae4j.core.backend.GemmRate;
import org.vae4j.core.backend.WorkerTeam;

/**
 * The rate of {@code sgemm} on this machine for the sizes of the workload, as {@code explain}
 * measures it. A step here is one size for some milliseconds; its "loss" is the best rate so far in
 * GFLOP/s.
 */
final class GemmContender implements Contender {
  private final WorkerTeam team;
  private final GemmRate rate;

  GemmContender(Workload workload, int threads) {
    team = new WorkerTeam(threads);
    List<GemmRate.Size> sizes = Product.of(workload).stream().map(Product::size).toList();
    rate = new GemmRate(team, sizes);
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
    double best = 0;
    while (true) {
      best = Math.max(best, rate.next() / 1e9);
      track.step(best);
    }
  }

  @Override
  public void close() {
    rate.close();
    team.close();
  }
}
