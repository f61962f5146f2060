package org.vae4j.cli.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.vae4j.models.train.EpochReport;
import org.vae4j.models.train.GradientNorms;
import org.vae4j.models.train.KlTerms;
import org.vae4j.models.train.Metrics;

/**
 * One epoch as a line of {@code metrics.jsonl}, nats per image.
 *
 * @param startEpoch its number, from 1, for one under N(0, I) before the others; else null
 * @param epoch its number, from 1; null for one of the start
 * @param beta the weight that the KL had in training, at the end of the epoch
 * @param temperature of relaxed components, at the end of the epoch; null where there are none
 * @param scheduled the objective's own numbers that change, at the end of the epoch; null where
 *     there are none
 * @param train means over the training images as they were met
 * @param validation means over the validation images at the end
 * @param best whether the validation bound, or the criterion in its place, was the lowest so far at
 *     full weight
 * @param seconds wall time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MetricsLine(
    Integer startEpoch,
    Integer epoch,
    double beta,
    Double temperature,
    Map<String, Double> scheduled,
    Part train,
    Part validation,
    boolean best,
    double seconds) {
  /**
   * One set of images.
   *
   * @param negElbo reconstruction + kl
   * @param klTerms the KL by term, for a Gaussian prior
   * @param gradientNorms length of each term's gradient at (mean, log-variance) of q(z|x), for a
   *     Gaussian prior
   * @param criterion what validation goes by in place of negElbo, if the objective says so
   * @param watched what else the objective has watched, by name; null for nothing
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Part(
      double negElbo,
      double reconstruction,
      double kl,
      KlTerms klTerms,
      GradientNorms gradientNorms,
      Double criterion,
      Map<String, Double> watched) {
    private static Part of(Metrics metrics) {
      return new Part(
          metrics.negElbo(),
          metrics.reconstruction(),
          metrics.kl(),
          metrics.terms().orElse(null),
          metrics.gradientNorms().orElse(null),
          metrics.criterion().orElse(null),
          orNull(metrics.watched()));
    }
  }

  private static Map<String, Double> orNull(Map<String, Double> numbers) {
    return numbers.isEmpty() ? null : numbers;
  }

  /** A move of a mixture's components to clusters of codes, after the start. */
  record Move(Clusters clusters) {
    /**
     * How much of it there was.
     *
     * @param components that moved
     * @param codes that were grouped
     * @param seconds wall time
     */
    record Clusters(int components, int codes, double seconds) {}

    static Move of(int components, int codes, double seconds) {
      return new Move(new Clusters(components, codes, seconds));
    }
  }

  /** An epoch of the run. */
  static MetricsLine of(EpochReport report, boolean relaxed) {
    return of(null, report.epoch(), relaxed ? report.temperature() : null, report);
  }

  /** An epoch under N(0, I), before those of the run. */
  static MetricsLine ofStart(EpochReport report) {
    return of(report.epoch(), null, null, report);
  }

  private static MetricsLine of(
      Integer startEpoch, Integer epoch, Double temperature, EpochReport report) {
    return new MetricsLine(
        startEpoch,
        epoch,
        report.beta(),
        temperature,
        orNull(report.scheduled()),
        Part.of(report.train()),
        Part.of(report.validation()),
        report.best(),
        report.seconds());
  }
}
