package org.vae4j.models.layer;

import java.util.List;
import org.vae4j.autodiff.Compound;

/** A layer made of a list of others. */
interface Layers extends Layer, Compound {
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
  default List<Layer> parts() {
    return layers();
  }
}
