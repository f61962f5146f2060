package org.vae4j.core.derivation;

import java.util.Map;
import org.vae4j.core.derivation.Step.Kind;

/**
 * The last steps of two Gaussians: the expectations sorted into what the means, the variances and
 * the volumes contribute.
 *
 * @param mean the mean's contribution in letters, by coordinate for vectors
 * @param variance that of the variances
 * @param logDeterminant that of the volumes
 */
record Moments(String mean, String variance, String logDeterminant) {
  private static final String SUM = "mean + variance + logDeterminant";

  /** From the names of the two parameters. */
  static Moments of(String mean, String sd) {
    return of(mean, sd, "");
  }

  /** With {@code index} behind each parameter. */
  static Moments of(String mean, String sd, String index) {
    String meanQ = mean + "_q" + index;
    String meanP = mean + "_p" + index;
    String sdQ = sd + "_q" + index;
    String sdP = sd + "_p" + index;
    return new Moments(
        "((%s - %s)/%s)^2/2".formatted(meanQ, meanP, sdP),
        "((%s/%s)^2 - 1)/2".formatted(sdQ, sdP),
        "log(%s/%s)".formatted(sdP, sdQ));
  }

  /** Numbers. */
  Derivation finish(Steps steps) {
    steps.summand(steps.formula(Kind.TERM, "mean", mean), "");
    steps.summand(steps.formula(Kind.TERM, "variance", variance), "");
    steps.summand(steps.formula(Kind.TERM, "logDeterminant", logDeterminant), "");
    return steps.finish(SUM);
  }

  /** Vectors, coordinate by coordinate. */
  Derivation finish(Steps steps, Map<String, double[]> vectors) {
    steps.summand(steps.sum(Kind.TERM, "mean", mean, vectors), "");
    steps.summand(steps.sum(Kind.TERM, "variance", variance, vectors), "");
    steps.summand(steps.sum(Kind.TERM, "logDeterminant", logDeterminant, vectors), "");
    return steps.finish(SUM);
  }
}
