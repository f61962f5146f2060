package org.vae4j.cli.report;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.models.evaluate.ActiveUnits;
import org.vae4j.models.evaluate.Aggregate;
import org.vae4j.models.evaluate.ComponentUse;
import org.vae4j.models.evaluate.Diagnostics;
import org.vae4j.models.evaluate.GradientSignal;
import org.vae4j.models.evaluate.KlByDimension;
import org.vae4j.models.evaluate.LogLikelihood;
import org.vae4j.models.evaluate.MeanKl;
import org.vae4j.models.evaluate.Symptom;

/**
 * How a run uses its codes, as it stands in {@code report.json}: nats per image.
 *
 * @param symptoms what is wrong, and what to try; empty where nothing is
 * @param kl the parts of the KL, over test images
 * @param latents the dimensions of z, over training images
 * @param information what codes say about their images, over training images
 * @param components how the prior's components are used, over training images; null without any
 * @param importanceSampling how far the log-likelihood can be trusted, over test images
 * @param encoderGradient signal and noise of the encoder's gradient
 */
public record DiagnosticsReport(
    List<Symptom> symptoms,
    Kl kl,
    Latents latents,
    Information information,
    Components components,
    ImportanceSampling importanceSampling,
    Gradient encoderGradient) {

  /**
   * The parts of the KL by one draw of z: it is the cross-entropy minus the entropy.
   *
   * @param dimensions the closed KL of each dimension; null where it has none
   * @param byDimension its terms along each dimension; likewise
   */
  public record Kl(
      double entropy, double crossEntropy, double[] dimensions, KlByDimension byDimension) {
    static Kl of(MeanKl parts) {
      return new Kl(
          parts.entropy(),
          parts.crossEntropy(),
          parts.byDimension().map(KlByDimension::kl).orElse(null),
          parts.byDimension().orElse(null));
    }
  }

  /**
   * The latent dimensions.
   *
   * @param active how many have a posterior mean of a variance above {@code threshold}
   * @param variances of the posterior mean of each
   */
  public record Latents(int active, double threshold, double[] variances) {
    static Latents of(ActiveUnits units) {
      return new Latents(units.count(), ActiveUnits.THRESHOLD, units.variances());
    }
  }

  /**
   * I(x;z) and KL(q(z) || p(z)), whose sum is the mean KL.
   *
   * @param limit log of {@code examples}: the estimate of I(x;z) cannot be more
   * @param atLimit whether it stands there, and I(x;z) may be more
   * @param examples images whose posteriors make q(z)
   * @param draws codes that the means are taken over
   */
  public record Information(
      double mutualInformation,
      double standardError,
      double marginalKl,
      double limit,
      boolean atLimit,
      int examples,
      int draws) {
    static Information of(Aggregate aggregate) {
      return new Information(
          aggregate.mutualInformation(),
          aggregate.standardError(),
          aggregate.marginalKl(),
          aggregate.limit(),
          aggregate.atLimit(),
          aggregate.examples(),
          aggregate.draws());
    }
  }

  /**
   * The components of the prior.
   *
   * @param dead to how many no image gives half of an equal share
   * @param effective exp of the entropy of their shares
   * @param information what a code says about its component
   * @param shares mean responsibility of each
   * @param greatest greatest responsibility of each for any image
   */
  public record Components(
      int count,
      int dead,
      double effective,
      double entropy,
      double information,
      double[] shares,
      double[] greatest) {
    static Components of(ComponentUse use) {
      return new Components(
          use.components(),
          use.dead(),
          use.effective(),
          use.entropy(),
          use.information(),
          use.shares(),
          use.greatest());
    }
  }

  /**
   * The importance-sampled log-likelihood.
   *
   * @param medianEffectiveSamples over images
   * @param shareBelowFive of images whose effective number of samples is below 5
   * @param curve the bound with fewer samples
   */
  public record ImportanceSampling(
      double medianEffectiveSamples, double shareBelowFive, List<LogLikelihood.Point> curve) {
    static ImportanceSampling of(LogLikelihood likelihood) {
      return new ImportanceSampling(
          likelihood.medianEffectiveSamples(), likelihood.shareBelow(5), likelihood.curve());
    }
  }

  /**
   * The encoder's gradient of the objective.
   *
   * @param signalToNoise length of its mean by the root of its variance over draws of z; null where
   *     the draws do not matter
   * @param examples training images it was taken on
   * @param draws gradients it was estimated from
   */
  public record Gradient(Double signalToNoise, int examples, int draws) {
    static Gradient of(GradientSignal signal) {
      return new Gradient(signal.ratio(), signal.batch(), signal.draws());
    }
  }

  /** What these measurements come to. */
  public static DiagnosticsReport of(
      Diagnostics found, LogLikelihood likelihood, GradientSignal gradient) {
    List<Symptom> symptoms = new ArrayList<>(Symptom.in(found));
    symptoms.addAll(Symptom.in(likelihood));
    symptoms.addAll(Symptom.in(gradient));
    return new DiagnosticsReport(
        symptoms,
        Kl.of(found.kl()),
        Latents.of(found.activeUnits()),
        Information.of(found.aggregate()),
        found.components().map(Components::of).orElse(null),
        ImportanceSampling.of(likelihood),
        Gradient.of(gradient));
  }
}
