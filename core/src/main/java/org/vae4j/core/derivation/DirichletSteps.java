package org.vae4j.core.derivation;

import java.util.Map;
import java.util.TreeMap;
import org.vae4j.core.Doubles;
import org.vae4j.core.derivation.Step.Kind;
import org.vae4j.core.distribution.Dirichlet;

/** The derivation of two Dirichlet distributions: the statistics are the log coordinates. */
final class DirichletSteps {
  private DirichletSteps() {}

  static Derivation of(Dirichlet<Doubles> q, Dirichlet<Doubles> p) {
    Map<String, double[]> vectors = new TreeMap<>();
    vectors.put("a_q", q.concentration().toDoubleArray());
    vectors.put("a_p", p.concentration().toDoubleArray());
    Steps steps =
        new Steps(
            Map.of(
                "total_q", q.concentration().sum().scalar(),
                "total_p", p.concentration().sum().scalar()));
    density(steps, "q");
    density(steps, "p");
    steps.sum(Kind.EXPECTATION, "total_q", "a_q[i]", vectors);
    steps.sum(Kind.EXPECTATION, "total_p", "a_p[i]", vectors);
    String mean = "digamma(a_q[i]) - digamma(total_q)";
    steps.add(Step.function(Kind.EXPECTATION, "E_q[log x[i]]", mean, steps.numbers(mean)));
    String totals = "logGamma(total_q) - logGamma(total_p)";
    steps.term(true, totals, steps.numbers(totals), steps.value(totals));
    sum(steps, "logGamma(a_p[i]) - logGamma(a_q[i])", vectors);
    sum(steps, "(a_q[i] - a_p[i]) * (" + mean + ")", vectors);
    return steps.finish("");
  }

  private static void density(Steps steps, String owner) {
    String text =
        "logGamma(total) - sum_i logGamma(a[i]) + sum_i (a[i] - 1) * log(x[i])"
            .replace("total", "total_" + owner)
            .replace("a[i]", "a_" + owner + "[i]");
    steps.function(Kind.DENSITY, "log " + owner + "(x)", text);
  }

  private static void sum(Steps steps, String text, Map<String, double[]> vectors) {
    steps.summand(steps.sum(Kind.TERM, "", text, vectors), " + " + Steps.over(text));
  }
}
