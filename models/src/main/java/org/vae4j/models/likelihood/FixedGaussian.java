package org.vae4j.models.likelihood;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Constants;

/**
 * Independent Gaussian features about the decoder's output with one given standard deviation.
 * Source: Kingma, Welling (2014), arXiv:1312.6114, appendix C.2.
 *
 * @param sd the standard deviation, positive
 */
public record FixedGaussian(double sd) implements Likelihood {
  /** Throws {@code IllegalArgumentException} unless sd is positive. */
  public FixedGaussian {
    if (!(sd > 0 && sd <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("gaussian: sd must be > 0; got " + sd);
    }
  }

  @Override
  public int outputsFor(int features) {
    return features;
  }

  @Override
  public Var logDensity(Var x, Var mean) {
    Outputs.checked(this, x, mean);
    double normaliser = x.shape().dim(-1) * (Constants.LOG_TWO_PI + 2 * Math.log(sd));
    return x.minus(mean).times(1 / sd).square().sum(-1).plus(normaliser).times(-0.5);
  }

  @Override
  public Var mean(Var mean) {
    return mean;
  }

  @Override
  public Optional<double[]> draw(double[] mean, RandomGenerator stream) {
    return Features.each(mean.length, i -> mean[i] + sd * stream.nextGaussian());
  }
}
