package org.vae4j.models.layer;

import java.util.List;
import org.vae4j.autodiff.Var;

/**
 * Layers one after the other.
 *
 * @param layers at least one
 */
public record Sequence(List<Layer> layers) implements Layers {
  /** Throws {@code IllegalArgumentException} if there is no layer. */
  public Sequence {
    layers = Layers.checked("sequence", layers);
  }

  /** These layers in order. */
  public static Sequence of(Layer... layers) {
    return new Sequence(List.of(layers));
  }

  @Override
  public Var apply(Var x, Mode mode) {
    Var out = x;
    for (Layer layer : layers) {
      out = layer.apply(out, mode);
    }
    return out;
  }

  @Override
  public int outputs() {
    return layers.get(layers.size() - 1).outputs();
  }
}
