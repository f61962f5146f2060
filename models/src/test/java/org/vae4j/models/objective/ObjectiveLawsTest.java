package org.vae4j.models.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.LinearGaussian;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Split;
import org.vae4j.models.layer.Mode;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.Latent;

/**
 * What the bounds owe to each other, on the same weights and without tolerance, and to the evidence
 * of a linear Gaussian model whose posterior is wrong on purpose.
 */
class ObjectiveLawsTest {
  private static final int EXAMPLES = 50;

  /** Every objective that claims a bound, with draws enough to be near its mean. */
  static Stream<Objective> bounds() {
    return Stream.of(
        new Elbo(),
        new Elbo(7, true),
        new BetaElbo(1, 1.5),
        new Iwae(1),
        new Iwae(16),
        new Miwae(4, 4),
        new Piwae(4, 4),
        new BetaTcVae(1, TotalCorrelation.STRATIFIED, 1000),
        new Ciwae(16, 0.5),
        new Renyi(16, 0.5),
        new Renyi(16, 2),
        new WeightedKl(1, 1, 1, 1));
  }

  static Stream<Objective> all() {
    return Stream.concat(bounds(), ObjectiveFixtures.all());
  }

  /** Independent draws of one output for the first examples, by noise of a step. */
  private static double[] run(Var output, Split split, long step, double beta) {
    try (Plan plan = new ReferencePlan(Graph.of(Map.of("value", output)))) {
      if (plan.takes(Pass.X)) {
        plan.feed(Pass.X, LinearGaussian.tensor(split).toDoubleArray());
      }
      if (plan.takes(Objective.BETA)) {
        plan.feed(Objective.BETA, beta);
      }
      for (String scheduled : List.of("capacity", "meanWeight")) {
        if (plan.takes(scheduled)) {
          plan.feed(scheduled, 0.7);
        }
      }
      plan.draw(Draw.of(5, "law", step, split.size()));
      plan.run();
      return plan.read("value").toDoubleArray();
    }
  }

  private static Vae wrong() {
    return LinearGaussian.off();
  }

