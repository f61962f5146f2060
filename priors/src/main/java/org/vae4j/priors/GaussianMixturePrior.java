package org.vae4j.priors;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.KlParts;
import org.vae4j.models.Prior;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.option.Option;
import org.vae4j.models.posterior.Latent;
import org.vae4j.models.posterior.Posterior;

/**
 * A learned mixture of K Gaussians with diagonal or full covariance; weights by the softmax of
 * logits {@code [K]}.
 *
 * <p>log p(z) has the component summed out exactly; the KL is the one-sample estimate with it. What
 * training minimises may instead be a bound or a relaxed component: {@link ComponentHandling},
 * which also says which way is refused.
 */
public final class GaussianMixturePrior extends LearnedMixture {
  private static final String NAME = "gmm";

  private final ComponentHandling handling;

  private GaussianMixturePrior(Parameter logits, Components gaussians, ComponentHandling handling) {
    super(logits, gaussians);
    this.handling = handling;
  }

  /**
   * Components with diagonal covariance: see {@link #drawn(int, int, Covariance, ComponentHandling,
   * Initializer)}.
   */
  public static GaussianMixturePrior drawn(
      int components, int latent, ComponentHandling handling, Initializer initializer) {
    return drawn(components, latent, Covariance.DIAGONAL, handling, initializer);
  }

  /**
   * Equal weights, means drawn from {@code N(0, 0.5^2)}, variances {@code 1 - 0.5^2}: on average
   * over draws the mixture starts with the mean and the covariance of N(0, I).
   */
  public static GaussianMixturePrior drawn(
      int components,
      int latent,
      Covariance covariance,
      ComponentHandling handling,
      Initializer initializer) {
    Check.atLeastOne("gmm: components", components);
    Shape shape = Shape.of(components, Check.atLeastOne("gmm: latent", latent));
    return new GaussianMixturePrior(
        equalLogits(shape, initializer),
        Components.drawn(shape, covariance, initializer),
        handling);
  }

  /**
   * A mixture that starts here: finite logits {@code [K]}, means and log-variances {@code [K, D]}.
   * Throws {@code IllegalArgumentException} for others.
   */
  public static GaussianMixturePrior of(
      Tensor logits, Tensor means, Tensor logVars, ComponentHandling handling) {
    check(logits, means, logVars.shape().equals(means.shape()), "log-variances [K, D]", logVars);
    return new GaussianMixturePrior(
        new Parameter("prior.logits", logits), new DiagonalComponents(means, logVars), handling);
  }

  /**
   * A mixture with full covariances that starts here: finite logits {@code [K]}, means {@code [K,
   * D]}, lower Cholesky factors {@code [K, D, D]} with positive diagonals. Throws {@code
   * IllegalArgumentException} for others.
   */
  public static GaussianMixturePrior ofFull(
      Tensor logits, Tensor means, Tensor choleskys, ComponentHandling handling) {
    boolean fits =
        means.shape().rank() == 2
            && choleskys.shape().equals(means.shape().append(means.shape().dim(1)));
    check(logits, means, fits, "Cholesky factors [K, D, D]", choleskys);
    for (double diagonal : choleskys.diagonal().toDoubleArray()) {
      if (!(diagonal > 0 && diagonal <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "gmm: diagonals of Cholesky factors must be > 0 and finite; got " + diagonal);
      }
    }
    return new GaussianMixturePrior(
        new Parameter("prior.logits", logits), new FullComponents(means, choleskys), handling);
  }

  private static void check(Tensor logits, Tensor means, boolean rest, String what, Tensor got) {
    boolean fits =
        logits.shape().rank() == 1
            && means.shape().rank() == 2
            && means.shape().size() > 0
            && means.shape().dim(0) == logits.shape().dim(0);
    if (!(fits && rest)) {
      throw new IllegalArgumentException(
          "gmm: must have logits [K], means [K, D] and %s; got %s, %s and %s"
              .formatted(what, logits.shape(), means.shape(), got.shape()));
    }
    for (double logit : logits.toDoubleArray()) {
      if (!Double.isFinite(logit)) {
        throw new IllegalArgumentException("gmm: logits must be finite; got " + logit);
      }
    }
  }

