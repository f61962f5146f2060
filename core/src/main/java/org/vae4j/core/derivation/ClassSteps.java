package org.vae4j.core.derivation;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vae4j.core.Doubles;
import org.vae4j.core.derivation.Step.Kind;
import org.vae4j.core.distribution.Bernoulli;
import org.vae4j.core.distribution.Categorical;
import org.vae4j.core.distribution.DiscretisedLogistic;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Poisson;

/** The derivation of a distribution of finitely many classes from another: the sum written out. */
final class ClassSteps {
  private static final int MOST = 8;
  private static final int FIRST = 5;
  private static final String SUM = "sum_k q(k) * log(q(k)/p(k))";

  private ClassSteps() {}

  /** Empty unless q has classes and p has as well, or counts. */
  static Optional<Derivation> of(Distribution<Doubles> q, Distribution<Doubles> p) {
    double[] left = probabilities(q, 0);
    double[] right = probabilities(p, left.length);
    int count = Math.max(left.length, right.length);
    return left.length > 0 && right.length > 0
        ? Optional.of(of(Arrays.copyOf(left, count), Arrays.copyOf(right, count)))
        : Optional.empty();
  }

  /** Of all classes, or of the first {@code count} numbers. */
  private static double[] probabilities(Distribution<Doubles> d, int count) {
    if (d instanceof Poisson<Doubles>) {
      double[] numbers = new double[count];
      Arrays.setAll(numbers, k -> k);
      return d.logDensity(Doubles.vector(numbers)).exp().toDoubleArray();
    }
    if (d instanceof Bernoulli<Doubles> b) {
      return b.asCategorical().probabilities().toDoubleArray();
    }
    if (d instanceof Categorical<Doubles> c) {
      return c.probabilities().over(c.probabilities().sum(-1)).toDoubleArray();
    }
    return d instanceof DiscretisedLogistic<Doubles> l
        ? l.logProbabilities().exp().toDoubleArray()
        : new double[0];
  }

  private static Derivation of(double[] q, double[] p) {
    Steps steps = new Steps(Map.of());
    steps.add(Step.function(Kind.DENSITY, "log q(x)", "log q(k) at x = k, of q = " + list(q), ""));
    steps.add(Step.function(Kind.DENSITY, "log p(x)", "log p(k) at x = k, of p = " + list(p), ""));
    steps.add(Step.function(Kind.RATIO, "log q(x) - log p(x)", "log(q(k)/p(k)) at x = k", ""));
    steps.add(
        Step.function(Kind.EXPECTATION, "E_q[f(x)]", "sum_k q(k) * f(k), with 0 log 0 = 0", ""));
    int shown = q.length <= MOST ? q.length : FIRST;
    for (int k = 0; k < shown; k++) {
      steps.term(true, text(k), numbers(q[k], p[k]), part(q[k], p[k]));
    }
    if (shown < q.length) {
      double rest = 0;
      for (int k = shown; k < q.length; k++) {
        rest += part(q[k], p[k]);
      }
      String others = "k = %d to %d".formatted(shown, q.length - 1);
      steps.term(true, SUM + " over " + others, "", rest);
    }
    return steps.finish(SUM);
  }

  private static String list(double[] probabilities) {
    String shown =
        Arrays.stream(probabilities)
            .limit(MOST)
            .mapToObj(Digits::rounded)
            .collect(Collectors.joining(", "));
    return "(" + shown + (probabilities.length > MOST ? ", ...)" : ")");
  }

  private static String text(int k) {
    return "q(k) * log(q(k)/p(k))".replace("k", Integer.toString(k));
  }

  private static String numbers(double q, double p) {
    String share = Digits.rounded(q);
    return share + " * log(" + share + "/" + Digits.rounded(p) + ")";
  }

  private static double part(double q, double p) {
    return q == 0 ? 0 : q * Math.log(q / p);
  }
}
