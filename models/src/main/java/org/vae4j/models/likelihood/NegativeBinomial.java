package org.vae4j.models.likelihood;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Special;
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

  /**
   * {@code (n + r) log(1 + n/r) - n + n (log r - softplus(-t)) - r softplus(t) + f(n + r) - f(r) -
   * log n!} with {@code t = log(m/r)}, f what the leading terms of Stirling's formula leave of
   * {@code log Gamma}. As r grows this becomes a Poisson density; the difference of two log Gamma
   * of about r would lose it in rounding, and one softplus of both signs the slope in log m.
   */
  @Override
  public Var logDensity(Var x, Var logMeans) {
    Outputs.checked(this, x, logMeans);
    Var counts = x.times(unit);
    Var r = logInverse.var().exp();
    Var all = counts.plus(r);
    Var t = logMeans.minus(logInverse.var());
    Var byCount = counts.times(logInverse.var().negate().exp()).log1p();
    Var byMean =
        counts.times(logInverse.var().minus(t.negate().softplus())).minus(r.times(t.softplus()));
    Var ways = all.special(Special.STIRLING, 0).minus(r.special(Special.STIRLING, 0));
    Var leading = all.times(byCount).minus(counts).plus(byMean);
    return leading.plus(ways).minus(counts.plus(1).lgamma()).sum(-1);
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
