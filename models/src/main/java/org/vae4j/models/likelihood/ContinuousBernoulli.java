package org.vae4j.models.likelihood;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Special;

/**
 * Independent continuous Bernoulli features in [0, 1] from logits l: {@code log p = sum_i l_i (x_i
 * - 1/2) - log(sinh(l_i/2) / (l_i/2))}, a density of grey pixels. Source: Loaiza-Ganem, Cunningham
 * (2019), arXiv:1907.06845.
 */
public record ContinuousBernoulli() implements Likelihood {
  /** Of a log-density; with less the distribution is uniform to rounding. */
  private static final double LEAST_SLOPE = 1e-12;

  @Override
  public int outputsFor(int features) {
    return features;
  }

  @Override
  public Var logDensity(Var x, Var logits) {
    Outputs.checked(this, x, logits);
    return logits.times(x.minus(0.5)).minus(logits.special(Special.LOG_SINHC, 0)).sum(-1);
  }

  @Override
  public Var mean(Var logits) {
    return logits.special(Special.LOG_SINHC, 1).plus(0.5);
  }

  @Override
  public Optional<double[]> draw(double[] logits, RandomGenerator stream) {
    return Features.each(logits.length, i -> quantile(logits[i], Features.uniform(stream)));
  }

  /** For {@code l > 0} from the other end, where nothing overflows. */
  private static double quantile(double logit, double u) {
    if (logit > 0) {
      return 1 - quantile(-logit, 1 - u);
    }
    return logit > -LEAST_SLOPE ? u : Math.log1p(u * Math.expm1(logit)) / logit;
  }
}
