package org.vae4j.models.layer;

import java.util.List;
import org.vae4j.autodiff.Parameter;

/** A layer made of others, whose parameters and states are theirs in order. */
interface Layers extends Layer {
  /** What it is made of, at least one. */
  List<Layer> layers();

  /** A copy of {@code layers}; throws {@code IllegalArgumentException} if there is none. */
  static List<Layer> checked(String name, List<Layer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(name + ": must have one or more layers; got none");
    }
    return List.copyOf(layers);
  }

  @Override
  default List<Parameter> parameters() {
    return layers().stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  @Override
  default List<Parameter> states() {
    return layers().stream().flatMap(layer -> layer.states().stream()).toList();
  }
}
