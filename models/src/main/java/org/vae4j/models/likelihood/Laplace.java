package org.vae4j.models.likelihood;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Tensor;

/**
 * Independent Laplace features about the decoder's output, with one learned scale for all: {@code
 * log p = -sum_i |x_i - m_i| / b + log 2b}.
 */
public final class Laplace implements Likelihood {
  private final Parameter logScale = new Parameter("likelihood.log-scale", Tensor.scalar(0));

  @Override
  public int outputsFor(int features) {
    return features;
  }

  @Override
  public Var logDensity(Var x, Var median) {
    Outputs.checked(this, x, median);
    double features = x.shape().dim(-1);
    Var distance = x.minus(median).abs().sum(-1).times(logScale.var().negate().exp());
    return distance.plus(logScale.var().plus(Math.log(2)).times(features)).negate();
  }

  @Override
  public Var mean(Var median) {
    return median;
  }

  @Override
  public Optional<double[]> draw(double[] median, RandomGenerator stream) {
    double scale = Math.exp(logScale.value().toDoubleArray()[0]);
    return Features.each(median.length, i -> median[i] + scale * standard(stream));
  }

  /** The difference of two waiting times. */
  private static double standard(RandomGenerator stream) {
    double one = stream.nextExponential();
    double other = stream.nextExponential();
    return one - other;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(logScale);
  }
}
