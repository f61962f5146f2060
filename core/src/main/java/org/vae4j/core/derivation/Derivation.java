package org.vae4j.core.derivation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.vae4j.core.Doubles;
import org.vae4j.core.derivation.Step.Kind;
import org.vae4j.core.distribution.Dirichlet;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.divergence.Estimate;
import org.vae4j.core.divergence.Kl;
import org.vae4j.core.divergence.line.Coverage;

/**
 * How a KL(q || p) comes about, in nats: the definition, the log densities, their difference, what
 * is expected of it under q, and the sum, each with the numbers put in.
 *
 * @param steps in order, the definition first and the sum last
 * @param note what is to be said of the sum beside the divergence itself; may be empty
 */
public record Derivation(List<Step> steps, String note) {
  private static final Pattern FUNCTION = Pattern.compile("([A-Za-z0-9]+)\\(");
  private static final String TOO_LARGE = "it is more than a double can hold";
  private static final double ROUNDING = 1e-6;
  private static final double VISIBLE = 1e-9;

  /** Keeps its steps. */
  public Derivation {
    steps = List.copyOf(steps);
  }

  /** The derivation of the divergence that {@link Kl#of} finds, which says what it throws. */
  public static Derivation of(Distribution<Doubles> q, Distribution<Doubles> p) {
    return of(q, p, Kl.of(q, p));
  }

  /** As {@link #of(Distribution, Distribution)}, of an {@code estimate} for this pair. */
  public static Derivation of(
      Distribution<Doubles> q, Distribution<Doubles> p, Estimate<Doubles> estimate) {
    double value = estimate.value().scalar();
    Optional<String> reason = Coverage.whyInfinite(q, p);
    if (reason.isPresent() || value == Double.POSITIVE_INFINITY) {
      return Estimated.infinite(q, p, reason.orElse(TOO_LARGE));
    }
    return written(q, p)
        .filter(derivation -> derivation.reaches(value, estimate.error().scalar()))
        .map(derivation -> derivation.besides(estimate))
        .orElseGet(() -> Estimated.of(q, p, estimate));
  }

  private static Optional<Derivation> written(Distribution<Doubles> q, Distribution<Doubles> p) {
    if (q instanceof Dirichlet<Doubles> a && p instanceof Dirichlet<Doubles> b) {
      return Optional.of(DirichletSteps.of(a, b));
    }
    return Linear.of(q, p).or(() -> ClassSteps.of(q, p)).or(() -> GaussianSteps.of(q, p));
  }

  /** What the terms add up to. */
  public double sum() {
    return steps.get(steps.size() - 1).value().orElseThrow();
  }

  /**
   * What closed formulas allow of a mixture's divergence: its two ends; empty for other pairs, and
   * where the components have no closed forms.
   */
  public Optional<Interval> bounds() {
    return value(MixtureSteps.LEAST)
        .flatMap(lower -> value(MixtureSteps.MOST).map(upper -> new Interval(lower, upper)));
  }

  private Optional<Double> value(String subject) {
    return steps.stream()
        .filter(step -> step.subject().equals(subject))
        .map(step -> step.value().orElseThrow())
        .findFirst();
  }

  /** The functions in the formulas whose names not everybody knows, and what they are. */
  public Map<String, String> notation() {
    Map<String, String> notation = new LinkedHashMap<>();
    for (Step step : steps) {
      FUNCTION
          .matcher(step.formula())
          .results()
          .map((MatchResult match) -> match.group(1))
          .flatMap(name -> Named.known(name).stream())
          .filter(function -> !function.meaning().isEmpty())
          .forEach(function -> notation.put(function.text(), function.meaning()));
    }
    return notation;
  }

  /** Whether this is a sum of finite steps that comes as near as its rounding lets it. */
  private boolean reaches(double value, double error) {
    boolean finite = steps.stream().allMatch(step -> Double.isFinite(step.value().orElse(0)));
    double size =
        steps.stream()
            .filter(step -> step.kind() == Kind.TERM)
            .mapToDouble(step -> Math.abs(step.value().orElse(0)))
            .sum();
    double tolerance = ROUNDING * (size + Math.abs(value)) + 8 * error;
    return finite && Math.abs(sum() - value) <= tolerance;
  }

  private Derivation besides(Estimate<Doubles> estimate) {
    double value = estimate.value().scalar();
    double gap = Math.abs(sum() - value);
    return switch (estimate.method()) {
      case CLOSED ->
          gap <= VISIBLE * Math.abs(value) ? this : new Derivation(steps, lost(gap, value));
      default ->
          new Derivation(
              steps,
              "Every expectation is known here, so this sum is exact; the value found by "
                  + estimate.method().text()
                  + " is "
                  + Digits.exact(value)
                  + ".");
    };
  }

  private static String lost(double gap, double value) {
    long digits = (long) Math.floor(-Math.log10(gap / Math.abs(value)));
    String right = digits < 1 ? "no digit" : digits == 1 ? "1 digit" : digits + " digits";
    return "The terms cancel, and %s of this sum can be trusted; computed without cancellation it is %s."
        .formatted(right, Digits.exact(value));
  }
}
