package org.vae4j.priors;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.Encoder;
import org.vae4j.models.Prior;
import org.vae4j.models.flow.FlowKind;
import org.vae4j.models.flow.FlowSize;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Mlp;
import org.vae4j.priors.contract.Perturbation;

/**
 * Two-dimensional priors of three components, moved away from where they start to where the
 * components lie well apart.
 */
final class Subjects {
  static final int COMPONENTS = 3;
  static final int FEATURES = 4;
  static final int EXAMPLES = 100;
  private static final Initializer INITIALIZER = new Initializer(1);

  private Subjects() {}

  static PriorContext context(ComponentHandling handling, PseudoInputs pseudoInputs) {
    return context(encoder(), FEATURES, handling, pseudoInputs);
  }

  static PriorContext context(
      Encoder encoder, int features, ComponentHandling handling, PseudoInputs pseudoInputs) {
    return new PriorContext(
        encoder,
        features,
        EXAMPLES,
        COMPONENTS,
        handling,
        pseudoInputs,
        PriorOptions.none(),
        count -> Tensor.filled(Shape.of(count, features), 0.5),
        INITIALIZER);
  }

  static Encoder encoder() {
    Mlp trunk = new Mlp("encoder", FEATURES, List.of(3), Activation.TANH, INITIALIZER);
    return new Encoder(trunk, 2, INITIALIZER);
  }

  /** A flow of that kind, small and bent enough for its density to be far from a normal one. */
  static FlowPrior flow(FlowKind kind) {
    FlowPrior flow = FlowPrior.of(kind, 2, FlowSize.of(4, 6), INITIALIZER);
    Perturbation.of(0.5, 2).applyTo(flow);
    return flow;
  }

  /**
   * A prior of the catalogue after a perturbation: the first of which the components, if there are
   * any, lie well apart. A flow is small, since a perturbed one of the usual size has peaks too
   * narrow for cubature; so has a t of few degrees of freedom tails too long for it.
   */
  static Prior of(String name, ComponentHandling handling) {
    if (name.equals("flow")) {
      return flow(FlowKind.COUPLING);
    }
    double scale = name.equals("student-t") ? 0.4 : 1;
    for (int seed = 1; seed < 10_000; seed++) {
      Prior prior = PriorCatalogue.load().find(name).create(context(handling, PseudoInputs.NOISE));
      Perturbation.of(scale, seed).applyTo(prior);
      if (mixture(prior).map(Subjects::isWellApart).orElse(true)) {
        return prior;
      }
    }
    throw new AssertionError("no perturbation of " + name + " moves its components apart");
  }

  private static Optional<DiagonalMixture> mixture(Prior prior) {
    if (prior instanceof GaussianMixturePrior gmm) {
      return Optional.of(gmm.mixture());
    }
    return prior instanceof VampPrior vamp ? vamp.mixture() : Optional.empty();
  }

  /**
   * Three standard deviations along some axis between any two components, no weight below a tenth,
   * no variance outside 0.02 to 4.
   */
  private static boolean isWellApart(DiagonalMixture mixture) {
    Tensor mean = Engine.evaluate(mixture.components().mean());
    Tensor variance = Engine.evaluate(mixture.components().logVar().exp());
    Tensor weights = Engine.evaluate(mixture.logWeights().exp());
    boolean apart =
        Arrays.stream(weights.toDoubleArray()).allMatch(w -> w > 0.1)
            && Arrays.stream(variance.toDoubleArray()).allMatch(v -> v > 0.02 && v < 4);
    for (int i = 0; i < COMPONENTS; i++) {
      for (int j = 0; j < i; j++) {
        apart &= Math.max(distance(mean, variance, i, j, 0), distance(mean, variance, i, j, 1)) > 3;
      }
    }
    return apart;
  }

  private static double distance(Tensor mean, Tensor variance, int i, int j, int axis) {
    double pooled = (variance.at(i, axis) + variance.at(j, axis)) / 2;
    return Math.abs(mean.at(i, axis) - mean.at(j, axis)) / Math.sqrt(pooled);
  }

  static GaussianMixturePrior gmm(ComponentHandling handling) {
    return (GaussianMixturePrior) of("gmm", handling);
  }

  static VampPrior vamp() {
    return (VampPrior) of("vamp", ComponentHandling.MARGINAL);
  }
}