  /** At a weight of 1, and without schedules, a kind either names a bound or cannot. */
  @ParameterizedTest
  @EnumSource
  void everyKindThatCanNameABound_isHeldToItsLaws(ObjectiveKind kind) {
    Objective plain = ObjectiveFixtures.plain(kind, LinearGaussian.D);
    boolean named = plain.bound(Pass.of(wrong(), 3, plain.samples())).isPresent();
    boolean held = bounds().anyMatch(objective -> objective.name().equals(plain.name()));
    assertEquals(named, held, plain + ", which has no bound because " + plain.noBound());
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void bound_liesBelowTheEvidenceInTheMean(Objective objective) {
    Split split = LinearGaussian.draw(EXAMPLES, 11);
    double[] evidence = LinearGaussian.evidence(split);
    Var bound = objective.bound(Pass.of(wrong(), EXAMPLES, objective.samples())).orElseThrow();
    int steps = 40;
    double sum = 0;
    double squares = 0;
    for (int step = 0; step < steps; step++) {
      double[] values = run(bound, split, step, 1);
      double gap = IntStream.range(0, EXAMPLES).mapToDouble(i -> evidence[i] - values[i]).sum();
      sum += gap / EXAMPLES;
      squares += gap / EXAMPLES * gap / EXAMPLES;
    }
    double mean = sum / steps;
    double error = Math.sqrt((squares / steps - mean * mean) / (steps - 1));
    assertTrue(mean > -4 * error, objective + ": evidence less bound " + mean + " +- " + error);
    assertTrue(mean < 2, objective + " is far below the evidence: " + mean);
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void loss_isTheNegativeMeanOfTheBound(Objective objective) {
    Split split = LinearGaussian.draw(EXAMPLES, 12);
    Pass pass = Pass.of(wrong(), EXAMPLES, objective.samples());
    double[] bound = run(objective.bound(pass).orElseThrow(), split, 0, 1);
    double mean = IntStream.range(0, EXAMPLES).mapToDouble(i -> bound[i]).average().orElseThrow();
    assertEquals(-mean, run(objective.loss(pass), split, 0, 1)[0], 1e-12);
  }

  @ParameterizedTest
  @MethodSource("all")
  void loss_withoutTheKl_isTheReconstruction(Objective objective) {
    Split split = LinearGaussian.draw(EXAMPLES, 13);
    Pass pass = Pass.of(wrong(), EXAMPLES, objective.samples());
    if (objective instanceof Elbo || objective instanceof BetaElbo) {
      double[] parts = run(pass.reconstruction(), split, 0, 0);
      double mean = IntStream.range(0, EXAMPLES).mapToDouble(i -> parts[i]).average().orElseThrow();
      assertEquals(mean, run(objective.loss(pass), split, 0, 0)[0], 1e-12);
    } else {
      assertTrue(Double.isFinite(run(objective.loss(pass), split, 0, 0)[0]));
    }
  }

  /** A pass whose weights are given: the reconstruction holds them, prior and posterior agree. */
  private static Pass weighted(double[] logWeights) {
    Vae vae = LinearGaussian.exact(0, 0);
    int s = logWeights.length;
    Var z = Var.zeros(Shape.of(s, LinearGaussian.D));
    Var density = vae.prior().logDensity(z).reshape(1, s);
    Latent latent = new Latent(z, density, Optional.empty());
    Var point = Var.zeros(Shape.of(1, LinearGaussian.D));
    return new Pass(
        vae,
        Var.zeros(Shape.of(1, LinearGaussian.X)),
        new DiagonalGaussian(point, point),
        latent,
        Var.constant(Tensor.of(Shape.of(1, s), logWeights)),
        Mode.EVALUATION);
  }

  private static double value(Objective objective, double[] logWeights) {
    Var bound = objective.bound(weighted(logWeights)).orElseThrow();
    return run(bound, LinearGaussian.draw(1, 1), 0, 1)[0];
  }

  private static double[] without(double[] weights, int left) {
    return IntStream.range(0, weights.length)
        .filter(i -> i != left)
        .mapToDouble(i -> weights[i])
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 20})
  void iwae_ofMoreWeights_isAtLeastTheMeanOverSubsets(int k) {
    requireNotLooser(k, new Random(k).doubles(k + 1, -30, 5).toArray());
    int examples = 10;
    Split split = LinearGaussian.draw(examples, 15);
    double[] drawn = run(Pass.of(wrong(), examples, k + 1).logWeights(), split, 0, 1);
    for (int i = 0; i < examples; i++) {
      requireNotLooser(k, Arrays.copyOfRange(drawn, i * (k + 1), (i + 1) * (k + 1)));
    }
  }

  /** The mean over all k-subsets of k + 1 weights against all of them: no tolerance. */
  private static void requireNotLooser(int k, double[] weights) {
    double subsets =
        IntStream.rangeClosed(0, k)
            .mapToDouble(left -> value(new Iwae(k), without(weights, left)))
            .average()
            .orElseThrow();
    assertTrue(subsets <= value(new Iwae(k + 1), weights));
  }

  @Test
  void renyi_isDecreasingInAlphaFromTheIwaeThroughTheElbo() {
    double[] weights = new Random(3).doubles(12, -8, 4).toArray();
    List<Double> values =
        Stream.of(0.0, 0.25, 0.5, 0.999, 1.001, 2.0, 10.0)
            .map(alpha -> value(new Renyi(12, alpha), weights))
            .toList();
    assertEquals(value(new Iwae(12), weights), values.get(0), 1e-12);
    double elbo = IntStream.range(0, 12).mapToDouble(i -> weights[i]).average().orElseThrow();
    assertTrue(values.get(3) > elbo && elbo > values.get(4), values + " around " + elbo);
    for (int i = 1; i < values.size(); i++) {
      assertTrue(values.get(i) < values.get(i - 1), values.toString());
    }
  }

  @Test
  void miwae_liesBetweenElboAndIwae() {
    double[] weights = new Random(4).doubles(12, -8, 4).toArray();
    assertEquals(value(new Iwae(12), weights), value(new Miwae(1, 12), weights), 1e-12);
    assertEquals(value(new Ciwae(12, 1), weights), value(new Miwae(12, 1), weights), 1e-12);
    assertTrue(value(new Miwae(4, 3), weights) < value(new Miwae(2, 6), weights));
    double middle = value(new Ciwae(12, 0.5), weights);
    assertEquals(
        (value(new Ciwae(12, 1), weights) + value(new Iwae(12), weights)) / 2, middle, 1e-12);
  }

  @ParameterizedTest
  @MethodSource("all")
  void objectiveWithoutABound_saysWhy(Objective objective) {
    Pass pass = Pass.of(wrong(), 3, objective.samples());
    assertEquals(objective.bound(pass).isEmpty(), objective.noBound().isPresent());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 20})
  void jackknife_addsWhatTheLastDrawGave(int k) {
    double[] weights = new Random(k).doubles(k, -30, 5).toArray();
    double subsets =
        IntStream.range(0, k)
            .mapToDouble(left -> value(new Iwae(k - 1), without(weights, left)))
            .average()
            .orElseThrow();
    double whole = value(new Iwae(k), weights);
    Pass pass = weighted(weights);
    Var estimate = new Jackknife(k).estimate(pass, pass.logWeights());
    double jackknife = run(estimate, LinearGaussian.draw(1, 1), 0, 1)[0];
    assertEquals(k * whole - (k - 1) * subsets, jackknife, 1e-12 * k);
    assertTrue(jackknife >= whole, "bias is removed upwards");
  }

