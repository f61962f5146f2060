package org.vae4j.priors;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.vae4j.autodiff.Gradients;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
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
import org.vae4j.models.option.OptionValues;
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

  /** A prior of the catalogue with the options that change what it is. */
  record Variant(
      String prior, ComponentHandling handling, Covariance covariance, boolean weighted) {
    static Variant of(String prior) {
      return new Variant(prior, ComponentHandling.MARGINAL, Covariance.DIAGONAL, false);
    }

    static Variant gmm(ComponentHandling handling, Covariance covariance) {
      return new Variant("gmm", handling, covariance, false);
    }

    /** Every prior of the catalogue with every combination of what it understands. */
    static Stream<Variant> all() {
      return PriorCatalogue.load().families().stream()
          .flatMap(
              family ->
                  handlings(family)
                      .flatMap(
                          handling ->
                              covariances(family)
                                  .flatMap(
                                      covariance ->
                                          weights(family)
                                              .map(
                                                  weighted ->
                                                      new Variant(
                                                          family.name(),
                                                          handling,
                                                          covariance,
                                                          weighted)))));
    }

    private static Stream<ComponentHandling> handlings(PriorFamily family) {
      return family.options().contains(GaussianMixturePrior.Family.HANDLING)
          ? Arrays.stream(ComponentHandling.values())
          : Stream.of(ComponentHandling.MARGINAL);
    }

    private static Stream<Covariance> covariances(PriorFamily family) {
      return family.options().contains(GaussianMixturePrior.Family.COVARIANCE)
          ? Arrays.stream(Covariance.values())
          : Stream.of(Covariance.DIAGONAL);
    }

    private static Stream<Boolean> weights(PriorFamily family) {
      return family.options().contains(VampPrior.Family.WEIGHTED)
          ? Stream.of(false, true)
          : Stream.of(false);
    }

    /** What of this the prior knows. */
    OptionValues options() {
      OptionValues all =
          OptionValues.none()
              .with(GaussianMixturePrior.Family.COMPONENTS, COMPONENTS)
              .with(GaussianMixturePrior.Family.HANDLING, handling)
              .with(GaussianMixturePrior.Family.COVARIANCE, covariance)
              .with(VampPrior.Family.START, PseudoInputs.NOISE)
              .with(VampPrior.Family.WEIGHTED, weighted);
      return PriorCatalogue.load().find(prior).own(all);
    }

    @Override
    public String toString() {
      return String.join(
          ", ",
          prior,
          handling.toString(),
          covariance.name().toLowerCase(Locale.ROOT),
          weighted ? "weighted" : "equal");
    }
  }

  static PriorContext context(Encoder encoder, int features, OptionValues options) {
    Examples examples =
        new Examples(
            EXAMPLES, features, true, count -> Tensor.filled(Shape.of(count, features), 0.5));
    return new PriorContext(encoder, examples, options, INITIALIZER);
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
  static Prior of(Variant variant) {
    if (variant.prior().equals("flow")) {
      return flow(FlowKind.COUPLING);
    }
    double scale = variant.prior().equals("student-t") ? 0.4 : 1;
    for (int seed = 1; seed < 10_000; seed++) {
      Prior prior = start(variant);
      Perturbation.of(scale, seed).applyTo(prior);
      if (mixture(prior).map(Subjects::isWellApart).orElse(true)) {
        return prior;
      }
    }
    throw new AssertionError("no perturbation of " + variant + " moves its components apart");
  }

  /** The clip of a VampPrior is one whose gradients are derivatives. */
  private static Prior start(Variant variant) {
    if (variant.prior().equals("vamp")) {
      return VampPrior.fromNoise(
          encoder(),
          Shape.of(COMPONENTS, FEATURES),
          PseudoInputs.NOISE.withWeights(variant.weighted()),
          INITIALIZER);
    }
    PriorContext context = context(encoder(), FEATURES, variant.options());
    return PriorCatalogue.load().create(variant.prior(), context);
  }

  private static Optional<Mixture> mixture(Prior prior) {
    if (prior instanceof GaussianMixturePrior gmm) {
      return Optional.of(gmm.mixture());
    }
    if (prior instanceof DirichletMixturePrior dirichlet) {
      return Optional.of(dirichlet.mixture());
    }
    return prior instanceof VampPrior vamp ? vamp.mixture() : Optional.empty();
  }

  /**
   * Three standard deviations along some axis between any two components, no weight below a tenth,
   * no variance outside 0.02 to 4.
   */
  private static boolean isWellApart(Mixture mixture) {
    Tensor mean = Engine.evaluate(means(mixture));
    Tensor variance = Engine.evaluate(variances(mixture));
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

  private static Var means(Mixture mixture) {
    return mixture instanceof FullMixture full
        ? full.components().mean()
        : ((DiagonalMixture) mixture).components().mean();
  }

  private static Var variances(Mixture mixture) {
    return mixture instanceof FullMixture full
        ? full.components().cholesky().square().sum(-1)
        : ((DiagonalMixture) mixture).components().logVar().exp();
  }

  private static double distance(Tensor mean, Tensor variance, int i, int j, int axis) {
    double pooled = (variance.at(i, axis) + variance.at(j, axis)) / 2;
    return Math.abs(mean.at(i, axis) - mean.at(j, axis)) / Math.sqrt(pooled);
  }

  static GaussianMixturePrior gmm(ComponentHandling handling) {
    return gmm(handling, Covariance.DIAGONAL);
  }

  static GaussianMixturePrior gmm(ComponentHandling handling, Covariance covariance) {
    return (GaussianMixturePrior) of(Variant.gmm(handling, covariance));
  }

  static VampPrior vamp() {
    return (VampPrior) of(Variant.of("vamp"));
  }

  /** The gradients of a scalar in these parameters, wherever in its expression they stand. */
  static List<Var> gradients(Var scalar, List<Parameter> parameters) {
    Graph graph = Graph.of(Map.of("scalar", scalar));
    List<Var> leaves =
        parameters.stream()
            .map(
                parameter ->
                    graph.nodes().stream()
                        .filter(node -> node.op().is(Ops.PARAMETER))
                        .filter(node -> node.op().attribute(0, Parameter.class) == parameter)
                        .findFirst()
                        .orElseThrow())
            .toList();
    return Gradients.of(graph.output("scalar"), leaves);
  }
}
