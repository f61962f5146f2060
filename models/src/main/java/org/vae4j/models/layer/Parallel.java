package org.vae4j.models.layer;

import java.util.List;
import org.vae4j.autodiff.Var;

/**
 * Layers applied to the same rows, their outputs laid side by side.
 *
 * @param layers at least one
 */
public record Parallel(List<Layer> layers) implements Layers {
  /** Throws {@code IllegalArgumentException} if there is no layer. */
  public Parallel {
    layers = Layers.checked("parallel", layers);
  }

  /** These layers, the first one's outputs first. */
  public static Parallel of(Layer... layers) {
    return new Parallel(List.of(layers));
  }

  @Override
  public Var apply(Var x, Mode mode) {
    return Var.concat(1, layers.stream().map(layer -> layer.apply(x, mode)).toList());
  }

  @Override
  public int outputs() {
    return layers.stream().mapToInt(Layer::outputs).sum();
  }
}
