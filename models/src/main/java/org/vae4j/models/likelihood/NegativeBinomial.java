package org.vae4j.models.likelihood;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Tensor;

/**
 * Independent counts more spread than Poisson ones, by the logarithms of their means m and one
 * learned r: variance {@code m + m^2 / r}. Source: Lopez et al. (2018),
 * doi:10.1038/s41592-018-0229-2, there with one r for each gene.
 */
public final class NegativeBinomial implements Likelihood {
  private final double unit;
  private final Parameter logInverse = new Parameter("likelihood.log-r", Tensor.scalar(0));

  /**
   * {@code unit} counts in a value of 1: 255 for images of bytes, 1 for counts as they are. Throws
   * {@code IllegalArgumentException} unless it is positive.
   */
  public NegativeBinomial(double unit) {
    if (!(unit > 0 && unit <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("negative-binomial: unit must be > 0; got " + unit);
    }
    this.unit = unit;
  }

  @Override
  public int outputsFor(int features) {
    return features;
  }

  /** With {@code t = log m - log r}: {@code n log(m/(m+r)) = -n softplus(-t)}. */
  @Override
  public Var logDensity(Var x, Var logMeans) {
    Var counts = x.times(unit);
    Var r = logInverse.var().exp();
    Var t = logMeans.minus(logInverse.var());
    Var ways = counts.plus(r).lgamma().minus(r.lgamma()).minus(counts.plus(1).lgamma());
    Var successes = counts.times(t.negate().softplus());
    return ways.minus(successes).minus(r.times(t.softplus())).sum(-1);
  }

  @Override
  public Var mean(Var logMeans) {
    return logMeans.exp().times(1 / unit);
  }

  /** A Poisson count whose rate is a gamma variable. */
  @Override
  public Optional<double[]> draw(double[] logMeans, RandomGenerator stream) {
    double r = Math.exp(logInverse.value().toDoubleArray()[0]);
    double[] means = Arrays.stream(logMeans).map(Math::exp).toArray();
    double[] counts = Counts.poisson(Counts.gamma(r, means, stream), stream);
    return Features.each(means.length, i -> counts[i] / unit);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(logInverse);
  }
}
