package org.vae4j.models.layer;

import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;

/**
 * Each row with mean 0 and variance 1, then a scale and a shift of each feature: {@code gamma (x -
 * mean) / sqrt(var + 1e-5) + beta}, {@code [N, H] -> [N, H]}. The same in training and evaluation.
 * Source: Ba, Kiros, Hinton (2016), arXiv:1607.06450, eq. 3. Of images, scale and shift are those
 * of a channel.
 */
public final class LayerNorm implements Layer {
  private static final double EPSILON = 1e-5;

  private final Parameter scale;
  private final Parameter shift;
  private final int width;

  /**
   * Of rows of {@code width} numbers that hold images of {@code channels}, as many as the width
   * where they hold none; parameters {@code name.scale} and {@code name.shift}. Throws {@code
   * IllegalArgumentException} unless channels divide the width.
   */
  public LayerNorm(String name, int width, int channels, Initializer initializer) {
    Normalization.check(name, width, channels);
    this.width = width;
    this.scale = initializer.constant(name + ".scale", Shape.of(channels), 1);
    this.shift = initializer.constant(name + ".shift", Shape.of(channels), 0);
  }

  @Override
  public Var apply(Var x, Mode mode) {
    int n = Rows.checked("layer norm: input", x, width).shape().dim(0);
    Var off = x.minus(x.mean(1).reshape(n, 1));
    Var deviation = off.square().mean(1).plus(EPSILON).sqrt().reshape(n, 1);
    int channels = scale.shape().size();
    return off.over(deviation)
        .reshape(x.shape().size() / channels, channels)
        .times(scale.var())
        .plus(shift.var())
        .reshape(x.shape());
  }

  @Override
  public int outputs() {
    return width;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(scale, shift);
  }
}
