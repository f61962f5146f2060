package org.vae4j.core.derivation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vae4j.core.Doubles;
import org.vae4j.core.derivation.Difference.Summand;
import org.vae4j.core.derivation.Step.Kind;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.LogNormal;
import org.vae4j.core.distribution.Normal;

/**
 * The derivation of any two scalar families whose statistics have a known mean under q: one
 * family's, and most pairs of two.
 */
final class Linear {
  private Linear() {}

  static Optional<Derivation> of(Distribution<Doubles> q, Distribution<Doubles> p) {
    Optional<LogDensity> left = LogDensity.of(q, "q");
    Optional<LogDensity> right = LogDensity.of(p, "p");
    if (left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    List<Summand> summands = Difference.of(left.get(), right.get());
    List<String> means = new ArrayList<>();
    for (Summand summand : summands) {
      Optional<String> mean = mean(summand, q);
      if (mean.isEmpty()) {
        return Optional.empty();
      }
      means.add(mean.get());
    }
    Steps steps = Steps.of(q, p);
    steps.function(Kind.DENSITY, "log q(x)", left.get().text());
    steps.function(Kind.DENSITY, "log p(x)", right.get().text());
    return Optional.of(derive(steps, summands, means, q, p));
  }

  /** The mean of a summand's statistic in letters; empty text for none, no value if unknown. */
  private static Optional<String> mean(Summand summand, Distribution<Doubles> q) {
    return summand.statistic().isEmpty()
        ? Optional.of("")
        : Expectations.of(summand.template(), LogDensity.family(q), summand.owner());
  }

  private static Derivation derive(
      Steps steps,
      List<Summand> summands,
      List<String> means,
      Distribution<Doubles> q,
      Distribution<Doubles> p) {
    steps.function(Kind.RATIO, "log q(x) - log p(x)", ratio(summands));
    double[] values = new double[means.size()];
    for (int i = 0; i < values.length; i++) {
      if (!means.get(i).isEmpty()) {
        values[i] =
            steps.formula(Kind.EXPECTATION, expected(summands.get(i).statistic()), means.get(i));
      }
    }
    if (q instanceof Normal<Doubles> && p instanceof Normal<Doubles>) {
      return Moments.of("mean", "sd").finish(steps);
    }
    if (q instanceof LogNormal<Doubles> && p instanceof LogNormal<Doubles>) {
      return Moments.of("mu", "sigma").finish(steps);
    }
    for (int i = 0; i < values.length; i++) {
      term(steps, summands.get(i), values[i]);
    }
    return steps.finish("");
  }

  private static String expected(String statistic) {
    return "E_q[" + statistic + "]";
  }

  private static String ratio(List<Summand> summands) {
    StringBuilder text = new StringBuilder();
    for (Summand summand : summands) {
      boolean first = text.isEmpty();
      text.append(first ? "" : " ").append(summand.positive() ? first ? "" : "+ " : "- ");
      text.append(summand.text(summand.statistic()));
    }
    return text.isEmpty() ? "0" : text.toString();
  }

  private static void term(Steps steps, Summand summand, double mean) {
    String coefficient = summand.coefficient();
    if (summand.statistic().isEmpty()) {
      String numbers = steps.numbers(coefficient);
      steps.term(summand.positive(), coefficient, numbers, steps.value(coefficient));
      return;
    }
    String plain = steps.numbers(coefficient);
    String number = Digits.rounded(mean);
    String numbers =
        LogDensity.product(
            plain.isEmpty() ? coefficient : plain, mean < 0 ? "(" + number + ")" : number);
    steps.term(
        summand.positive(),
        summand.text(expected(summand.statistic())),
        numbers,
        mean == 0 ? 0 : steps.value(coefficient) * mean);
  }
}
