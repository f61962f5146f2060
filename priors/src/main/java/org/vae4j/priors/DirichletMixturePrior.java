package org.vae4j.priors;

import java.util.Arrays;
import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.divergence.closed.FamilyKl;
import org.vae4j.models.Prior;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.option.Option;
import org.vae4j.models.option.Rules;
import org.vae4j.models.posterior.Latent;
import org.vae4j.models.posterior.Posterior;

/**
 * A mixture of K diagonal Gaussians whose weights have a Dirichlet prior, so that training decides
 * how many of the components live. Weights are random, with q(pi) a Dirichlet of concentrations
 * {@code a_k = alpha + N s_k}, s the softmax of logits: the form of the best one, where {@code N
 * s_k} is the number of examples that fall to component k. Means and variances are parameters.
 * Source: Attias (2000); Bishop (2006), Pattern Recognition and Machine Learning, section 10.2 with
 * eq. 10.66; that spare components empty where alpha is below half of a component's free
 * parameters, Rousseau, Mengersen (2011).
 *
 * <p>Training goes by a lower bound of the evidence with the weights integrated out: the component
 * has weight {@code exp E[log pi_k]}, and the KL of q(pi) from the prior counts 1/N for each of the
 * N examples. What is reported is the density at the mean weights, {@code sum_k E[pi_k] N(z; m_k,
 * v_k)}, without that term: a bound of the likelihood of the model with those weights, and never
 * below the former. Objectives that weigh draws by log p(z) itself, such as IWAE, train on the
 * density alone: there the number of components is not learned.
 */
public final class DirichletMixturePrior extends LearnedMixture {
  private static final String NAME = "dirichlet-gmm";

  private final double concentration;
  private final int examples;

  private DirichletMixturePrior(
      Parameter logits, Components gaussians, double concentration, int examples) {
    super(logits, gaussians);
    this.concentration = concentration;
    this.examples = examples;
  }

  /**
   * A mixture of {@code shape [K, D]} for so many examples, that starts as a {@link
   * GaussianMixturePrior} does. Throws {@code IllegalArgumentException} unless sizes and the
   * concentration alpha of each weight are positive.
   */
  public static DirichletMixturePrior drawn(
      Shape shape, double concentration, int examples, Initializer initializer) {
    if (!(shape.rank() == 2 && shape.size() > 0)) {
      throw new IllegalArgumentException(
          "dirichlet-gmm: components must be [K, D] with K and D >= 1; got " + shape);
    }
    if (!(concentration > 0 && concentration <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "dirichlet-gmm: concentration must be > 0 and finite; got " + concentration);
    }
    return new DirichletMixturePrior(
        equalLogits(shape, initializer),
        Components.drawn(shape, Covariance.DIAGONAL, initializer),
        concentration,
        Check.atLeastOne("dirichlet-gmm: examples", examples));
  }

  /** The concentrations of q(pi), {@code [K]}. */
  public Var concentrations() {
    return logits().var().softmax(0).times(examples).plus(concentration);
  }

  private double total() {
    return concentration * components() + examples;
  }

  /** {@code log E[pi_k]}, {@code [K]}. */
  public Var logMeanWeights() {
    return concentrations().log().minus(Math.log(total()));
  }

  /** {@code E[log pi_k]}, {@code [K]}: as weights they sum to less than 1. */
  public Var meanLogWeights() {
    return concentrations().digamma().minus(Var.constant(total()).digamma());
  }

  /** KL(q(pi) || p(pi)) in nats, once for all examples; a scalar. */
  public Var weightsKl() {
    Var prior = Var.constant(concentration).broadcastTo(logits().shape());
    return FamilyKl.dirichlet(concentrations(), prior).kl().reshape(Shape.of());
  }

  /** How many components stand for at least one example. */
  public int live() {
    double[] logit = logits().value().toDoubleArray();
    double top = Arrays.stream(logit).max().orElseThrow();
    double sum = Arrays.stream(logit).map(l -> Math.exp(l - top)).sum();
    return (int) Arrays.stream(logit).filter(l -> Math.exp(l - top) / sum * examples >= 1).count();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  Var logMixingWeights() {
    return logMeanWeights();
  }

  /**
   * {@code log q(z|x) - log sum_k exp(E[log pi_k]) N(z; m_k, v_k) + KL(q(pi) || p(pi)) / N} at the
   * draws, in nats, {@code [B]}.
   */
  @Override
  public Var trainingKl(Posterior q, Latent draws) {
    Var density = mixture(meanLogWeights()).logDensity(draws.z());
    Var each = draws.mean(draws.logDensity().minus(draws.perDraw(density)));
    return each.plus(weightsKl().times(1.0 / examples));
  }

  /** The entry of the catalogue. */
  public static final class Family implements PriorFamily {
    /** K at most. */
    public static final Option<Integer> COMPONENTS = MixtureOptions.components(30);

    /** Alpha of each weight. */
    public static final Option<Double> CONCENTRATION =
        Option.number(
            "concentration",
            "NUMBER",
            "0.001",
            "of each weight; small: few components",
            Rules::positive);

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "mixture of diagonal Gaussians that learns how many of them live";
    }

    @Override
    public List<Option<?>> options() {
      return List.of(COMPONENTS, CONCENTRATION);
    }

    @Override
    public List<String> concerns() {
      return MixtureOptions.CLUSTERS;
    }

    @Override
    public Prior create(PriorContext context) {
      return drawn(
          Shape.of(MixtureOptions.count(COMPONENTS, context), context.latent()),
          context.options().of(CONCENTRATION),
          context.examples().count(),
          context.initializer());
    }
  }
}
