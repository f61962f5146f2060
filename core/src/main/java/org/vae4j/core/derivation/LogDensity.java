package org.vae4j.core.derivation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.StudentT;

/**
 * The log density of a family as a sum of parts, each a coefficient, alone or times a statistic of
 * x. The texts of the table read {@code sign coefficient} or {@code sign coefficient | statistic}.
 */
record LogDensity(List<Part> parts) {
  private static final Map<String, List<String>> TABLE = new HashMap<>();

  static {
    TABLE.put("normal", List.of("- log(2 * pi)/2", "- log(sd)", "- 1/2 | ((x - mean)/sd)^2"));
    TABLE.put(
        "log-normal",
        List.of(
            "- log(2 * pi)/2", "- log(sigma)", "- 1 | log x", "- 1/2 | ((log x - mu)/sigma)^2"));
    TABLE.put("exponential", List.of("+ log(rate)", "- rate | x"));
    TABLE.put(
        "gamma",
        List.of(
            "+ shape * log(rate)",
            "- logGamma(shape)",
            "+ shape | log x",
            "- 1 | log x",
            "- rate | x"));
    TABLE.put(
        "inverse-gamma",
        List.of(
            "+ shape * log(scale)",
            "- logGamma(shape)",
            "- shape | log x",
            "- 1 | log x",
            "- scale | 1/x"));
    TABLE.put(
        "beta",
        List.of(
            "+ logGamma(a + b)",
            "- logGamma(a)",
            "- logGamma(b)",
            "+ a | log x",
            "- 1 | log x",
            "+ b | log(1 - x)",
            "- 1 | log(1 - x)"));
    TABLE.put("continuous-bernoulli", List.of("+ logit(lambda) | x", "- logNorm(logit(lambda))"));
    TABLE.put("laplace", List.of("- log(2)", "- log(scale)", "- 1/scale | |x - loc|"));
    TABLE.put("uniform", List.of("- log(hi - lo)"));
    TABLE.put(
        "von-mises",
        List.of("- log(2 * pi)", "- logI0(concentration)", "+ concentration | cos(x - loc)"));
    TABLE.put("cauchy", List.of("- log(pi)", "+ log(scale)", "- 1 | log(scale^2 + (x - loc)^2)"));
    TABLE.put(
        "student-t",
        List.of(
            "+ logGamma((df + 1)/2)",
            "- logGamma(df/2)",
            "- log(pi)/2",
            "- log(df)/2",
            "- log(scale)",
            "- (df + 1)/2 | log(1 + ((x - loc)/scale)^2/df)"));
    TABLE.put("poisson", List.of("- rate", "+ log(rate) | x", "- 1 | log(x!)"));
  }

  /**
   * A signed coefficient, times a statistic unless that is empty.
   *
   * @param template the part before its letters had an owner
   */
  record Part(boolean positive, String coefficient, String statistic, String template) {
    private static Part of(String template, Set<String> names, String owner) {
      String[] words = template.substring(2).split(" \\| ", 2);
      return new Part(
          template.charAt(0) == '+',
          Formula.owned(words[0], names, owner),
          words.length == 1 ? "" : Formula.owned(words[1], names, owner),
          template);
    }

    /** Whether no parameter is in it: both densities may have it, and then it cancels. */
    boolean isFree() {
      return (coefficient + statistic).indexOf('_') < 0;
    }

    /** It without its sign. */
    String text() {
      return product(coefficient, statistic);
    }
  }

  /** {@code coefficient * statistic}, either of which may be absent. */
  static String product(String coefficient, String statistic) {
    if (statistic.isEmpty()) {
      return coefficient;
    }
    if (coefficient.equals("1")) {
      return statistic;
    }
    return coefficient.matches("1/\\w+")
        ? statistic + coefficient.substring(1)
        : coefficient + " * " + statistic;
  }

  /** The log density of a scalar family whose letters belong to {@code owner}, q or p. */
  static Optional<LogDensity> of(Distribution<Doubles> distribution, String owner) {
    List<String> texts = TABLE.get(family(distribution));
    if (texts == null) {
      return Optional.empty();
    }
    Set<String> names = distribution.parameters().keySet();
    List<Part> parts = new ArrayList<>();
    texts.forEach(text -> parts.add(Part.of(text, names, owner)));
    return Optional.of(new LogDensity(List.copyOf(parts)));
  }

  /** The name in the tables of this package: a Student t of one degree of freedom is a Cauchy. */
  static String family(Distribution<Doubles> distribution) {
    boolean cauchy = distribution instanceof StudentT<Doubles> t && t.df().scalar() == 1;
    return cauchy ? "cauchy" : distribution.family();
  }

  /** As a formula in x. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      String sign = part.positive() ? "+" : "-";
      String gap = text.isEmpty() ? "" : " ";
      text.append(gap).append(text.isEmpty() && part.positive() ? "" : sign);
      text.append(gap).append(part.text());
    }
    return text.toString();
  }
}
