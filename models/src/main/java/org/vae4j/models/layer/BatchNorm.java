package org.vae4j.models.layer;

import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;

/**
 * Each feature with mean 0 and variance 1 over the batch, then a scale and a shift of its own:
 * {@code gamma (x - mean) / sqrt(var + epsilon) + beta}, {@code [N, H] -> [N, H]}. Of images, rows
 * {@code [places, C]}, the channels are the features, over all places. Source: Ioffe, Szegedy
 * (2015), arXiv:1502.03167, algorithms 1 and 2.
 *
 * <p>In evaluation mean and variance are running ones, {@code running + 0.1 (batch - running)}
 * after each step, of the unbiased variance; a batch of one row leaves them alone.
 */
public final class BatchNorm implements Layer {
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  private final Parameter scale;
  private final Parameter shift;
  private final Parameter mean;
  private final Parameter variance;
  private final int width;

  /**
   * Of rows of {@code width} numbers that hold images of {@code channels}, as many as the width
   * where they hold none; parameters {@code name.scale} and {@code name.shift}, states {@code
   * name.mean} and {@code name.variance}. Throws {@code IllegalArgumentException} unless channels
   * divide the width.
   */
  public BatchNorm(String name, int width, int channels, Initializer initializer) {
    Normalization.check(name, width, channels);
    this.width = width;
    this.scale = initializer.constant(name + ".scale", Shape.of(channels), 1);
    this.shift = initializer.constant(name + ".shift", Shape.of(channels), 0);
    this.mean = initializer.constant(name + ".mean", Shape.of(channels), 0);
    this.variance = initializer.constant(name + ".variance", Shape.of(channels), 1);
  }

  @Override
  public Var apply(Var x, Mode mode) {
    Rows.checked("batch norm: input", x, width);
    int channels = scale.shape().size();
    Var rows = x.reshape(x.shape().size() / channels, channels);
    return (mode.isTraining() ? byBatch(rows, mode) : byHistory(rows))
        .times(scale.var())
        .plus(shift.var())
        .reshape(x.shape());
  }

  private Var byBatch(Var rows, Mode mode) {
    int n = rows.shape().dim(0);
    Var centre = rows.mean(0);
    Var off = rows.minus(centre);
    Var spread = off.square().mean(0);
    if (n > 1) {
      follow(mean, centre, mode);
      follow(variance, spread.times(n / (n - 1.0)), mode);
    }
    return off.over(spread.plus(EPSILON).sqrt());
  }

  private static void follow(Parameter state, Var batch, Mode mode) {
    Var running = mode.state(state);
    mode.become(state, running.plus(batch.minus(running).times(MOMENTUM)));
  }

  private Var byHistory(Var rows) {
    return rows.minus(mean.var()).over(variance.var().plus(EPSILON).sqrt());
  }

  @Override
  public int outputs() {
    return width;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(scale, shift);
  }

  @Override
  public List<Parameter> states() {
    return List.of(mean, variance);
  }
}
