package org.vae4j.models.train;

import org.vae4j.autodiff.ParameterVector;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.TileKernels;
import org.vae4j.core.backend.WorkerTeam;

/**
 * Adam in float32: parameters and gradients come from native memory a tile at a time, the moments
 * stay on the heap as one array a tile, the form that the JIT compiler vectorises. Elements do not
 * mix, so the bits do not depend on how many workers share the tiles.
 */
final class FloatAdam implements AdamPass {
  private static final int TILE = 1024;

  private final ParameterVector vector;
  private final WorkerTeam team;
  private final WorkerTeam.Job job = this::work;
  private final float[][] m;
  private final float[][] v;
  private final float[][][] scratch;
  private float stepSize;
  private float epsilon;

  FloatAdam(ParameterVector vector, WorkerTeam team) {
    this.vector = vector;
    this.team = team;
    int tiles = (vector.length() - 1) / TILE + 1;
    m = new float[tiles][TILE];
    v = new float[tiles][TILE];
    scratch = new float[team.size()][2][TILE];
  }

  @Override
  public void update(double stepSize, double epsilon) {
    this.stepSize = (float) stepSize;
    this.epsilon = (float) epsilon;
    team.run(job);
  }

  private void work(int worker) {
    int from = (int) ((long) m.length * worker / team.size());
    int to = (int) ((long) m.length * (worker + 1) / team.size());
    float[] p = scratch[worker][0];
    float[] g = scratch[worker][1];
    for (int tile = from; tile < to; tile++) {
      int at = tile * TILE;
      int n = Math.min(TILE, vector.length() - at);
      vector.gradients().get(at, g, 0, n);
      vector.values().get(at, p, 0, n);
      TileKernels.adam(
          p, g, m[tile], v[tile], n, stepSize, (float) Adam.BETA1, (float) Adam.BETA2, epsilon);
      vector.values().put(at, p, 0, n);
    }
  }

  private Tensor flat(float[][] tiles) {
    float[] all = new float[vector.length()];
    for (int tile = 0; tile < tiles.length; tile++) {
      int at = tile * TILE;
      System.arraycopy(tiles[tile], 0, all, at, Math.min(TILE, all.length - at));
    }
    return Tensor.of(Shape.of(all.length), all);
  }

  @Override
  public Tensor first() {
    return flat(m);
  }

  @Override
  public Tensor second() {
    return flat(v);
  }

  @Override
  public void restore(Tensor first, Tensor second) {
    fill(m, first.toFloatArray());
    fill(v, second.toFloatArray());
  }

  private static void fill(float[][] tiles, float[] all) {
    for (int tile = 0; tile < tiles.length; tile++) {
      int at = tile * TILE;
      System.arraycopy(all, at, tiles[tile], 0, Math.min(TILE, all.length - at));
    }
  }
}
