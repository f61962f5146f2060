package org.vae4j.models.likelihood;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Constants;

/**
 * Independent Gaussian features whose mean and log-variance the decoder puts out, the means first.
 * Without a floor the variance of a feature that never changes goes to 0 and the density to
 * infinity (Mattei, Frellsen (2018), arXiv:1802.04826, theorem 1), so {@code floor} is added to it.
 *
 * @param floor the least variance, positive
 */
public record PixelGaussian(double floor) implements Likelihood {
  /** Throws {@code IllegalArgumentException} unless the floor is positive. */
  public PixelGaussian {
    if (!(floor > 0 && floor <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("gaussian: least variance must be > 0; got " + floor);
    }
  }

  @Override
  public int outputsFor(int features) {
    return 2 * features;
  }

  @Override
  public Var logDensity(Var x, Var decoded) {
    Halves halves = Halves.of(Outputs.checked(this, x, decoded));
    Var variance = halves.second().exp().plus(floor);
    Var squares = x.minus(halves.first()).square().over(variance);
    return squares.plus(variance.log()).plus(Constants.LOG_TWO_PI).sum(-1).times(-0.5);
  }

  @Override
  public Var mean(Var decoded) {
    return Halves.of(decoded).first();
  }

  @Override
  public Optional<double[]> draw(double[] decoded, RandomGenerator stream) {
    int features = decoded.length / 2;
    return Features.each(
        features,
        i -> {
          double sd = Math.sqrt(Math.exp(decoded[features + i]) + floor);
          return decoded[i] + sd * stream.nextGaussian();
        });
  }
}
