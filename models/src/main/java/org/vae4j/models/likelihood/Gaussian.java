package org.vae4j.models.likelihood;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Constants;
import org.vae4j.core.Tensor;

/**
 * Independent Gaussian features about the decoder's output, with one learned variance for all.
 * Source: Kingma, Welling (2014), arXiv:1312.6114, appendix C.2; Rybkin, Daniilidis, Levine (2021),
 * arXiv:2006.13202 for the shared variance.
 */
public final class Gaussian implements Likelihood {
  private final Parameter logVar;

  /** From standard deviation 1, too much for most data: see {@link #Gaussian(double)}. */
  public Gaussian() {
    this(1);
  }

  /**
   * From this standard deviation, which must be > 0. Where it is above that of the data, codes can
   * explain little at first and training may stay where none is used.
   */
  public Gaussian(double start) {
    if (!(start > 0 && start <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("gaussian: standard deviation must be > 0; got " + start);
    }
    this.logVar = new Parameter("likelihood.log-var", Tensor.scalar(2 * Math.log(start)));
  }

  @Override
  public int outputsFor(int features) {
    return features;
  }

  @Override
  public Var logDensity(Var x, Var mean) {
    Outputs.checked(this, x, mean);
    double features = x.shape().dim(-1);
    Var squares = x.minus(mean).square().sum(-1).times(logVar.var().negate().exp());
    return squares.plus(logVar.var().plus(Constants.LOG_TWO_PI).times(features)).times(-0.5);
  }

  @Override
  public Var mean(Var mean) {
    return mean;
  }

  @Override
  public Optional<double[]> draw(double[] mean, RandomGenerator stream) {
    double sd = Math.exp(logVar.value().toDoubleArray()[0] / 2);
    return Features.each(mean.length, i -> mean[i] + sd * stream.nextGaussian());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(logVar);
  }
}
