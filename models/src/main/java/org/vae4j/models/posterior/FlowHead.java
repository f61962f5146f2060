package org.vae4j.models.posterior;

import java.util.List;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;

/** A head for a diagonal Gaussian and, from the same features, a flow that carries it along. */
final class FlowHead implements PosteriorHead, Compound {
  private final DiagonalHead base;
  private final FlowLayers flow;

  FlowHead(DiagonalHead base, FlowLayers flow) {
    this.base = base;
    this.flow = flow;
  }

  @Override
  public int latent() {
    return base.latent();
  }

  @Override
  public FlowPosterior apply(Var hidden) {
    return new FlowPosterior(base.apply(hidden), flow(hidden));
  }

  Flow flow(Var hidden) {
    return flow.apply(hidden);
  }

  @Override
  public List<Trainable> parts() {
    return List.of(base, flow);
  }
}
