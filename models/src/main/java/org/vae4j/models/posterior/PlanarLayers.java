package org.vae4j.models.posterior;

import java.util.List;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.models.layer.Dense;
import org.vae4j.models.layer.Initializer;

/**
 * Linear maps to the directions, normals and offsets of a {@link PlanarFlow}, so that each example
 * has a flow of its own. Directions start at 0: the flow starts as the identity.
 */
final class PlanarLayers implements FlowLayers, Compound {
  private final Dense directions;
  private final Dense normals;
  private final Dense offsets;
  private final int latent;

  PlanarLayers(int hidden, int latent, int layers, Initializer initializer) {
    this.latent = latent;
    this.directions = Dense.zero("encoder.flow.u", hidden, layers * latent, initializer);
    this.normals = Dense.glorot("encoder.flow.w", hidden, layers * latent, initializer);
    this.offsets = Dense.zero("encoder.flow.b", hidden, layers, initializer);
  }

  @Override
  public PlanarFlow apply(Var hidden) {
    int n = hidden.shape().dim(0);
    int k = offsets.outputs();
    return PlanarFlow.of(
        directions.apply(hidden).reshape(n, k, latent),
        normals.apply(hidden).reshape(n, k, latent),
        offsets.apply(hidden));
  }

  @Override
  public List<Trainable> parts() {
    return List.of(directions, normals, offsets);
  }
}
