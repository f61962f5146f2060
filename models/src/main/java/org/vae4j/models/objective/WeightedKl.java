package org.vae4j.models.objective;

import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.core.divergence.GaussianTerms;

/**
 * Reconstruction plus a Gaussian KL whose terms have weights of their own: what each term does to a
 * VAE is seen when it is left out. Without the log-determinant variances go to 0, without the
 * variance term those of unused dimensions grow without bound, without the mean term means run
 * away.
 *
 * @param samples draws for each example
 * @param mean weight of the distance of the means
 * @param variance weight of the variance term
 * @param logDeterminant weight of the log-determinant
 */
public record WeightedKl(int samples, double mean, double variance, double logDeterminant)
    implements Objective {
  /** Throws {@code IllegalArgumentException} unless samples >= 1 and weights are >= 0. */
  public WeightedKl {
    Check.samples("weighted-kl", samples);
    for (double weight : new double[] {mean, variance, logDeterminant}) {
      Check.require(
          weight >= 0 && weight <= Double.MAX_VALUE, "weighted-kl: weights must be >= 0", weight);
    }
  }

  @Override
  public String name() {
    return "weighted-kl";
  }

  @Override
  public Var loss(Pass pass) {
    GaussianTerms<Var> terms = Terms.byDimension(name(), pass).sum(-1);
    Var kl =
        terms
            .mean()
            .times(mean)
            .plus(terms.variance().times(variance))
            .plus(terms.logDeterminant().times(logDeterminant));
    return pass.reconstruction().mean().plus(kl.mean().times(Var.input(BETA)));
  }

  /** The evidence lower bound if all weights are 1; else none. */
  @Override
  public Optional<Var> bound(Pass pass) {
    boolean whole = mean == 1 && variance == 1 && logDeterminant == 1;
    return whole ? Optional.of(pass.reconstruction().plus(pass.kl()).negate()) : Optional.empty();
  }
}
