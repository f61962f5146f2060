package org.vae4j.models.objective;

import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.models.Decoder;
import org.vae4j.models.Vae;
import org.vae4j.models.layer.Mode;
import org.vae4j.models.posterior.Latent;
import org.vae4j.models.posterior.Noise;
import org.vae4j.models.posterior.Posterior;

/**
 * What one batch gives under a model: examples, posteriors, S draws of z each, and the likelihood
 * of each example at its draws. All that a bound is made of follows from it.
 *
 * @param vae the model
 * @param x the examples, {@code [B, X]}
 * @param q their posteriors
 * @param latent draws from them
 * @param logLikelihood {@code log p(x|z)} in nats, {@code [B, S]}
 * @param mode how the networks were applied
 */
public record Pass(Vae vae, Var x, Posterior q, Latent latent, Var logLikelihood, Mode mode) {
  /** Input {@code [B, X]}: the examples. */
  public static final String X = "x";

  /** What the names of the posterior's noise nodes start with. */
  public static final String NOISE = "posterior";

  /** The pass of {@code batch} examples with {@code samples} draws each. */
  public static Pass of(Vae vae, int batch, int samples) {
    return of(vae, batch, samples, Noise.perExample(NOISE));
  }

  /** The pass of a training step: {@link Mode#training}. */
  public static Pass training(Vae vae, int batch, int samples) {
    return of(vae, batch, samples, Noise.perExample(NOISE), Mode.training(batch));
  }

  /** The pass with its noise from where {@code noise} says. */
  public static Pass of(Vae vae, int batch, int samples, Noise noise) {
    return of(vae, batch, samples, noise, Mode.EVALUATION);
  }

  private static Pass of(Vae vae, int batch, int samples, Noise noise, Mode mode) {
    Var x = Var.input(X, Shape.of(batch, vae.decoder().features()));
    Posterior q = vae.encoder().encode(x, mode);
    Latent latent = q.draw(noise, samples);
    return new Pass(vae, x, q, latent, logLikelihood(vae.decoder(), x, latent, mode), mode);
  }

  private static Var logLikelihood(Decoder decoder, Var x, Latent latent, Mode mode) {
    int b = latent.examples();
    int s = latent.samples();
    Var decoded = decoder.decode(latent.z(), mode);
    if (s == 1) {
      return decoder.likelihood().logDensity(x, decoded).reshape(b, 1);
    }
    Var each = x.reshape(b, 1, decoder.features());
    return decoder.likelihood().logDensity(each, decoded.reshape(b, s, decoded.shape().dim(1)));
  }

  /** {@code -E_q log p(x|z)} by the draws, {@code [B]}. */
  public Var reconstruction() {
    return latent.mean(logLikelihood).negate();
  }

  /** KL(q(z|x) || p(z)), closed or by the draws, {@code [B]}. */
  public Var kl() {
    return vae.prior().klFrom(q, latent);
  }

  /** {@code log p(z) - log q(z|x)} at the draws, {@code [B, S]}. */
  public Var logRatio() {
    return latent.perDraw(vae.prior().logDensity(latent.z())).minus(latent.logDensity());
  }

  /** {@code log w = log p(x, z) - log q(z|x)} at the draws, {@code [B, S]}. */
  public Var logWeights() {
    return logLikelihood.plus(logRatio());
  }

  /** {@code log p(x|z) + beta (log p(z) - log q(z|x))}: the weights in warm-up, {@code [B, S]}. */
  Var temperedLogWeights() {
    return logLikelihood.plus(logRatio().times(Var.input(Objective.BETA)));
  }
}
