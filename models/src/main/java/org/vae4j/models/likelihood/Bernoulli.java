package org.vae4j.models.likelihood;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.autodiff.Var;

/**
 * Independent Bernoulli features from logits: {@code log p = sum_i x_i l_i - softplus(l_i)}.
 * Source: Kingma, Welling (2014), arXiv:1312.6114, appendix C.1.
 *
 * @param binary whether x in (0, 1) is refused; without it the value is a cross-entropy, not a
 *     log-density
 */
public record Bernoulli(boolean binary) implements Likelihood {
  @Override
  public int outputsFor(int features) {
    return features;
  }

  @Override
  public Var logDensity(Var x, Var logits) {
    Outputs.checked(this, x, logits);
    return x.times(logits).minus(logits.softplus()).sum(-1);
  }

  @Override
  public Var mean(Var logits) {
    return logits.sigmoid();
  }

  /** Empty for grey values, of which a cross-entropy is no distribution. */
  @Override
  public Optional<double[]> draw(double[] logits, RandomGenerator stream) {
    return binary
        ? Features.each(
            logits.length, i -> Features.uniform(stream) < Features.sigmoid(logits[i]) ? 1 : 0)
        : Optional.empty();
  }
}
