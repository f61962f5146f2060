package org.vae4j.autodiff.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.distribution.Diagonal;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Mixture;
import org.vae4j.core.divergence.mixture.MixtureFormula;
import org.vae4j.core.divergence.mixture.MixtureKl;

/** The formulas of mixtures as losses: their gradients are the central differences. */
class MixtureKlGradientTest {
  private final Map<String, Tensor> feeds = new LinkedHashMap<>();
  private final List<Var> leaves = new ArrayList<>();

  private Var input(String name, double... values) {
    Var input = Var.input(name, Shape.of(values.length));
    feeds.put(name, Tensor.of(Shape.of(values.length), values));
    leaves.add(input);
    return input;
  }

  private Diagonal<Var> diagonal(String name, double shift) {
    Var mean = input(name + " mean", 0.3 + shift, -0.4);
    return new Diagonal<>(mean, input(name + " log sd", 0.1, -0.3 + shift / 4).exp());
  }

  private Mixture<Var> mixture(String name, double shift) {
    Var logits = input(name + " logits", 0.2, -0.5);
    Var weights = logits.minus(logits.logSumExp(-1)).exp();
    return new Mixture<>(
        weights, List.of(diagonal(name + " one", shift), diagonal(name + " two", shift - 1.5)));
  }

  @ParameterizedTest
  @EnumSource(MixtureFormula.class)
  void formulas_ofASingleGaussian_haveTheirGradients(MixtureFormula formula) {
    Distribution<Var> q = diagonal("q", 0);
    check(MixtureKl.formulas(q, mixture("p", 1)).get(formula));
  }

  @ParameterizedTest
  @EnumSource(
      value = MixtureFormula.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "VARIATIONAL_UPPER")
  void formulas_ofMixtures_haveTheirGradients(MixtureFormula formula) {
    check(MixtureKl.formulas(mixture("q", 0), mixture("p", 1)).get(formula));
  }

  /** At the least bound the weights that reach it are constants to the gradient. */
  @Test
  void variationalUpper_ofMixtures_hasItsGradientWhereItHasSettled() {
    Var loss =
        MixtureKl.formulas(mixture("q", 0), mixture("p", 4)).get(MixtureFormula.VARIATIONAL_UPPER);
    GradientCheck.Report report = GradientCheck.first(loss, feeds, leaves, 1);
    assertEquals(report.difference(), report.gradient(), 1e-5 * Math.abs(report.difference()));
  }

  @Test
  void estimate_byDraws_hasItsGradient() {
    Distribution<Var> q = mixture("q", 0);
    Distribution<Var> p = mixture("p", 1);
    check(MixtureKl.of(q, p, new SplittableRandom(2), 20).estimate().value());
  }

  private void check(Var loss) {
    GradientCheck.check(loss, feeds, leaves, 1);
  }
}
