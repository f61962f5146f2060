package org.vae4j.models.optimizer;

import java.util.Arrays;
import java.util.Map;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.WorkerTeam;

/**
 * An optimiser whose gradients are scaled first: those of each parameter to length 1, or all of
 * them so that together they are no longer than a bound. Squares are summed in double, in an order
 * that the shapes fix. A gradient of 0 stays 0.
 */
final class Scaled implements Optimizer {
  /** Gradients of each parameter to length 1, as the code of Tomczak, Welling (2018) has it. */
  static final double EACH_TO_ONE = 0;

  private static final double EACH_EPSILON = 1e-7;
  private static final double ALL_EPSILON = 1e-6;

  private final Optimizer inner;
  private final ParameterVector vector;
  private final WorkerTeam team;
  private final double bound;
  private final int[] starts;
  private final int[] lengths;
  private final int[] owners;
  private final double[] sums;
  private final double[] factors;
  private final double[][] scratch;
  private final WorkerTeam.Job measure = this::measure;
  private final WorkerTeam.Job scale = this::scale;

  /** Scales for {@code inner}; {@code bound} is that of the global norm, or 0 for each to 1. */
  Scaled(Optimizer inner, WorkerTeam team, double bound) {
    this.inner = inner;
    this.vector = inner.parameters();
    this.team = team;
    this.bound = bound;
    int chunks = 0;
    for (Parameter parameter : vector.parameters()) {
      chunks += (parameter.shape().size() + Tiles.TILE - 1) / Tiles.TILE;
    }
    starts = new int[chunks];
    lengths = new int[chunks];
    owners = new int[chunks];
    sums = new double[chunks];
    factors = new double[vector.parameters().size()];
    scratch = new double[team.size()][Tiles.TILE];
    cut();
  }

  private void cut() {
    int chunk = 0;
    for (int owner = 0; owner < factors.length; owner++) {
      Parameter parameter = vector.parameters().get(owner);
      int size = parameter.shape().size();
      for (int at = 0; at < size; at += Tiles.TILE, chunk++) {
        starts[chunk] = parameter.offset() + at;
        lengths[chunk] = Math.min(Tiles.TILE, size - at);
        owners[chunk] = owner;
      }
    }
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
    team.run(measure);
    if (factors()) {
      team.run(scale);
    }
    inner.step();
  }

  /** Sets the factor of each parameter; whether any is not 1. */
  private boolean factors() {
    double all = 0;
    Arrays.fill(factors, 0);
    for (int chunk = 0; chunk < sums.length; chunk++) {
      factors[owners[chunk]] += sums[chunk];
      all += sums[chunk];
    }
    double shrink = Math.min(1, bound / (Math.sqrt(all) + ALL_EPSILON));
    for (int i = 0; i < factors.length; i++) {
      factors[i] = bound == EACH_TO_ONE ? 1 / (Math.sqrt(factors[i]) + EACH_EPSILON) : shrink;
    }
    return bound == EACH_TO_ONE || shrink < 1;
  }

  private void measure(int worker) {
    double[] g = scratch[worker];
    for (int chunk = from(worker); chunk < from(worker + 1); chunk++) {
      vector.gradients().get(starts[chunk], g, 0, lengths[chunk]);
      double sum = 0;
      for (int i = 0; i < lengths[chunk]; i++) {
        sum += g[i] * g[i];
      }
      sums[chunk] = sum;
    }
  }

  private void scale(int worker) {
    double[] g = scratch[worker];
    for (int chunk = from(worker); chunk < from(worker + 1); chunk++) {
      double factor = factors[owners[chunk]];
      vector.gradients().get(starts[chunk], g, 0, lengths[chunk]);
      for (int i = 0; i < lengths[chunk]; i++) {
        g[i] *= factor;
      }
      vector.gradients().put(starts[chunk], g, 0, lengths[chunk]);
    }
  }

  private int from(int worker) {
    return (int) ((long) sums.length * worker / team.size());
  }

  @Override
  public Map<String, Tensor> state() {
    return inner.state();
  }

  @Override
  public void restore(Map<String, Tensor> state) {
    inner.restore(state);
  }
}
