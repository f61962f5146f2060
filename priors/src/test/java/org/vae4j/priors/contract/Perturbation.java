package org.vae4j.priors.contract;

import java.util.List;
import java.util.Map;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.Prior;
import org.vae4j.models.layer.Initializer;

/**
 * Moves every parameter that a density depends on, the prior's own and others', by seeded normal
 * noise: away from where components are equal and gradients vanish.
 *
 * @param scale standard deviation of the noise
 * @param seed the seed
 */
public record Perturbation(double scale, long seed) {
  /** Noise of this standard deviation from this seed. */
  public static Perturbation of(double scale, long seed) {
    return new Perturbation(scale, seed);
  }

  /** Moves the parameters of {@code prior}. */
  public void applyTo(Prior prior) {
    Initializer noise = new Initializer(seed);
    for (Parameter parameter : parameters(prior)) {
      Tensor step = noise.normal(parameter.name(), parameter.shape(), 0, scale).value();
      parameter.assign(parameter.value().plus(step));
    }
  }

  private static List<Parameter> parameters(Prior prior) {
    Var density = prior.logDensity(Var.input("z", Shape.of(1, prior.latent())));
    return Graph.of(Map.of("density", density)).nodes().stream()
        .filter(node -> node.op().is(Ops.PARAMETER))
        .map(node -> node.op().attribute(0, Parameter.class))
        .toList();
  }
}
