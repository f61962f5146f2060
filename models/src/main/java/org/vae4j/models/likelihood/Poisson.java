package org.vae4j.models.likelihood;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.autodiff.Var;

/**
 * Independent Poisson counts from the logarithms l of their rates: {@code log p = sum_i n_i l_i -
 * e^l_i - log n_i!}, n the value times {@code unit}.
 *
 * @param unit counts in a value of 1: 255 for images of bytes, 1 for counts as they are
 */
public record Poisson(double unit) implements Likelihood {
  /** Throws {@code IllegalArgumentException} unless the unit is positive. */
  public Poisson {
    if (!(unit > 0 && unit <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("poisson: unit must be > 0; got " + unit);
    }
  }

  @Override
  public int outputsFor(int features) {
    return features;
  }

  @Override
  public Var logDensity(Var x, Var logRates) {
    Outputs.checked(this, x, logRates);
    Var counts = x.times(unit);
    return counts.times(logRates).minus(logRates.exp()).minus(counts.plus(1).lgamma()).sum(-1);
  }

  @Override
  public Var mean(Var logRates) {
    return logRates.exp().times(1 / unit);
  }

  @Override
  public Optional<double[]> draw(double[] logRates, RandomGenerator stream) {
    double[] rates = Arrays.stream(logRates).map(Math::exp).toArray();
    double[] counts = Counts.poisson(rates, stream);
    return Features.each(rates.length, i -> counts[i] / unit);
  }
}
