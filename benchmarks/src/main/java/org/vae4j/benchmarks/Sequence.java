package org.vae4j.benchmarks;

import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.models.layer.Layer;

/**
 * Layers one after the other.
 *
 * @param layers at least one
 */
record Sequence(List<Layer> layers) implements Layer {
  static Sequence of(Layer... layers) {
    return new Sequence(List.of(layers));
  }

  @Override
  public Var apply(Var x) {
    Var out = x;
    for (Layer layer : layers) {
      out = layer.apply(out);
    }
    return out;
  }

  @Override
  public int outputs() {
    return layers.get(layers.size() - 1).outputs();
  }

  @Override
  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }
}
