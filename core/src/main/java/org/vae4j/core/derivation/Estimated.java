package org.vae4j.core.derivation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vae4j.core.Doubles;
import org.vae4j.core.derivation.Step.Kind;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Mixture;
import org.vae4j.core.divergence.Estimate;
import org.vae4j.core.divergence.Method;

/** What can be said of a divergence that an algorithm found: the parts it is made of, and how. */
final class Estimated {
  private static final String RATIO = "E_q[log q(x) - log p(x)]";

  private Estimated() {}

  static Derivation of(
      Distribution<Doubles> q, Distribution<Doubles> p, Estimate<Doubles> estimate) {
    List<Step> steps = begin(q, p);
    if (q instanceof Mixture<Doubles> || p instanceof Mixture<Doubles>) {
      steps.addAll(MixtureSteps.of(q, p));
    }
    List<String> names = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    estimate
        .terms()
        .forEach(
            (name, value) -> {
              steps.add(term(name, value.scalar(), estimate.method()));
              names.add(name);
              values.add(value.scalar());
            });
    double value = estimate.value().scalar();
    if (names.isEmpty()) {
      steps.add(Step.number(Kind.TERM, RATIO, how(estimate), "", value));
      names.add(RATIO);
      values.add(value);
    }
    double[] parts = values.stream().mapToDouble(x -> x).toArray();
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    String numbers = parts.length == 1 ? "" : Digits.sum(parts);
    steps.add(Step.number(Kind.SUM, "KL(q || p)", String.join(" + ", names), numbers, sum));
    return new Derivation(steps, "Found by " + how(estimate) + ".");
  }

  private static Step term(String name, double value, Method method) {
    String formula =
        switch (name) {
          case "negativeEntropy" -> "E_q[log q(x)], in closed form";
          case "crossEntropy" -> "-E_q[log p(x)], by " + method.text();
          default -> "in closed form, without cancellation";
        };
    return Step.number(Kind.TERM, name, formula, "", value);
  }

  private static String how(Estimate<Doubles> estimate) {
    String error = Digits.rounded(estimate.error().scalar(), 2);
    return switch (estimate.method()) {
      case CLOSED -> "a closed form";
      case INFINITE -> "an argument about supports and tails";
      case SERIES -> "a sum over outcomes, off by " + error + " at most";
      case QUADRATURE -> "adaptive quadrature, off by " + error + " at most";
      case MONTE_CARLO -> "the mean over draws from q, standard error " + error;
    };
  }

  static Derivation infinite(Distribution<Doubles> q, Distribution<Doubles> p, String reason) {
    List<Step> steps = begin(q, p);
    steps.add(Step.number(Kind.SUM, "KL(q || p)", "inf", "", Double.POSITIVE_INFINITY));
    return new Derivation(steps, "Infinite: " + reason + ".");
  }

  private static List<Step> begin(Distribution<Doubles> q, Distribution<Doubles> p) {
    List<Step> steps = new ArrayList<>(List.of(Step.definition()));
    density(q, p, q, "q").ifPresent(steps::add);
    density(q, p, p, "p").ifPresent(steps::add);
    return steps;
  }

  private static Optional<Step> density(
      Distribution<Doubles> q, Distribution<Doubles> p, Distribution<Doubles> d, String owner) {
    String subject = "log " + owner + "(x)";
    if (d instanceof Mixture<Doubles>) {
      String text = "log(sum_k weight_k * density_k(x))";
      return Optional.of(Step.function(Kind.DENSITY, subject, text, ""));
    }
    return LogDensity.of(d, owner)
        .map(
            density -> {
              Steps letters = Steps.of(q, p);
              return Step.function(
                  Kind.DENSITY, subject, density.text(), letters.numbers(density.text()));
            });
  }
}
