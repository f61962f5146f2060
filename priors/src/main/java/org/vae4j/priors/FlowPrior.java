package org.vae4j.priors;

import java.util.List;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.models.Prior;
import org.vae4j.models.flow.Bijection;
import org.vae4j.models.flow.FlowKind;
import org.vae4j.models.flow.FlowSize;
import org.vae4j.models.flow.Mapped;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.option.Option;

/**
 * A standard normal seen through a learned invertible map f from codes to noise, {@code log p(z) =
 * log N(f(z); 0, I) + log |det df/dz|}; N(0, I) at start. The KL is the estimate by draws. Source:
 * Dinh, Sohl-Dickstein, Bengio (2017), arXiv:1605.08803; as a prior of a VAE, Huang et al. (2017),
 * arXiv:1710.02248.
 */
public final class FlowPrior implements Prior, Compound {
  private static final String NAME = "flow";

  private final Bijection flow;
  private final StandardNormal noise;

  /** The normal of {@code flow}'s width seen through it. */
  public FlowPrior(Bijection flow) {
    this.flow = flow;
    this.noise = new StandardNormal(flow.width());
  }

  /** A flow of that kind and size, with parameters {@code prior.flow.*}. */
  public static FlowPrior of(FlowKind kind, int latent, FlowSize size, Initializer initializer) {
    Check.atLeastOne("flow: latent", latent);
    return new FlowPrior(kind.chain("prior.flow", latent, size, initializer));
  }

  /** f, from codes to noise. */
  public Bijection flow() {
    return flow;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int latent() {
    return flow.width();
  }

  @Override
  public Var logDensity(Var z) {
    Mapped mapped = flow.forward(z);
    return noise.logDensity(mapped.value()).plus(mapped.logDet());
  }

  /** Noise through the inverse of the map. */
  @Override
  public Var sample(String name, int count) {
    return flow.inverse(noise.sample(name, count)).value();
  }

  @Override
  public List<Trainable> parts() {
    return List.of(flow);
  }

  /** The entry of the catalogue. */
  public static final class Family implements PriorFamily {
    /** What its layers are. */
    public static final Option<FlowKind> KIND =
        Option.among("flow", FlowKind.COUPLING, "kind of layers");

    /** How many. */
    public static final Option<Integer> LAYERS =
        Option.whole("flow-layers", "N", 1, 6, "how many of them");

    /** The width of their hidden layers. */
    public static final Option<Integer> HIDDEN =
        Option.whole("flow-hidden", "N", 1, 100, "width of their hidden layers");

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "N(0, I) seen through learned coupling or autoregressive layers";
    }

    @Override
    public List<Option<?>> options() {
      return List.of(KIND, LAYERS, HIDDEN);
    }

    @Override
    public Prior create(PriorContext context) {
      FlowSize size = FlowSize.of(context.options().of(LAYERS), context.options().of(HIDDEN));
      return of(context.options().of(KIND), context.latent(), size, context.initializer());
    }
  }
}