  /** The logarithms of the weights, {@code [K]}. */
  public Var logWeights() {
    return logits().var().logSoftmax(0);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String inFull() {
    return NAME + " with gmm-component " + handling;
  }

  @Override
  Var logMixingWeights() {
    return logWeights();
  }

  /**
   * An upper bound of {@code KL(q || p)} in closed form, {@code -log sum_c pi_c exp(-KL(q || p_c))}
   * in nats, {@code [B]}: {@code sum_c gamma_c KL_c + KL(gamma || pi)} at the best q(c|x) that does
   * not depend on z. Throws {@code IllegalArgumentException} unless q is Gaussian. Source: the
   * variational approximation of Hershey, Olsen (2007), which for a single Gaussian q is a bound.
   */
  public Var klBound(Posterior q) {
    ComponentKl kl = ComponentKl.least(mixture(), q);
    return kl.logWeights().minus(kl.terms().kl()).logSumExp(1).negate();
  }

  /**
   * What training minimises, {@code [B]} in nats: {@link #klFrom}, a bound of it, or a bound with a
   * sampled component.
   *
   * <p>With {@code gamma_c ~ pi_c exp(-KL(q || p_c))}, {@code sum_c gamma_c KL_c + KL(gamma || pi)}
   * is a bound ({@link #klBound}). {@link ComponentHandling#GUMBEL_SOFTMAX} puts a relaxed sample
   * {@code c~ = softmax((log gamma + g) / temperature)} for gamma into the first term and keeps the
   * second exact. At temperature 0 its mean is the bound; above it is neither that nor a bound of
   * anything. {@link ComponentHandling#GUMBEL_STRAIGHT_THROUGH} puts the sample itself there: its
   * mean is the bound at any temperature, its gradient is biased. Neither is ever reported. Source:
   * Jang, Gu, Poole (2017), arXiv:1611.01144; Maddison, Mnih, Teh (2017), arXiv:1611.00712.
   */
  @Override
  public Var trainingKl(Posterior q, Latent draws) {
    return switch (handling) {
      case MARGINAL -> klFrom(q, draws);
      case BOUND -> klBound(q);
      case RESPONSIBILITIES -> ComponentKl.atDraws(mixture(), q, draws).parts().kl();
      case GUMBEL_SOFTMAX -> {
        ComponentKl kl = ComponentKl.least(mixture(), q);
        yield kl.at(OneHot.relaxed("prior.component", kl.logGamma()));
      }
      case GUMBEL_STRAIGHT_THROUGH -> {
        ComponentKl kl = ComponentKl.least(mixture(), q);
        yield kl.at(OneHot.straightThrough("prior.component", kl.logGamma()));
      }
    };
  }

  /** The parts of the two bounds that come in closed form; empty for other handlings. */
  @Override
  public Optional<KlParts> trainingParts(Posterior q, Latent draws) {
    return switch (handling) {
      case BOUND -> Optional.of(ComponentKl.least(mixture(), q).parts());
      case RESPONSIBILITIES -> Optional.of(ComponentKl.atDraws(mixture(), q, draws).parts());
      case MARGINAL, GUMBEL_SOFTMAX, GUMBEL_STRAIGHT_THROUGH -> Optional.empty();
    };
  }

  /** The entry of the catalogue. */
  public static final class Family implements PriorFamily {
    /** K. */
    public static final Option<Integer> COMPONENTS = MixtureOptions.components(10);

    /** The covariance of each component. */
    public static final Option<Covariance> COVARIANCE =
        Option.among("gmm-covariance", Covariance.DIAGONAL, "covariance of each component");

    /** What training does with the component. */
    public static final Option<ComponentHandling> HANDLING =
        new Option<>(
            "gmm-component",
            Stream.of(ComponentHandling.values())
                .map(ComponentHandling::toString)
                .collect(Collectors.joining("|")),
            ComponentHandling.MARGINAL.toString(),
            "what training does with the component",
            ComponentHandling::parse,
            ComponentHandling::toString);

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "learned mixture of Gaussians, components summed out exactly";
    }

    @Override
    public List<Option<?>> options() {
      return List.of(COMPONENTS, COVARIANCE, HANDLING);
    }

    @Override
    public List<String> concerns() {
      return MixtureOptions.CLUSTERS;
    }

    @Override
    public Prior create(PriorContext context) {
      return drawn(
          MixtureOptions.count(COMPONENTS, context),
          context.latent(),
          context.options().of(COVARIANCE),
          context.options().of(HANDLING),
          context.initializer());
    }
  }
}