  @Test
  void freeBits_countsNoLessThanTheFloorForEachDimension() {
    Split split = LinearGaussian.draw(EXAMPLES, 14);
    Pass pass = Pass.of(wrong(), EXAMPLES, 1);
    double reconstruction = run(pass.reconstruction().mean(), split, 0, 1)[0];
    double floor = 1000;
    double loss = run(new FreeBits(1, floor).loss(pass), split, 0, 1)[0];
    assertEquals(reconstruction + LinearGaussian.D * floor, loss, 1e-9);
    double whole = run(new Elbo().loss(pass), split, 0, 1)[0];
    assertEquals(whole, run(new FreeBits(1, 0).loss(pass), split, 0, 1)[0], 1e-12);
  }

  @Test
  void badSettings_areRefused() {
    refused("iwae: samples must be >= 1; got 0", () -> new Iwae(0));
    refused("renyi: alpha must be >= 0; got NaN", () -> new Renyi(2, Double.NaN));
    refused("renyi: alpha must not be 1, which is the elbo; got 1.0", () -> new Renyi(2, 1));
    refused("ciwae: share must lie in [0, 1]; got 1.5", () -> new Ciwae(2, 1.5));
    refused("free-bits: floor must be >= 0; got -1.0", () -> new FreeBits(1, -1));
    refused("weighted-kl: weights must be >= 0; got -0.5", () -> new WeightedKl(1, 1, -0.5, 1));
    refused("schedule: from must be finite; got NaN", () -> new WeightedKl(1, 1, Double.NaN, 1));
    refused("jvi: samples must be >= 2; got 1", () -> new Jackknife(1));
    refused(
        "info-vae: lambda must be >= 1 - alpha, which is 0.5; got 0.4",
        () -> new InfoVae(0.5, 0.4, new Matching.MeanDiscrepancy(Matching.KernelKind.RBF)));
    refused("miwae: draws: samples must be >= 1; got 0", () -> new Miwae(2, 0));
  }

  private static void refused(String message, Runnable action) {
    IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, action::run);
    assertEquals(message, thrown.getMessage());
  }
}
