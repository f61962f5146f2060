package org.vae4j.priors;

import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.divergence.GaussianKl;
import org.vae4j.models.MixturePrior;
import org.vae4j.models.Prior;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.Latent;
import org.vae4j.models.posterior.Posterior;

/**
 * A learned mixture of K Gaussians with diagonal covariance: weights by the softmax of logits
 * {@code [K]}, means and log-variances {@code [K, D]}.
 *
 * <p>log p(z) has the component summed out exactly; the KL is the one-sample estimate with it. What
 * training minimises may instead be a relaxed component: {@link ComponentHandling}, which also says
 * which way is refused.
 */
public final class GaussianMixturePrior implements MixturePrior {
  private static final double SPREAD = 0.5;

  private final Parameter logits;
  private final Parameter means;
  private final Parameter logVars;
  private final ComponentHandling handling;

  private GaussianMixturePrior(
      Parameter logits, Parameter means, Parameter logVars, ComponentHandling handling) {
    this.logits = logits;
    this.means = means;
    this.logVars = logVars;
    this.handling = handling;
  }

  /**
   * Equal weights, means drawn from {@code N(0, 0.5^2)}, variances {@code 1 - 0.5^2}: on average
   * over draws the mixture starts with the mean and the covariance of N(0, I).
   */
  public static GaussianMixturePrior drawn(
      int components, int latent, ComponentHandling handling, Initializer initializer) {
    Check.atLeastOne("gmm: components", components);
    Shape shape = Shape.of(components, Check.atLeastOne("gmm: latent", latent));
    return new GaussianMixturePrior(
        initializer.constant("prior.logits", Shape.of(components), 0),
        initializer.normal("prior.means", shape, 0, SPREAD),
        initializer.constant("prior.log-vars", shape, Math.log1p(-SPREAD * SPREAD)),
        handling);
  }

  /**
   * A mixture that starts here: logits {@code [K]}, means and log-variances {@code [K, D]}. Throws
   * {@code IllegalArgumentException} on other shapes.
   */
  public static GaussianMixturePrior of(
      Tensor logits, Tensor means, Tensor logVars, ComponentHandling handling) {
    check(logits, means, logVars);
    return new GaussianMixturePrior(
        new Parameter("prior.logits", logits),
        new Parameter("prior.means", means),
        new Parameter("prior.log-vars", logVars),
        handling);
  }

  private static void check(Tensor logits, Tensor means, Tensor logVars) {
    boolean fits =
        logits.shape().rank() == 1
            && means.shape().rank() == 2
            && means.shape().size() > 0
            && means.shape().dim(0) == logits.shape().dim(0)
            && logVars.shape().equals(means.shape());
    if (!fits) {
      throw new IllegalArgumentException(
          "gmm: logits must be [K], means and log-variances [K, D]; got "
              + logits.shape()
              + ", "
              + means.shape()
              + " and "
              + logVars.shape());
    }
  }

  /**
   * Moves the components, as to clusters found among encoded data; K and D stay. Throws {@code
   * IllegalArgumentException} on other shapes.
   */
  public void restart(Tensor logits, Tensor means, Tensor logVars) {
    check(logits, means, logVars);
    this.logits.assign(logits);
    this.means.assign(means);
    this.logVars.assign(logVars);
  }

  @Override
  public int latent() {
    return means.shape().dim(1);
  }

  @Override
  public int components() {
    return means.shape().dim(0);
  }

  /** The logarithms of the weights, {@code [K]}. */
  public Var logWeights() {
    return logits.var().minus(logits.var().logSumExp());
  }

  DiagonalMixture mixture() {
    return new DiagonalMixture(logWeights(), new DiagonalGaussian(means.var(), logVars.var()));
  }

  @Override
  public Var logDensity(Var z) {
    return mixture().logDensity(z);
  }

  @Override
  public Var logJoint(Var z) {
    return mixture().joint(z);
  }

