package org.vae4j.models.objective;

import java.util.List;
import java.util.function.Function;
import org.vae4j.models.option.Option;
import org.vae4j.models.option.Rules;

/** What objectives can be told; each of {@link ObjectiveKind} declares what it uses. */
public final class ObjectiveOptions {
  /** Draws of z for each example; for each bound, in MIWAE and PIWAE. */
  public static final Option<Integer> SAMPLES =
      Option.whole("samples", "S", 1, 1, "draws of z for an image in training");

  /** Whether the KL is estimated by draws even where it has a closed form. */
  public static final Option<Boolean> SAMPLED_KL =
      Option.between(
          "kl", "closed", false, "sampled", true, "KL: closed where it can be, or by the draws");

  /** How the gradient of a bound is estimated. */
  public static final Option<GradientEstimator> GRADIENT =
      Option.among("gradient", GradientEstimator.TOTAL, "gradient estimator");

  /**
   * Weight of the KL in a beta-VAE, of the total correlation in a beta-TC-VAE; 4 is that of Higgins
   * et al. (2017) on drawn shapes, for which the authors of the latter run their program with 6.
   */
  public static final Option<Double> BETA =
      Option.number(
          "beta",
          "B",
          "4",
          "weight of the KL in beta-vae, of TC in beta-tc-vae",
          Rules::notNegative);

  /** Floor of the KL of a dimension, in nats. */
  public static final Option<Double> FREE_BITS =
      Option.number(
          "free-bits", "F", "0.25", "nats of a dimension that are free", Rules::notNegative);

  /** Weights of the mean, variance and log-determinant term. */
  public static final Option<List<Schedule>> KL_WEIGHTS = klWeights();

  /**
   * Capacity of the KL, in nats, which Burgess et al. (2018) let grow to 25 over 100 000 steps;
   * here over epochs.
   */
  public static final Option<Schedule> CAPACITY =
      new Option<>(
          "capacity",
          "C",
          "0..25:10",
          "nats at which the KL is held",
          text -> schedule("capacity", text),
          ObjectiveOptions::plain);

  /** Weight of the KL's distance from its capacity. */
  public static final Option<Double> CAPACITY_WEIGHT =
      Option.number(
          "capacity-weight", "G", "1000", "weight of its distance from there", Rules::notNegative);

  /** How the total correlation is estimated. */
  public static final Option<TotalCorrelation> TOTAL_CORRELATION =
      Option.among("total-correlation", TotalCorrelation.WEIGHTED, "estimator of q(z)");

  /** M of MIWAE and PIWAE. */
  public static final Option<Integer> BOUNDS =
      Option.whole("bounds", "M", 1, 8, "bounds that are averaged");

  /** Share of the evidence lower bound in CIWAE. */
  public static final Option<Double> SHARE =
      Option.number("share", "F", "0.5", "share of the elbo", Rules::share);

  /** Order of the Renyi bound. */
  public static final Option<Double> ALPHA =
      Option.number("alpha", "A", "0.5", "order of the divergence", Rules::notNegative);

  /**
   * Weight of what codes and prior are matched by, the lambda of each paper; 10 is that of
   * Tolstikhin et al. (2018) on MNIST. The phases of an adversarial autoencoder weigh alike in its
   * paper; here it has the weight of the others.
   */
  public static final Option<Double> MATCHING_WEIGHT =
      Option.number(
          "matching-weight",
          "W",
          "10",
          "weight of what codes and prior are matched by",
          Rules::notNegative);

  /** What InfoVAE takes from the KL. */
  public static final Option<Double> INFO_ALPHA =
      Option.number("info-alpha", "A", "0.5", "what is taken from the KL", Rules::finite);

  /** Kernel of the maximum mean discrepancy. */
  public static final Option<Matching.KernelKind> MMD_KERNEL =
      Option.among("mmd-kernel", Matching.KernelKind.MULTIQUADRIC, "kernel of the MMD");

  /** Directions of the sliced Wasserstein distance. */
  public static final Option<Integer> DIRECTIONS =
      Option.whole("directions", "N", 1, 50, "directions that codes are projected on");

  /** Entropy of the Sinkhorn divergence, in units of the mean cost. */
  public static final Option<Double> SINKHORN_EPSILON =
      Option.number(
          "sinkhorn-epsilon", "E", "0.1", "entropy, in units of the mean cost", Rules::positive);

  /**
   * Widths of the hidden layers of an adversary; two of 1000 in Makhzani et al. (2016), beside
   * networks of 1000. Here those of the networks, 300.
   */
  public static final Option<List<Integer>> DISCRIMINATOR =
      Option.wholes("discriminator", "N,..", 1, "300,300", "hidden widths of the discriminator");

  private ObjectiveOptions() {}

  private static Option<List<Schedule>> klWeights() {
    String name = "kl-weights";
    Function<String, List<Schedule>> each = Option.list(text -> schedule(name, text));
    return new Option<>(
        name,
        "M,V,L",
        "1,1,1",
        "weights of mean, variance, log-determinant; each a number or"
            + " FROM..TO[:linear|cosine|cyclical]:EPOCHS",
        text -> three(name, each.apply(text)),
        weights -> weights.stream().map(ObjectiveOptions::plain).toList());
  }

  private static List<Schedule> three(String name, List<Schedule> weights) {
    Check.require(
        weights.size() == 3,
        name + " must be three, of mean, variance and log-determinant",
        weights.size());
    return weights;
  }

  private static Schedule schedule(String name, String text) {
    try {
      return Schedule.parse(text);
    } catch (IllegalArgumentException bad) {
      throw new IllegalArgumentException(name + ": " + bad.getMessage(), bad);
    }
  }

  private static Object plain(Schedule schedule) {
    return schedule.isConstant() ? (Object) schedule.to() : schedule.text();
  }
}
