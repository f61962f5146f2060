package org.vae4j.core.divergence;

import java.util.random.RandomGenerator;
import org.vae4j.core.Doubles;
import org.vae4j.core.Functions;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.divergence.line.PairForm;

/**
 * The integral of {@code q^a p^b}, {@code b = 1 - a}, by its distance from 1, the integral of
 * {@code |a q + b p - q^a p^b|}, which keeps its digits where q is close to p; where that is more
 * than 1/2, as it stands.
 *
 * @param order a, above 0 and not 1
 * @param value the distance from 1, or the integral
 * @param isDistance which of the two it is
 */
record PowerIntegral(double order, Estimate<Doubles> value, boolean isDistance) {
  private static final double FAR = 0.5;

  static PowerIntegral of(
      double order,
      Distribution<Doubles> q,
      Distribution<Doubles> p,
      RandomGenerator stream,
      int count) {
    Estimate<Doubles> distance =
        PairIntegral.of(q, p, (a, b, ratio) -> distance(order, a, b, ratio), stream, count);
    for (double x : distance.value().toDoubleArray()) {
      if (!(x <= FAR)) {
        PairForm product = (a, b, ratio) -> product(order, a, b);
        return new PowerIntegral(order, PairIntegral.of(q, p, product, stream, count), false);
      }
    }
    return new PowerIntegral(order, distance, true);
  }

  private static double distance(double order, double logQ, double logP, double ratio) {
    double rest = 1 - order;
    double sign = Math.signum(rest);
    if (Math.abs(ratio) < 1) {
      double excess = rest * Functions.expm1mx(ratio) - Functions.expm1mx(rest * ratio);
      return sign * Math.exp(logQ) * excess;
    }
    double mean = order * Math.exp(logQ) + rest * Math.exp(logP);
    return sign * (mean - product(order, logQ, logP));
  }

  private static double product(double order, double logQ, double logP) {
    if (logQ == Double.NEGATIVE_INFINITY) {
      return 0;
    }
    return Math.exp(order * logQ + (1 - order) * logP);
  }

  /** {@code log(int q^a p^b) / (a - 1)}. */
  Estimate<Doubles> renyi() {
    double rest = 1 - order;
    if (!isDistance) {
      return Divergences.map(value, x -> x.log().over(-rest), x -> x.reciprocal().over(rest));
    }
    double sign = -Math.signum(rest);
    return Divergences.map(
        value,
        x -> x.times(sign).log1p().over(-rest),
        x -> x.times(sign).plus(1).reciprocal().over(rest));
  }
}
