package org.vae4j.models.layer;

import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;

/**
 * Layers applied to the same rows, their outputs laid side by side.
 *
 * @param layers at least one
 */
public record Parallel(List<Layer> layers) implements Layer {
  /** Throws {@code IllegalArgumentException} if there is no layer. */
  public Parallel {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("parallel: must have one or more layers; got none");
    }
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

  @Override
  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  @Override
  public List<Parameter> states() {
    return layers.stream().flatMap(layer -> layer.states().stream()).toList();
  }
}
