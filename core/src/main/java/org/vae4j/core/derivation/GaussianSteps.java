package org.vae4j.core.derivation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vae4j.core.Doubles;
import org.vae4j.core.Matrices;
import org.vae4j.core.Shape;
import org.vae4j.core.derivation.Step.Kind;
import org.vae4j.core.distribution.Diagonal;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Gaussian;
import org.vae4j.core.distribution.Normal;

/** The derivation of two Gaussian vectors: coordinate by coordinate, or by traces. */
final class GaussianSteps {
  private static final String DISTANCE = "(x - mean_p)' cov_p^-1 (x - mean_p)";
  private static final String TRACE = "tr(cov_p^-1 cov_q)";
  private static final String GAP = "(mean_q - mean_p)' cov_p^-1 (mean_q - mean_p)";
  private static final int SHOWN = 4;

  private GaussianSteps() {}

  /** Empty unless both are Gaussian, a vector at least on one side, of one dimension. */
  static Optional<Derivation> of(Distribution<Doubles> q, Distribution<Doubles> p) {
    if (!(isGaussian(q) && isGaussian(p) && q.dimension() == p.dimension())) {
      return Optional.empty();
    }
    boolean full = q instanceof Gaussian<Doubles> || p instanceof Gaussian<Doubles>;
    return Optional.of(full ? full(q, p) : diagonal(q, p));
  }

  private static boolean isGaussian(Distribution<Doubles> d) {
    return d instanceof Normal<Doubles>
        || d instanceof Diagonal<Doubles>
        || d instanceof Gaussian<Doubles>;
  }

  private static Derivation diagonal(Distribution<Doubles> q, Distribution<Doubles> p) {
    Map<String, double[]> vectors = new LinkedHashMap<>();
    vectors.put("mean_q", q.mean().toDoubleArray());
    vectors.put("sd_q", q.variance().sqrt().toDoubleArray());
    vectors.put("mean_p", p.mean().toDoubleArray());
    vectors.put("sd_p", p.variance().sqrt().toDoubleArray());
    put(vectors, "sd_q", q);
    put(vectors, "sd_p", p);
    Steps steps = new Steps(Map.of());
    String square = "((x[i] - mean[i])/sd[i])^2";
    String density = "sum_i (-log(2 * pi)/2 - log(sd[i]) - " + square + "/2)";
    steps.function(Kind.DENSITY, "log q(x)", owned(density, "q"));
    steps.function(Kind.DENSITY, "log p(x)", owned(density, "p"));
    steps.function(
        Kind.RATIO,
        "log q(x) - log p(x)",
        "sum_i (log(sd_p[i]/sd_q[i]) - %s/2 + %s/2)"
            .formatted(owned(square, "q"), owned(square, "p")));
    steps.sum(Kind.EXPECTATION, "E_q[sum_i " + owned(square, "q") + "]", "1", vectors);
    steps.sum(
        Kind.EXPECTATION,
        "E_q[sum_i " + owned(square, "p") + "]",
        "(sd_q[i]/sd_p[i])^2 + ((mean_q[i] - mean_p[i])/sd_p[i])^2",
        vectors);
    return Moments.of("mean", "sd", "[i]").finish(steps, vectors);
  }

  /** The deviations as given, which the root of their squares may not be. */
  private static void put(Map<String, double[]> vectors, String name, Distribution<Doubles> d) {
    if (d instanceof Diagonal<Doubles> diagonal) {
      vectors.put(name, diagonal.sd().toDoubleArray());
    } else if (d instanceof Normal<Doubles> normal) {
      vectors.put(name, normal.sd().toDoubleArray());
    }
  }

  private static String owned(String text, String owner) {
    return text.replace("mean[i]", "mean_" + owner + "[i]").replace("sd[i]", "sd_" + owner + "[i]");
  }

  private static Derivation full(Distribution<Doubles> q, Distribution<Doubles> p) {
    int d = q.dimension();
    Steps steps = new Steps(Map.of());
    String square = "(x - mean)' cov^-1 (x - mean)";
    String density = "-%d * log(2 * pi)/2 - log det(cov)/2 - %s/2".formatted(d, square);
    steps.function(Kind.DENSITY, "log q(x)", whole(density, "q"));
    steps.function(Kind.DENSITY, "log p(x)", whole(density, "p"));
    steps.function(
        Kind.RATIO,
        "log q(x) - log p(x)",
        "(log det(cov_p) - log det(cov_q))/2 - %s/2 + %s/2"
            .formatted(whole(square, "q"), DISTANCE));
    String own = whole(square, "q");
    steps.add(Step.number(Kind.EXPECTATION, "E_q[" + own + "]", "tr(cov_q^-1 cov_q)", "", d));
    return expectations(steps, d, q, p);
  }

