package org.vae4j.core.derivation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The mean under q of a statistic in the log density of q or p, by q's family. In its texts the
 * letters of the statistic's owner end in {@code _o}, since a p may ask for what a q has.
 */
final class Expectations {
  private static final String NORMAL = "((x - mean)/sd)^2";
  private static final String LOG_NORMAL = "((log x - mu)/sigma)^2";
  private static final String DISTANCE = "|x - loc|";
  private static final String CAUCHY = "log(scale^2 + (x - loc)^2)";

  private static final Map<String, String> TABLE = new HashMap<>();

  static {
    moments("x", "normal", "mean_q", "sd_q");
    moments("x", "uniform", "(lo_q + hi_q)/2", "(hi_q - lo_q)/sqrt(12)");
    moments("x", "laplace", "loc_q", "sqrt(2) * scale_q");
    moments("x", "exponential", "1/rate_q", "1/rate_q");
    moments("x", "gamma", "shape_q/rate_q", "sqrt(shape_q)/rate_q");
    moments("x", "student-t", "loc_q", "sqrt(df_q/(df_q - 2)) * scale_q");
    moments(
        "x", "inverse-gamma", "scale_q/(shape_q - 1)", "scale_q/(shape_q - 1)/sqrt(shape_q - 2)");
    moments(
        "x",
        "log-normal",
        "exp(mu_q + sigma_q^2/2)",
        "sqrt(exp(sigma_q^2) - 1) * exp(mu_q + sigma_q^2/2)");
    moments("x", "beta", "a_q/(a_q + b_q)", "sqrt(a_q * b_q/(a_q + b_q + 1))/(a_q + b_q)");
    moments("log x", "log-normal", "mu_q", "sigma_q");
    moments("log x", "exponential", "digamma(1) - log(rate_q)", "sqrt(trigamma(1))");
    moments("log x", "gamma", "digamma(shape_q) - log(rate_q)", "sqrt(trigamma(shape_q))");
    moments("log x", "inverse-gamma", "log(scale_q) - digamma(shape_q)", "sqrt(trigamma(shape_q))");
    moments(
        "log x",
        "beta",
        "digamma(a_q) - digamma(a_q + b_q)",
        "sqrt(trigamma(a_q) - trigamma(a_q + b_q))");
    put("x", "poisson", "rate_q");
    moments(
        "x", "continuous-bernoulli", "slope(logit(lambda_q))", "sqrt(curvature(logit(lambda_q)))");
    moments(
        "log x",
        "uniform",
        "(xlogx(hi_q) - xlogx(lo_q))/(hi_q - lo_q) - 1",
        "sqrt(1 - lo_q * hi_q * (log(hi_q/lo_q)/(hi_q - lo_q))^2)");
    put("log(1 - x)", "uniform", "(xlogx(1 - lo_q) - xlogx(1 - hi_q))/(hi_q - lo_q) - 1");
    put("log(1 - x)", "beta", "digamma(b_q) - digamma(a_q + b_q)");
    put("1/x", "gamma", "rate_q/(shape_q - 1)");
    put("1/x", "inverse-gamma", "shape_q/scale_q");
    put("1/x", "log-normal", "exp(sigma_q^2/2 - mu_q)");
    put("1/x", "uniform", "log(hi_q/lo_q)/(hi_q - lo_q)");
    put("1/x", "beta", "(a_q + b_q - 1)/(a_q - 1)");
    put("cos(x - loc)", "uniform", "(sin(hi_q - loc_o) - sin(lo_q - loc_o))/(hi_q - lo_q)");
    put("cos(x - loc)", "von-mises", "A(concentration_q) * cos(loc_q - loc_o)");
    put(CAUCHY, "cauchy", "log((scale_q + scale_o)^2 + (loc_q - loc_o)^2)");
    put(DISTANCE, "laplace", "|loc_q - loc_o| + scale_q * exp(-|loc_q - loc_o|/scale_q)");
    put(
        DISTANCE,
        "normal",
        "sd_q * sqrt(2/pi) * exp(-((mean_q - loc_o)/sd_q)^2/2)"
            + " + (mean_q - loc_o) * erf((mean_q - loc_o)/sd_q/sqrt(2))");
    put(
        DISTANCE,
        "uniform",
        "((hi_q - loc_o) * |hi_q - loc_o| - (lo_q - loc_o) * |lo_q - loc_o|)/(hi_q - lo_q)/2");
    put(
        DISTANCE,
        "exponential",
        "1/rate_q - loc_o"
            + " + 2 * (exp(-rate_q * positive(loc_o)) - 1)/rate_q + 2 * positive(loc_o)");
    own("log(1 + ((x - loc)/scale)^2/df)", "student-t", "digamma((df_q + 1)/2) - digamma(df_q/2)");
    own(NORMAL, "normal", "1");
    own(LOG_NORMAL, "log-normal", "1");
    own(DISTANCE, "laplace", "scale_q");
    own("cos(x - loc)", "von-mises", "A(concentration_q)");
    own(CAUCHY, "cauchy", "2 * log(2 * scale_q)");
  }

  private Expectations() {}

  private static void put(String statistic, String family, String text) {
    TABLE.put(key(statistic, family, false), text);
  }

  /** For the statistic with q's own parameters. */
  private static void own(String statistic, String family, String text) {
    TABLE.put(key(statistic, family, true), text);
  }

  private static String key(String statistic, String family, boolean own) {
    return statistic + " of " + (own ? "its own " : "") + family;
  }

  /** The mean of x or log x, and with the standard deviation that of a normal's exponent. */
  private static void moments(String of, String family, String mean, String sd) {
    put(of, family, mean);
    String divided = sd.matches("[a-z_]+") ? sd : "(" + sd + ")";
    if (of.equals("x")) {
      put(NORMAL, family, "(%s/sd_o)^2 + ((%s - mean_o)/sd_o)^2".formatted(divided, mean));
    } else {
      put(LOG_NORMAL, family, "(%s/sigma_o)^2 + ((%s - mu_o)/sigma_o)^2".formatted(divided, mean));
    }
  }

  /**
   * The mean under a q of this family, in letters, if it is known in closed form.
   *
   * @param statistic without owners
   * @param owner q or p, whose parameters the statistic has
   */
  static Optional<String> of(String statistic, String family, String owner) {
    String own = owner.equals("q") ? TABLE.get(key(statistic, family, true)) : null;
    String text = own == null ? TABLE.get(key(statistic, family, false)) : own;
    return Optional.ofNullable(text).map(found -> found.replace("_o", "_" + owner));
  }
}
