package org.vae4j.models.objective;

import static org.vae4j.models.objective.ObjectiveOptions.ALPHA;
import static org.vae4j.models.objective.ObjectiveOptions.BETA;
import static org.vae4j.models.objective.ObjectiveOptions.BOUNDS;
import static org.vae4j.models.objective.ObjectiveOptions.CAPACITY_WEIGHT;
import static org.vae4j.models.objective.ObjectiveOptions.DIRECTIONS;
import static org.vae4j.models.objective.ObjectiveOptions.DISCRIMINATOR;
import static org.vae4j.models.objective.ObjectiveOptions.GRADIENT;
import static org.vae4j.models.objective.ObjectiveOptions.INFO_ALPHA;
import static org.vae4j.models.objective.ObjectiveOptions.KL_WEIGHTS;
import static org.vae4j.models.objective.ObjectiveOptions.MATCHING_WEIGHT;
import static org.vae4j.models.objective.ObjectiveOptions.MMD_KERNEL;
import static org.vae4j.models.objective.ObjectiveOptions.SAMPLED_KL;
import static org.vae4j.models.objective.ObjectiveOptions.SAMPLES;
import static org.vae4j.models.objective.ObjectiveOptions.SHARE;
import static org.vae4j.models.objective.ObjectiveOptions.SINKHORN_EPSILON;
import static org.vae4j.models.objective.ObjectiveOptions.TOTAL_CORRELATION;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.vae4j.core.Choice;
import org.vae4j.models.option.Configurable;
import org.vae4j.models.option.Option;
import org.vae4j.models.option.OptionValues;

/** The objectives that are chosen by name, each with the options that it uses. */
public enum ObjectiveKind implements Configurable {
  /** The evidence lower bound. */
  ELBO(1, o -> new Elbo(o.of(SAMPLES), o.of(SAMPLED_KL), o.of(GRADIENT)), SAMPLED_KL, GRADIENT),
  /** Reconstruction plus a weighted KL. */
  BETA_VAE(1, o -> new BetaElbo(o.of(SAMPLES), o.of(BETA)), BETA),
  /** A KL that counts from a floor on. */
  FREE_BITS(
      1,
      o -> new FreeBits(o.of(SAMPLES), o.of(ObjectiveOptions.FREE_BITS)),
      ObjectiveOptions.FREE_BITS),
  /** A KL held at a capacity that grows. */
  CAPACITY(
      1,
      o -> new Capacity(o.of(SAMPLES), o.of(CAPACITY_WEIGHT), o.of(ObjectiveOptions.CAPACITY)),
      ObjectiveOptions.CAPACITY,
      CAPACITY_WEIGHT),
  /** A Gaussian KL whose terms have weights. */
  WEIGHTED_KL(1, o -> weighted(o.of(SAMPLES), o.of(KL_WEIGHTS)), KL_WEIGHTS),
  /** A KL whose total correlation has a weight. */
  BETA_TC_VAE(
      (o, c) -> new BetaTcVae(o.of(BETA), o.of(TOTAL_CORRELATION), c.examples()),
      BETA,
      TOTAL_CORRELATION),
  /** The importance-weighted bound. */
  IWAE(2, o -> new Iwae(o.of(SAMPLES), o.of(GRADIENT)), GRADIENT),
  /** The mean of importance-weighted bounds. */
  MIWAE(2, o -> new Miwae(o.of(BOUNDS), o.of(SAMPLES)), BOUNDS),
  /** An importance-weighted bound for the decoder, the mean of several for the encoder. */
  PIWAE(2, o -> new Piwae(o.of(BOUNDS), o.of(SAMPLES)), BOUNDS),
  /** A blend of evidence lower bound and importance-weighted bound. */
  CIWAE(2, o -> new Ciwae(o.of(SAMPLES), o.of(SHARE)), SHARE),
  /** The variational Renyi bound. */
  RENYI(2, o -> new Renyi(o.of(SAMPLES), o.of(ALPHA)), ALPHA),
  /** The importance-weighted bound less its leading bias. */
  JVI(2, o -> new Jackknife(o.of(SAMPLES))),
  /** A KL and an MMD of the aggregate posterior. */
  INFO_VAE(
      (o, c) -> new InfoVae(o.of(INFO_ALPHA), o.of(MATCHING_WEIGHT), discrepancy(o)),
      MATCHING_WEIGHT,
      INFO_ALPHA,
      MMD_KERNEL),
  /** An MMD of the aggregate posterior. */
  WAE_MMD((o, c) -> wasserstein("wae-mmd", o, discrepancy(o)), MATCHING_WEIGHT, MMD_KERNEL),
  /** A sliced Wasserstein distance of the aggregate posterior. */
  SLICED_WASSERSTEIN(
      (o, c) -> wasserstein("sliced-wasserstein", o, new Matching.Sliced(o.of(DIRECTIONS))),
      MATCHING_WEIGHT,
      DIRECTIONS),
  /** A Sinkhorn divergence of the aggregate posterior. */
  SINKHORN((o, c) -> wasserstein("sinkhorn", o, entropic(o)), MATCHING_WEIGHT, SINKHORN_EPSILON),
  /** A discriminator between codes and draws of the prior. */
  AAE(
      (o, c) ->
          Adversarial.of(o.of(MATCHING_WEIGHT), c.latent(), o.of(DISCRIMINATOR), c.initializer()),
      MATCHING_WEIGHT,
      DISCRIMINATOR);