  @Override
  public Var sample(String name, int count) {
    return mixture().sample(name, count);
  }

  /** {@code KL(q || p_c)} for each component, closed, in nats, {@code [B, K]}. */
  public Var klByComponent(DiagonalGaussian q) {
    return GaussianKl.diagonal(
            DiagonalMixture.perComponent(q.mean()),
            DiagonalMixture.perComponent(q.logVar()),
            means.var(),
            logVars.var())
        .kl();
  }

  /**
   * {@code log q(c|x)} for the best q(c|x) that does not depend on z, {@code gamma_c ~ pi_c
   * exp(-KL(q || p_c))}, {@code [B, K]}.
   */
  public Var logResponsibilities(DiagonalGaussian q) {
    return logSoftmax(logWeights().minus(klByComponent(q)));
  }

  /**
   * An upper bound of {@code KL(q || p)} in closed form, {@code -log sum_c pi_c exp(-KL(q || p_c))}
   * in nats, {@code [B]}; equal to {@code sum_c gamma_c KL_c + KL(gamma || pi)}. Source: the
   * variational approximation of Hershey, Olsen (2007), which for a single Gaussian q is a bound.
   */
  public Var klBound(DiagonalGaussian q) {
    return logWeights().minus(klByComponent(q)).logSumExp(1).negate();
  }

  /**
   * What training minimises, {@code [B]} in nats: {@link #klFrom}, or the relaxed component.
   *
   * <p>With {@code gamma} of {@link #logResponsibilities}, {@code sum_c gamma_c KL_c + KL(gamma ||
   * pi)} is a bound ({@link #klBound}). {@link ComponentHandling#GUMBEL_SOFTMAX} puts a relaxed
   * sample {@code c~ = softmax((log gamma + g) / temperature)} for gamma into the first term and
   * keeps the second exact. At temperature 0 its mean is the bound; above it is neither that nor a
   * bound of anything, so it is never reported. Source: Jang, Gu, Poole (2017), arXiv:1611.01144;
   * Maddison, Mnih, Teh (2017), arXiv:1611.00712.
   */
  @Override
  public Var trainingKl(Posterior q, Latent draws) {
    return switch (handling) {
      case MARGINAL -> klFrom(q, draws);
      case GUMBEL_SOFTMAX -> relaxedKl(diagonal(q));
    };
  }

  private static DiagonalGaussian diagonal(Posterior q) {
    if (q instanceof DiagonalGaussian gaussian) {
      return gaussian;
    }
    throw new IllegalArgumentException(
        "gmm: gumbel-softmax needs KL(q || p_c) in closed form, and so a diagonal Gaussian q; got "
            + q.getClass().getSimpleName());
  }

  private Var relaxedKl(DiagonalGaussian q) {
    Var kl = klByComponent(q);
    Var logGamma = logResponsibilities(q);
    Var gumbel = Var.noise("prior.component", NoiseKind.GUMBEL, kl.shape());
    Var relaxed = logSoftmax(logGamma.plus(gumbel).over(Var.input(Prior.TEMPERATURE))).exp();
    Var categorical = logGamma.exp().times(logGamma.minus(logWeights()));
    return relaxed.times(kl).plus(categorical).sum(1);
  }

  private static Var logSoftmax(Var rows) {
    return rows.minus(rows.logSumExp(1).reshape(rows.shape().dim(0), 1));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(logits, means, logVars);
  }

  /** The entry of the catalogue. */
  public static final class Family implements PriorFamily {
    @Override
    public String name() {
      return "gmm";
    }

    @Override
    public String description() {
      return "learned mixture of diagonal Gaussians, components summed out exactly";
    }

    @Override
    public List<String> options() {
      return List.of("components", "gmm-component", "temperature", "temperature-min");
    }

    @Override
    public Prior create(PriorContext context) {
      return drawn(
          context.components(), context.latent(), context.handling(), context.initializer());
    }
  }
}
