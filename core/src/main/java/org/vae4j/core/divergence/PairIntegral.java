package org.vae4j.core.divergence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Doubles;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Point;
import org.vae4j.core.divergence.line.LineKl;
import org.vae4j.core.divergence.line.Numbers;
import org.vae4j.core.divergence.line.PairForm;
import org.vae4j.core.divergence.line.Part;
import org.vae4j.core.divergence.line.Sections;
import org.vae4j.core.divergence.line.SeriesKl;
import org.vae4j.core.verify.Densities.Logs;
import org.vae4j.core.verify.Densities.Section;
import org.vae4j.core.verify.Integral;
import org.vae4j.core.verify.LineQuadrature;

/**
 * The integral of a function of two densities that is homogeneous, {@code f(c q, c p) = c f(q, p)},
 * as that of every f-divergence is: a series of counts, quadrature over the line, else the mean of
 * {@code f / m} over draws from {@code m = (q + p) / 2}, which is bounded for most.
 */
final class PairIntegral {
  private static final double TOLERANCE = 1e-13;
  private static final double FAR = 1e150;
  private static final double SAME = 1e-6;

  private final Distribution<Doubles> q;
  private final Distribution<Doubles> p;
  private final PairForm form;

  private PairIntegral(Distribution<Doubles> q, Distribution<Doubles> p, PairForm form) {
    this.q = q;
    this.p = p;
    this.form = form;
  }

  static Estimate<Doubles> of(
      Distribution<Doubles> q,
      Distribution<Doubles> p,
      PairForm form,
      RandomGenerator stream,
      int count) {
    Kl.checkDimensions(q, p);
    PairIntegral pair = new PairIntegral(Numbers.of(q), Numbers.of(p), form);
    return pair.integrated().orElseGet(() -> pair.drawn(stream, count));
  }

  private Optional<Estimate<Doubles>> integrated() {
    if (SeriesKl.takes(q, p)) {
      return Optional.of(estimate(SeriesKl.of(q, p, form), Method.SERIES));
    }
    if (!LineKl.takes(q, p)) {
      return Optional.empty();
    }
    Integral whole = onTheLine(Double.POSITIVE_INFINITY);
    double within = onTheLine(FAR).value();
    boolean converges = Math.abs(whole.value() - within) <= SAME * Math.abs(within);
    return Optional.of(
        converges
            ? estimate(whole, Method.QUADRATURE)
            : Estimate.infinite(Doubles.scalar(whole.value())));
  }

  /** Up to a distance of {@code reach}: an integral that still grows far out has no limit. */
  private Integral onTheLine(double reach) {
    double value = 0;
    double error = 0;
    int evaluations = 0;
    for (Section section : Sections.of(q, p)) {
      LineQuadrature.Integrand integrand =
          (anchor, offsets, weights) -> samples(section.densities().at(anchor, offsets), weights);
      double lower = Math.max(section.lower(), -reach);
      double upper = Math.min(section.upper(), reach);
      Integral part =
          LineQuadrature.integrate(integrand, lower, upper, section.landmarks(), TOLERANCE);
      value += part.value();
      error += part.errorEstimate();
      evaluations += part.evaluations();
    }
    return new Integral(value, error, evaluations);
  }

  private LineQuadrature.Samples samples(Logs logs, double[] logWeights) {
    double[] values = new double[logWeights.length];
    double[] noise = new double[logWeights.length];
    for (int i = 0; i < values.length; i++) {
      double logQ = logs.q()[i] + logWeights[i];
      double logP = logs.p()[i] + logWeights[i];
      double ratio = ratio(logs.q()[i], logs.p()[i], logs.ratio()[i]);
      values[i] = form.value(logQ, logP, ratio);
      double off = logs.noise()[i] * Math.min(1, Math.abs(ratio));
      noise[i] = Double.isFinite(off) ? off * (Math.exp(logQ) + Math.exp(logP)) : 0;
    }
    return new LineQuadrature.Samples(values, noise);
  }

  /** The ratio where there are densities; infinite where one is none, 0 where neither is one. */
  private static double ratio(double logQ, double logP, double ratio) {
    if (logQ == Double.NEGATIVE_INFINITY) {
      return logP == logQ ? 0 : Double.POSITIVE_INFINITY;
    }
    return logP == Double.NEGATIVE_INFINITY ? logP : ratio;
  }

  private static Estimate<Doubles> estimate(Integral integral, Method method) {
    Doubles value = Doubles.scalar(integral.value());
    Doubles error = Doubles.scalar(integral.errorEstimate());
    return integral.value() == Double.POSITIVE_INFINITY
        ? Estimate.infinite(value)
        : new Estimate<>(value, error, method, Map.of());
  }

  /** The mean of {@code f / m}, stratified over the components of q and p. */
  private Estimate<Doubles> drawn(RandomGenerator stream, int count) {
    Doubles value = null;
    Doubles variance = null;
    for (Distribution<Doubles> side : List.of(q, p)) {
      for (Part<Doubles> part : Part.of(side)) {
        int each = Math.max(2, count / (2 * Part.of(side).size()));
        Moments moments = moments(part.distribution(), stream, each);
        Doubles mean = part.scale(moments.mean()).times(0.5);
        Doubles spread = part.scale(part.scale(moments.squaredError())).times(0.25);
        value = value == null ? mean : value.plus(mean);
        variance = variance == null ? spread : variance.plus(spread);
      }
    }
    return new Estimate<>(value, variance.sqrt(), Method.MONTE_CARLO, Map.of());
  }

  private Moments moments(Distribution<Doubles> part, RandomGenerator stream, int count) {
    int size = MonteCarloKl.chunk(q, p);
    Moments moments = new Moments();
    for (int left = count; left > 0; left -= size) {
      Point<Doubles> x = part.draw(stream, Math.min(left, size));
      Doubles logQ = q.logDensity(x);
      Doubles logP = p.logDensity(x);
      moments.add(values(logQ, logP));
    }
    return moments;
  }

  /** {@code f / m} of each draw, {@code [S, ..]}. */
  private Doubles values(Doubles logQ, Doubles logP) {
    Shape shape = logQ.shape().broadcast(logP.shape());
    double[] q = logQ.broadcastTo(shape).toDoubleArray();
    double[] p = logP.broadcastTo(shape).toDoubleArray();
    double[] values = new double[q.length];
    for (int i = 0; i < q.length; i++) {
      double top = Math.max(q[i], p[i]);
      double mean = top + Math.log((Math.exp(q[i] - top) + Math.exp(p[i] - top)) / 2);
      values[i] = form.value(q[i] - mean, p[i] - mean, ratio(q[i], p[i], p[i] - q[i]));
    }
    return Doubles.of(shape, values);
  }

  /** The running mean and squared deviation along the first axis. Chan et al. (1983). */
  private static final class Moments {
    private int count;
    private Doubles mean;
    private Doubles deviation;

    void add(Doubles values) {
      int more = values.shape().dim(0);
      Doubles average = values.mean(0);
      Doubles spread = values.minus(average).square().sum(0);
      if (count == 0) {
        mean = average;
        deviation = spread;
      } else {
        Doubles gap = average.minus(mean);
        double share = (double) more / (count + more);
        mean = mean.plus(gap.times(share));
        deviation = deviation.plus(spread).plus(gap.square().times(share * count));
      }
      count += more;
    }

    Doubles mean() {
      return mean;
    }

    Doubles squaredError() {
      return deviation.over((count - 1.0) * count);
    }
  }
}
