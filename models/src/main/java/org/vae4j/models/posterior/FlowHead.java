package org.vae4j.models.posterior;

import java.util.List;
import java.util.stream.Stream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;

/** A head for a diagonal Gaussian and, from the same features, a flow that carries it along. */
final class FlowHead implements PosteriorHead {
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
  public List<Parameter> parameters() {
    return Stream.of(base, flow).flatMap(part -> part.parameters().stream()).toList();
  }
}
