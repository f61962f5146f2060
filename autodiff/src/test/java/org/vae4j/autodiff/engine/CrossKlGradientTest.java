package org.vae4j.autodiff.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.distribution.Bernoulli;
import org.vae4j.core.distribution.Beta;
import org.vae4j.core.distribution.ContinuousBernoulli;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Exponential;
import org.vae4j.core.distribution.Gamma;
import org.vae4j.core.distribution.InverseGamma;
import org.vae4j.core.distribution.Laplace;
import org.vae4j.core.distribution.LogNormal;
import org.vae4j.core.distribution.Normal;
import org.vae4j.core.distribution.Poisson;
import org.vae4j.core.distribution.StudentT;
import org.vae4j.core.distribution.Uniform;
import org.vae4j.core.distribution.VonMises;
import org.vae4j.core.divergence.Kl;

/** Divergences across families as losses: their gradients are the central differences. */
class CrossKlGradientTest {
  private static final Map<String, Function<List<Var>, Distribution<Var>>> FAMILIES =
      new LinkedHashMap<>();

  static {
    FAMILIES.put("normal", x -> new Normal<>(x.get(0), x.get(1)));
    FAMILIES.put("laplace", x -> new Laplace<>(x.get(0), x.get(1)));
    FAMILIES.put("log-normal", x -> new LogNormal<>(x.get(0), x.get(1)));
    FAMILIES.put("gamma", x -> new Gamma<>(x.get(0), x.get(1)));
    FAMILIES.put("inverse-gamma", x -> new InverseGamma<>(x.get(0), x.get(1)));
    FAMILIES.put("exponential", x -> new Exponential<>(x.get(0)));
    FAMILIES.put("beta", x -> new Beta<>(x.get(0), x.get(1)));
    FAMILIES.put("uniform", x -> new Uniform<>(x.get(0), x.get(1)));
    FAMILIES.put("student-t", x -> new StudentT<>(x.get(0), x.get(1), x.get(2)));
    FAMILIES.put("von-mises", x -> new VonMises<>(x.get(0), x.get(1)));
    FAMILIES.put("continuous-bernoulli", x -> new ContinuousBernoulli<>(x.get(0)));
    FAMILIES.put("bernoulli", x -> Bernoulli.of(x.get(0)));
    FAMILIES.put("poisson", x -> new Poisson<>(x.get(0)));
  }

  private final Map<String, Tensor> feeds = new LinkedHashMap<>();
  private final List<Var> leaves = new ArrayList<>();

  /** A distribution for each column: {@code gamma 3 0.2 / 1 2} has shapes 3, 0.2 and rates 1, 2. */
  private Distribution<Var> parse(String role, String text) {
    String[] words = text.split(" ", 2);
    List<Var> parameters = new ArrayList<>();
    for (String row : words[1].split(" / ")) {
      String[] numbers = row.split(" ");
      double[] values = new double[numbers.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = Double.parseDouble(numbers[i]);
      }
      String name = role + parameters.size();
      Var input = Var.input(name, Shape.of(values.length));
      feeds.put(name, Tensor.of(Shape.of(values.length), values));
      leaves.add(input);
      parameters.add(input);
    }
    return FAMILIES.get(words[0]).apply(parameters);
  }

  private Var kl(String q, String p) {
    return Kl.closed(parse("q", q), parse("p", p)).orElseThrow().kl();
  }