  private static final int SINKHORN_ITERATIONS = 20;

  private final int leastSamples;
  private final int mostSamples;
  private final BiFunction<OptionValues, ObjectiveContext, Objective> make;
  private final List<Option<?>> options;

  ObjectiveKind(int leastSamples, Function<OptionValues, Objective> make, Option<?>... own) {
    this.leastSamples = leastSamples;
    this.mostSamples = Integer.MAX_VALUE;
    this.make = (options, context) -> make.apply(options);
    this.options = Stream.concat(Stream.of(SAMPLES), Stream.of(own)).toList();
  }

  /** Of one draw for each example: a sample of the aggregate posterior. */
  ObjectiveKind(BiFunction<OptionValues, ObjectiveContext, Objective> make, Option<?>... own) {
    this.leastSamples = 1;
    this.mostSamples = 1;
    this.make = make;
    this.options = Stream.concat(Stream.of(SAMPLES), Stream.of(own)).toList();
  }

  @Override
  public List<Option<?>> options() {
    return options;
  }

  /** The most draws for each example that it can be trained with. */
  public int mostSamples() {
    return mostSamples;
  }

  private static Objective weighted(int samples, List<Schedule> weights) {
    return new WeightedKl(samples, weights.get(0), weights.get(1), weights.get(2));
  }

  private static Objective wasserstein(String name, OptionValues options, Matching matching) {
    return new WassersteinAutoencoder(name, options.of(MATCHING_WEIGHT), matching);
  }

  private static Matching.MeanDiscrepancy discrepancy(OptionValues options) {
    return new Matching.MeanDiscrepancy(options.of(MMD_KERNEL));
  }

  private static Matching entropic(OptionValues options) {
    return new Matching.Entropic(options.of(SINKHORN_EPSILON), SINKHORN_ITERATIONS);
  }

  /**
   * The objective with these options. Throws {@code IllegalArgumentException} where it has no such
   * option, or where they do not fit.
   */
  public Objective create(OptionValues given, ObjectiveContext context) {
    given.requireOnly(options);
    int samples = given.of(SAMPLES);
    if (!(samples <= mostSamples)) {
      throw new IllegalArgumentException(
          "samples must be 1 for objective %s, which looks at all codes of a batch together; got %d"
              .formatted(Choice.kebab(this), samples));
    }
    if (!(samples >= leastSamples)) {
      throw new IllegalArgumentException(
          "samples must be >= %d for objective %s; got %d"
              .formatted(leastSamples, Choice.kebab(this), samples));
    }
    return make.apply(given, context);
  }
}
