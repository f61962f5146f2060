package org.vae4j.core.divergence;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.divergence.line.Coverage;
import org.vae4j.core.divergence.line.LineKl;
import org.vae4j.core.divergence.line.Numbers;
import org.vae4j.core.divergence.line.SeriesKl;
import org.vae4j.core.verify.Integral;

/** Finds the second opinion on a divergence that {@link KlCheck} reports. */
final class KlChecker {
  private static final double RELATIVE = 1e-9;

  /** What log ratios may be off by; they are about the root of twice the divergence. */
  private static final double RATIO = 1e-12;

  private static final double SPREADS = 4;
  private static final double ROUNDING = 0x1p-50;
  private static final int FEW = 64;
  private static final String OTHER_FORM = "by the other form of q log(q/p) and q log(q/p) - q + p";

  private final Distribution<Doubles> q;
  private final Distribution<Doubles> p;
  private final Estimate<Doubles> estimate;
  private final double value;
  private final double error;

  KlChecker(Distribution<Doubles> q, Distribution<Doubles> p, Estimate<Doubles> estimate) {
    this.q = Numbers.of(q);
    this.p = Numbers.of(p);
    this.estimate = estimate;
    this.value = estimate.value().scalar();
    this.error = estimate.error().scalar();
  }

  KlCheck check(RandomGenerator stream, int count) {
    Optional<String> why = Coverage.whyInfinite(q, p);
    if (why.isPresent()) {
      boolean agrees = value == Double.POSITIVE_INFINITY;
      return infinite(agrees, why.get());
    }
    if (estimate.method() == Method.MONTE_CARLO) {
      return drawn(stream, count);
    }
    return bySum().or(this::byIntegral).orElseGet(() -> drawn(stream, count));
  }

  private KlCheck infinite(boolean agrees, String note) {
    double difference = agrees ? 0 : value - Double.POSITIVE_INFINITY;
    return new KlCheck(
        Method.INFINITE, Double.POSITIVE_INFINITY, 0, difference, Double.NaN, agrees, note);
  }

  private Optional<KlCheck> bySum() {
    if (!SeriesKl.takes(q, p)) {
      return Optional.empty();
    }
    return estimate.method() == Method.SERIES
        ? numeric(Method.SERIES, SeriesKl.textbook(q, p), OTHER_FORM)
        : numeric(Method.SERIES, SeriesKl.of(q, p), "");
  }

  private Optional<KlCheck> byIntegral() {
    if (!LineKl.takes(q, p)) {
      return Optional.empty();
    }
    boolean alsoIntegrated = estimate.method() == Method.QUADRATURE;
    return alsoIntegrated
        ? LineKl.otherwise(q, p).flatMap(second -> numeric(Method.QUADRATURE, second, OTHER_FORM))
        : LineKl.of(q, p).flatMap(second -> numeric(Method.QUADRATURE, second, ""));
  }

  private Optional<KlCheck> numeric(Method method, Integral second, String note) {
    if (second.value() == Double.POSITIVE_INFINITY && value == second.value()) {
      return Optional.of(infinite(true, "the divergence exceeds the largest number"));
    }
    if (!Double.isFinite(second.value() + second.errorEstimate())) {
      return Optional.of(unchecked(method, second.value()));
    }
    double difference = value - second.value();
    double allowed =
        RELATIVE * Math.abs(value)
            + RATIO * Math.sqrt(Math.abs(value))
            + SPREADS * (second.errorEstimate() + error);
    return Optional.of(
        new KlCheck(
            method,
            second.value(),
            second.errorEstimate(),
            difference,
            Double.NaN,
            Math.abs(difference) <= allowed,
            note));
  }

  /** The tail of an integrand may lie beyond the largest number where the integral does not. */
  private KlCheck unchecked(Method method, double second) {
    double infinity = Double.POSITIVE_INFINITY;
    String note = "a tail beyond the largest number decides nothing";
    return new KlCheck(method, second, infinity, value - second, Double.NaN, true, note);
  }

  private KlCheck drawn(RandomGenerator stream, int count) {
    Estimate<Doubles> second = MonteCarloKl.inChunks(q, p, stream, count);
    double difference = value - second.value().scalar();
    double spread = Math.hypot(Math.hypot(second.error().scalar(), error), rounding(stream));
    double z = difference == 0 ? 0 : difference / spread;
    return new KlCheck(
        Method.MONTE_CARLO,
        second.value().scalar(),
        second.error().scalar(),
        difference,
        z,
        Math.abs(z) <= SPREADS,
        "");
  }

  /** What the log densities that draws are the difference of lose to their size. */
  private double rounding(RandomGenerator stream) {
    Doubles sizes = q.logDensity(q.draw(stream, FEW)).abs();
    return ROUNDING * (1 + sizes.mean().scalar() + Math.abs(value));
  }
}