  @ParameterizedTest
  @CsvSource({
    "uniform 0.2 -1 / 0.7 3, normal 0.3 2 / 1.2 0.7",
    "laplace 0.2 -1 / 0.7 3, normal 0.3 2 / 1.2 0.7",
    "gamma 0.4 30 / 0.7 3, normal 0.3 2 / 1.2 0.7",
    "inverse-gamma 2.4 30 / 0.7 3, normal 0.3 2 / 1.2 0.7",
    "log-normal 0.2 -2 / 0.7 1.3, normal 0.3 2 / 1.2 0.7",
    "beta 0.4 3 / 0.7 12, normal 0.3 2 / 1.2 0.7",
    "continuous-bernoulli 0.3 0.97, normal 0.3 2 / 1.2 0.7",
    "student-t 2.5 30 / 0.7 3 / 1 0.4, normal 0.3 2 / 1.2 0.7",
    "uniform 0.2 1 / 0.7 3, log-normal 0.3 2 / 1.2 0.7",
    "gamma 0.4 30 / 0.7 3, log-normal 0.3 2 / 1.2 0.7",
    "inverse-gamma 0.4 30 / 0.7 3, log-normal 0.3 2 / 1.2 0.7",
    "beta 0.4 3 / 0.7 12, log-normal 0.3 -2 / 1.2 0.7",
    "uniform 0.2 1 / 0.7 3, gamma 0.3 9 / 1.2 3",
    "inverse-gamma 1.4 30 / 0.7 3, gamma 0.3 9 / 1.2 3",
    "log-normal 0.2 -2 / 0.7 1.3, gamma 0.3 9 / 1.2 3",
    "beta 0.4 3 / 0.7 12, gamma 0.3 9 / 1.2 3",
    "uniform 0.2 1 / 0.7 3, exponential 0.3 2",
    "continuous-bernoulli 0.3 0.97, exponential 0.3 2",
    "uniform 0.2 1 / 0.7 3, inverse-gamma 0.3 9 / 1.2 3",
    "gamma 1.4 30 / 0.7 3, inverse-gamma 0.3 9 / 1.2 3",
    "log-normal 0.2 -2 / 0.7 1.3, inverse-gamma 0.3 9 / 1.2 3",
    "beta 1.4 3 / 0.7 12, inverse-gamma 0.3 9 / 1.2 3",
    "normal 0.2 -2 / 0.7 1.3, laplace 0.3 -1.5 / 1.2 3",
    "uniform 0.2 1 / 0.7 3, laplace 0.3 -1.5 / 1.2 3",
    "exponential 0.2 2, laplace 0.3 -1.5 / 1.2 3",
    "beta 0.4 3 / 0.7 12, uniform -0.3 -1 / 1.2 3",
    "continuous-bernoulli 0.3 0.97, uniform -0.3 -1 / 1.2 3",
    "von-mises 0.3 -1 / 0.7 12, uniform -4 -5 / 4 3",
    "uniform -1 0.3 / 2 1, von-mises 0.2 -0.5 / 0.6 9",
    "uniform 0.1 0.3 / 0.9 0.7, beta 1.2 4 / 0.7 2",
    "uniform 0.1 0.3 / 0.9 0.7, continuous-bernoulli 0.3 0.97",
    "beta 0.4 3 / 0.7 12, continuous-bernoulli 0.3 0.97",
    "bernoulli 0.3 0.9, poisson 0.4 3"
  })
  void kl_acrossFamilies_hasItsGradient(String q, String p) {
    GradientCheck.check(kl(q, p).sum(), feeds, leaves, 1);
  }

  /** No gradient of the element that is infinite, and no NaN, reaches the other. */
  @ParameterizedTest
  @CsvSource({
    "inverse-gamma 0.5 4 / 0.7 3, normal 0.3 2 / 1.2 0.7",
    "student-t 1 30 / 0.7 3 / 1 0.4, normal 0.3 2 / 1.2 0.7",
    "inverse-gamma 0.4 30 / 0.7 3, gamma 0.3 9 / 1.2 3",
    "gamma 0.4 30 / 0.7 3, inverse-gamma 0.3 9 / 1.2 3",
    "beta 0.4 3 / 0.7 12, inverse-gamma 0.3 9 / 1.2 3",
    "uniform -2 1 / -1 3, gamma 0.3 9 / 1.2 3",
    "uniform -2 1 / -1 3, inverse-gamma 0.3 9 / 1.2 3",
    "uniform -2 1 / -1 3, log-normal 0.3 2 / 1.2 0.7",
    "uniform -2 0.3 / 3 0.7, beta 1.2 4 / 0.7 2",
    "uniform -2 0.3 / 3 0.7, continuous-bernoulli 0.3 0.97",
    "beta 0.4 3 / 0.7 12, uniform 0.3 -1 / 0.2 3"
  })
  void kl_besideAnInfiniteOne_hasItsGradient(String q, String p) {
    GradientCheck.check(kl(q, p).slice(-1, 1, 2).sum(), feeds, leaves, 1);
  }

  @Test
  void kl_ofAUniformFromZero_hasItsGradientInTheOthers() {
    Var lo = Var.input("lo", Shape.of(1));
    feeds.put("lo", Tensor.of(Shape.of(1), 0));
    Distribution<Var> p = parse("p", "gamma 2 / 3");
    Var hi = Var.input("hi", Shape.of(1));
    feeds.put("hi", Tensor.of(Shape.of(1), 1.5));
    leaves.add(hi);
    GradientCheck.check(
        Kl.closed(new Uniform<>(lo, hi), p).orElseThrow().kl().sum(), feeds, leaves, 1);
  }
}