  private static String whole(String text, String owner) {
    return text.replace("mean", "mean_" + owner).replace("cov", "cov_" + owner);
  }

  private static Derivation expectations(
      Steps steps, int d, Distribution<Doubles> q, Distribution<Doubles> p) {
    Doubles rootQ = factor(q);
    Doubles rootP = factor(p);
    double[] shares = diagonalOfRatio(rootQ, rootP);
    double trace = Arrays.stream(shares).sum();
    Doubles gap = q.mean().minus(p.mean()).reshape(d);
    double[] whitened = Matrices.whiten(rootP, gap).toDoubleArray();
    double distance = Arrays.stream(whitened).map(z -> z * z).sum();
    steps.add(
        Step.number(
            Kind.EXPECTATION,
            TRACE,
            "sum_i (cov_p^-1 cov_q)_ii",
            joined(shares, "", " + "),
            trace));
    steps.add(
        Step.number(
            Kind.EXPECTATION,
            GAP,
            "|L_p^-1 (mean_q - mean_p)|^2 with L_p L_p' = cov_p",
            joined(whitened, "^2", " + "),
            distance));
    steps.add(
        Step.number(
            Kind.EXPECTATION,
            "E_q[" + DISTANCE + "]",
            TRACE + " + " + GAP,
            Digits.sum(trace, distance),
            trace + distance));
    double logP = logDeterminant(steps, "cov_p", rootP);
    double logQ = logDeterminant(steps, "cov_q", rootQ);
    part(steps, "mean", GAP + "/2", Digits.rounded(distance) + "/2", distance / 2);
    part(
        steps,
        "variance",
        "(" + TRACE + " - " + d + ")/2",
        "(" + Digits.sum(trace, -d) + ")/2",
        (trace - d) / 2);
    part(
        steps,
        "logDeterminant",
        "(log det(cov_p) - log det(cov_q))/2",
        "(" + Digits.sum(logP, -logQ) + ")/2",
        (logP - logQ) / 2);
    return steps.finish("mean + variance + logDeterminant");
  }

  private static void part(Steps steps, String name, String text, String numbers, double value) {
    steps.add(Step.number(Kind.TERM, name, text, numbers, value));
    steps.summand(value, "");
  }

  private static double logDeterminant(Steps steps, String name, Doubles root) {
    double value = 2 * root.diagonal().log().sum().scalar();
    steps.add(
        Step.number(
            Kind.EXPECTATION,
            "log det(" + name + ")",
            "2 * log(the product of the diagonal of its Cholesky factor)",
            "2 * log(" + joined(root.diagonal().toDoubleArray(), "", " * ") + ")",
            value));
    return value;
  }

  private static String joined(double[] numbers, String behind, String between) {
    String text =
        Arrays.stream(numbers)
            .limit(SHOWN)
            .mapToObj(x -> (x < 0 ? "(" + Digits.rounded(x) + ")" : Digits.rounded(x)) + behind)
            .collect(Collectors.joining(between));
    return numbers.length > SHOWN ? text + between + "..." : text;
  }

  /** The diagonal of {@code S_p^-1 S_q}, from lower factors. */
  private static double[] diagonalOfRatio(Doubles rootQ, Doubles rootP) {
    Doubles half = Matrices.solveLower(rootP, rootQ);
    Doubles left = rootP.triangularSolve(half, true);
    return left.times(rootQ).sum(-1).toDoubleArray();
  }

  private static Doubles factor(Distribution<Doubles> d) {
    if (d instanceof Gaussian<Doubles> gaussian) {
      return gaussian.factor();
    }
    Map<String, double[]> sd = new LinkedHashMap<>();
    put(sd, "sd", d);
    double[] deviations = List.copyOf(sd.values()).get(0);
    double[] factor = new double[deviations.length * deviations.length];
    for (int i = 0; i < deviations.length; i++) {
      factor[i * deviations.length + i] = deviations[i];
    }
    return Doubles.of(Shape.of(deviations.length, deviations.length), factor);
  }
}
