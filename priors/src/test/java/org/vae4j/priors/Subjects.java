package org.vae4j.priors;

import java.util.List;
import java.util.Map;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.Encoder;
import org.vae4j.models.Prior;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Mlp;
import org.vae4j.priors.contract.Perturbation;

/**
 * Two-dimensional priors of three components, moved away from where they start to where the
 * components lie well apart ({@link SubjectsTest} says how far).
 */
final class Subjects {
  static final int COMPONENTS = 3;
  static final int FEATURES = 4;
  private static final Initializer INITIALIZER = new Initializer(1);

  /** The seed that moves a family's components apart; 1 for families without components. */
  private static final Map<String, Integer> SEEDS = Map.of("gmm", 220, "vamp", 214);

  private Subjects() {}

  static PriorContext context(ComponentHandling handling, PseudoInputs pseudoInputs) {
    return new PriorContext(
        encoder(),
        FEATURES,
        COMPONENTS,
        handling,
        pseudoInputs,
        count -> Tensor.filled(Shape.of(count, FEATURES), 0.5),
        INITIALIZER);
  }

  static Encoder encoder() {
    Mlp trunk = new Mlp("encoder", FEATURES, List.of(3), Activation.TANH, INITIALIZER);
    return new Encoder(trunk, 2, INITIALIZER);
  }

  /** A prior of the catalogue after the perturbation. */
  static Prior of(String name, ComponentHandling handling) {
    Prior prior = PriorCatalogue.load().find(name).create(context(handling, PseudoInputs.NOISE));
    Perturbation.of(1, SEEDS.getOrDefault(name, 1)).applyTo(prior);
    return prior;
  }

  static GaussianMixturePrior gmm(ComponentHandling handling) {
    return (GaussianMixturePrior) of("gmm", handling);
  }

  static VampPrior vamp() {
    return (VampPrior) of("vamp", ComponentHandling.MARGINAL);
  }
}
