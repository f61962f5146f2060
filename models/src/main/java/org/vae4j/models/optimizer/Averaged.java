package org.vae4j.models.optimizer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.WorkerTeam;

/**
 * An optimiser that keeps a running mean of the parameters beside them: {@code mean = decay mean +
 * (1 - decay) w} after each update, from the parameters at the start. Source: Polyak, Juditsky
 * (1992); with constant decay as in Tarvainen, Valpola (2017), arXiv:1703.01780.
 */
final class Averaged implements Optimizer {
  private static final String MEAN = "mean";

  private final Optimizer inner;
  private final ParameterVector vector;
  private final double decay;
  private final double[] mean;
  private final WorkerTeam team;
  private final double[][] scratch;
  private final WorkerTeam.Job job = this::work;

  Averaged(Optimizer inner, WorkerTeam team, double decay) {
    Rule.fraction("average", decay);
    this.inner = inner;
    this.vector = inner.parameters();
    this.decay = decay;
    this.mean = new double[vector.length()];
    this.team = team;
    this.scratch = new double[team.size()][Tiles.TILE];
    vector.values().get(0, mean, 0, mean.length);
  }

  @Override
  public ParameterVector parameters() {
    return vector;
  }

  @Override
  public void begin(int epoch) {
    inner.begin(epoch);
  }

  @Override
  public void step() {
    inner.step();
    team.run(job);
  }

  private void work(int worker) {
    int count = Tiles.count(vector);
    int to = (int) ((long) count * (worker + 1) / team.size());
    for (int tile = (int) ((long) count * worker / team.size()); tile < to; tile++) {
      int n = Tiles.length(vector, tile);
      vector.values().get(tile * Tiles.TILE, scratch[worker], 0, n);
      move(scratch[worker], tile * Tiles.TILE, n);
    }
  }

  private void move(double[] values, int at, int n) {
    for (int i = 0; i < n; i++) {
      mean[at + i] += (1 - decay) * (values[i] - mean[at + i]);
    }
  }

  @Override
  public <T> T withMeans(Supplier<T> work) {
    double[] own = new double[mean.length];
    vector.values().get(0, own, 0, own.length);
    set(mean);
    try {
      return inner.withMeans(work);
    } finally {
      set(own);
    }
  }

  private void set(double[] values) {
    vector.values().put(0, values, 0, values.length);
    vector.changed();
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>(inner.state());
    state.put(MEAN, Tensor.of(Shape.of(mean.length), mean));
    return state;
  }

  @Override
  public void restore(Map<String, Tensor> state) {
    Tensor found = state.get(MEAN);
    if (found == null || found.shape().size() != mean.length) {
      throw new IllegalArgumentException(
          "average: state must have the mean of "
              + mean.length
              + " parameters; got "
              + state.keySet());
    }
    inner.restore(state);
    System.arraycopy(found.toDoubleArray(), 0, mean, 0, mean.length);
  }
}
