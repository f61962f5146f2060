package org.vae4j.models.posterior;

import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;

/**
 * S draws of z for each of N examples, with their log-densities.
 *
 * @param z {@code [N S, D]}, the draws of an example next to each other
 * @param logDensity {@code log q(z|x)} in nats, {@code [N, S]}
 * @param logWeights {@code [N, S]}: what a draw counts in an expectation, weights summing to 1 for
 *     each example; empty where draws count alike
 * @param upper the draws of z's upper level alone, where it has levels
 */
public record Latent(Var z, Var logDensity, Optional<Var> logWeights, Optional<Latent> upper) {
  /** Throws {@code IllegalArgumentException} if the shapes do not fit. */
  public Latent {
    Shape shape = logDensity.shape();
    boolean fits =
        shape.rank() == 2
            && z.shape().rank() == 2
            && z.shape().dim(0) == shape.size()
            && logWeights.map(w -> w.shape().equals(shape)).orElse(true);
    if (!fits) {
      throw z.refused(
          "latent: z must be [N S, D] and log-densities [N, S]; got "
              + z.shape()
              + " and "
              + shape);
    }
  }

  /** Draws of a code without levels. */
  public Latent(Var z, Var logDensity, Optional<Var> logWeights) {
    this(z, logDensity, logWeights, Optional.empty());
  }

  /** One draw for each example: z {@code [N, D]} and its log-density {@code [N]}. */
  public static Latent of(Var z, Var logDensity) {
    return new Latent(z, logDensity.reshape(logDensity.shape().append(1)), Optional.empty());
  }

  /** The point z, {@code [N, D]}, as the one draw from q for each example. */
  public static Latent at(Posterior q, Var z) {
    return of(z, q.logDensity(z));
  }

  /** N. */
  public int examples() {
    return logDensity.shape().dim(0);
  }

  /** S. */
  public int samples() {
    return logDensity.shape().dim(1);
  }

  /** One number for each draw, {@code [N S] -> [N, S]}. */
  public Var perDraw(Var rows) {
    return rows.reshape(logDensity.shape());
  }

  /** What each draw counts in an expectation, {@code [N, S]}. */
  public Var weights() {
    return logWeights
        .map(Var::exp)
        .orElseGet(() -> Var.constant(1.0 / samples()).broadcastTo(logDensity.shape()));
  }

  /** The expectation of a function of z from its values at the draws, {@code [N, S] -> [N]}. */
  public Var mean(Var values) {
    return logWeights.map(w -> values.times(w.exp()).sum(1)).orElseGet(() -> equalMean(values));
  }

  private Var equalMean(Var values) {
    return samples() == 1 ? values.reshape(examples()) : values.mean(1);
  }

  /** The logarithm of the expectation of {@code e^value}, {@code [N, S] -> [N]}. */
  public Var logMeanExp(Var values) {
    if (samples() == 1) {
      return values.reshape(examples());
    }
    return logWeights
        .map(w -> values.plus(w).logSumExp(1))
        .orElseGet(() -> values.logSumExp(1).minus(Math.log(samples())));
  }
}
