package org.vae4j.models.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Fixtures;
import org.vae4j.models.LinearGaussian;
import org.vae4j.models.MixtureFixture;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Split;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.ObjectiveFixtures;
import org.vae4j.models.objective.Pass;

/** Diagnostics against the closed forms of a linear Gaussian model. */
class DiagnosticsTest {
  private static final double SHIFT = 0.4;
  private final Split train = LinearGaussian.draw(4000, 3);
  private final Split test = LinearGaussian.draw(300, 4);

  private static Diagnostics of(Vae vae, Split train, Split test) {
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Evaluation evaluation = new Evaluation(engine, vae, 1)) {
      return evaluation.diagnostics(train, test);
    }
  }

  /** {@code s / (s + w)}, the variance of the posterior along a dimension. */
  private static double variance(int d) {
    return LinearGaussian.NOISE / (LinearGaussian.NOISE + LinearGaussian.squaredLength(d));
  }

  /** At the true posterior q(z) is the prior, and I(x;z) that of z and x = zW + noise. */
  @Test
  void mutualInformation_ofTheTruePosterior_isThatOfTheModel() {
    Aggregate found = of(LinearGaussian.exact(0, 0), train, test).aggregate();
    double exact = -0.5 * Math.log(variance(0)) - 0.5 * Math.log(variance(1));
    assertEquals(4000, found.examples());
    assertEquals(1000, found.draws());
    assertEquals(exact, found.mutualInformation(), 4 * found.standardError());
    assertTrue(found.standardError() < 0.03 * exact);
    assertEquals(0, found.marginalKl(), 0.05);
    assertEquals(Math.log(4000), found.limit());
    assertFalse(found.atLimit());
  }

  /** Means that are all moved move q(z) as a whole, and say nothing more of x. */
  @Test
  void movedMeans_leaveInformationAndMoveTheAggregate() {
    Aggregate there = of(LinearGaussian.exact(0, 0), train, test).aggregate();
    Aggregate moved = of(LinearGaussian.exact(SHIFT, 0), train, test).aggregate();
    assertEquals(there.mutualInformation(), moved.mutualInformation(), 1e-6);
    assertEquals(SHIFT * SHIFT, moved.marginalKl() - there.marginalKl(), 0.06);
  }

  @Test
  void fewExamples_boundTheInformation() {
    Aggregate found = of(LinearGaussian.exact(0, -12), train.slice(0, 50), test).aggregate();
    assertEquals(Math.log(50), found.mutualInformation(), 0.02);
    assertTrue(found.atLimit());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100})
  void results_doNotDependOnChunks(int chunk) {
    Split split = Fixtures.split(23, 4);
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Evaluation whole = new Evaluation(engine, Fixtures.vae(1), 7);
        Evaluation cut = new Evaluation(engine, Fixtures.vae(1), 7, chunk, 100)) {
      Diagnostics expected = whole.diagnostics(split, split);
      Diagnostics found = cut.diagnostics(split, split);
      assertEquals(expected.kl().entropy(), found.kl().entropy(), 1e-12);
      assertEquals(expected.kl().crossEntropy(), found.kl().crossEntropy(), 1e-12);
      assertArrayEquals(
          expected.kl().byDimension().orElseThrow().kl(),
          found.kl().byDimension().orElseThrow().kl(),
          1e-12);
      assertEquals(
          expected.aggregate().mutualInformation(), found.aggregate().mutualInformation(), 1e-12);
      assertEquals(expected.aggregate().marginalKl(), found.aggregate().marginalKl(), 1e-12);
      assertArrayEquals(expected.activeUnits().variances(), found.activeUnits().variances());
    }
  }

  @Test
  void termsByDimension_areThoseOfTheClosedForm() {
    MeanKl found = of(LinearGaussian.exact(SHIFT, 0), test, train).kl();
    KlByDimension terms = found.byDimension().orElseThrow();
    for (int d = 0; d < LinearGaussian.D; d++) {
      assertEquals(0.5 * (variance(d) - 1), terms.variance()[d], 1e-12);
      assertEquals(-0.5 * Math.log(variance(d)), terms.logDeterminant()[d], 1e-12);
      double spread = 1 - variance(d) + SHIFT * SHIFT;
      assertEquals(0.5 * spread, terms.mean()[d], 0.1 * spread);
    }
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Evaluation evaluation = new Evaluation(engine, LinearGaussian.exact(SHIFT, 0), 1)) {
      double kl = evaluation.elbo(train).kl();
      assertEquals(kl, Arrays.stream(terms.kl()).sum(), 1e-12);
      assertEquals(kl, found.crossEntropy() - found.entropy(), 0.08);
    }
    double entropy = Math.log(2 * Math.PI * Math.E) + 0.5 * Math.log(variance(0) * variance(1));
    assertEquals(entropy, found.entropy(), 0.065);
  }

  private static Vae mixed(double[] weights, double[]... means) {
    Vae vae = LinearGaussian.exact(0, 0);
    return new Vae(vae.encoder(), vae.decoder(), new MixtureFixture(weights, means));
  }

  /** Codes are N(0, I); halves of the plane far from the middle are told apart by one sign. */
  @Test
  void components_areUsedAsCodesFall() {
    double[] halves = {0.5, 0.5};
    Diagnostics found = of(mixed(halves, new double[] {50, 0}, new double[] {-50, 0}), train, test);
    ComponentUse use = found.components().orElseThrow();
    assertArrayEquals(halves, use.shares(), 0.03);
    assertEquals(2, use.effective(), 0.01);
    assertEquals(0, use.ambiguity(), 0.03);
    assertEquals(Math.log(2), use.information(), 0.03);
    assertEquals(0, use.dead());
    assertTrue(found.kl().byDimension().isEmpty());
    assertEquals(List.of(), Symptom.in(found));
  }

  private static List<String> symptoms(Diagnostics found) {
    return Symptom.in(found).stream().map(Symptom::name).toList();
  }

  @Test
  void equalComponents_areNamed() {
    double[] weights = {0.7, 0.2, 0.1};
    Diagnostics found =
        of(mixed(weights, new double[2], new double[2], new double[2]), train, test);
    ComponentUse use = found.components().orElseThrow();
    assertArrayEquals(weights, use.shares(), 1e-12);
    assertEquals(use.entropy(), use.ambiguity(), 1e-12);
    assertEquals(List.of("equal-components"), symptoms(found));
    assertTrue(Symptom.in(found).get(0).toString().contains("stand still for epochs"));
  }

  @Test
  void deadComponents_areCounted() {
    double[] thirds = {0.4, 0.3, 0.3};
    Diagnostics found =
        of(
            mixed(thirds, new double[] {2, 0}, new double[] {-2, 0}, new double[] {0, 900}),
            train,
            test);
    assertEquals(1, found.components().orElseThrow().dead());
    assertEquals(List.of("dead-components"), symptoms(found));
    Diagnostics one =
        of(
            mixed(thirds, new double[2], new double[] {-900, 0}, new double[] {0, 900}),
            train,
            test);
    assertEquals(2, one.components().orElseThrow().dead());
    assertEquals(List.of("component-collapse"), symptoms(one));
  }

  @Test
  void clusters_areTheComponentsOfTheMeans() {
    double[] halves = {0.5, 0.5};
    Vae vae = mixed(halves, new double[] {3, 0}, new double[] {-3, 0});
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Evaluation evaluation = new Evaluation(engine, vae, 1)) {
      double[] codes = vae.encode(engine, LinearGaussian.tensor(test)).toDoubleArray();
      int[] clusters = evaluation.clusters(test);
      int[] labels = new int[test.size()];
      for (int i = 0; i < labels.length; i++) {
        assertEquals(codes[2 * i] > 0 ? 0 : 1, clusters[i]);
        labels[i] = i % 10 == 0 ? clusters[i] : 1 - clusters[i];
      }
      Clustering found = evaluation.clustering(test.labelled(labels)).orElseThrow();
      assertEquals(0.9, found.accuracy(), 1e-12);
      assertEquals(Optional.empty(), evaluation.clustering(test));
    }
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Evaluation none = new Evaluation(engine, LinearGaussian.exact(0, 0), 1)) {
      var refused = assertThrows(IllegalArgumentException.class, () -> none.clusters(test));
      assertEquals(
          "clusters: prior must have components; got StandardNormalFixture", refused.getMessage());
      assertEquals(Optional.empty(), none.clustering(test.labelled(new int[test.size()])));
    }
  }

  @Test
  void collapsedPosterior_isNamed() {
    Aggregate nothing = new Aggregate(1000, 100, 0.01, 0, 0.01);
    MeanKl kl = new MeanKl(1, 1, Optional.empty());
    ActiveUnits none = new ActiveUnits(new double[] {1e-4, 1e-5, 0});
    assertEquals(
        List.of("posterior-collapse"),
        symptoms(new Diagnostics(kl, none, nothing, Optional.empty())));
    Aggregate some = new Aggregate(1000, 100, 2, 0, 0.01);
    ActiveUnits one = new ActiveUnits(new double[] {0.9, 1e-5, 0});
    assertEquals(
        "Only 1 of 3 latent dimensions are active. Try fewer dimensions, which should cost nothing,"
            + " or a warm-up of the KL's weight.",
        Symptom.in(new Diagnostics(kl, one, some, Optional.empty())).get(0).toString());
    ActiveUnits two = new ActiveUnits(new double[] {0.9, 0.5, 0});
    assertEquals(List.of(), symptoms(new Diagnostics(kl, two, some, Optional.empty())));
  }

  @Test
  void looseLikelihoods_areNamed() {
    double[] effective = {1.2, 1.1, 1.9, 200};
    LogLikelihood loose = new LogLikelihood(500, new double[4], effective, List.of());
    assertEquals("few-effective-samples", Symptom.in(loose).get(0).name());
    double[] enough = {1.2, 3, 4, 200};
    LogLikelihood fine = new LogLikelihood(500, new double[4], enough, List.of());
    assertEquals(List.of(), Symptom.in(fine));
  }

  /**
   * Its gradient in the mean does not depend on the draws, that in the log-variance has no mean.
   */
  private record SumOfCodes() implements Objective {
    @Override
    public String name() {
      return "sum-of-codes";
    }

    @Override
    public int samples() {
      return 1;
    }

    @Override
    public Var loss(Pass pass) {
      return pass.latent().z().sum();
    }

    @Override
    public Optional<Var> bound(Pass pass) {
      return Optional.empty();
    }
  }

  @Test
  void gradientSignal_isThatOfSumsOfGaussians() {
    Split batch = train.slice(0, 5);
    double[] sums = new double[LinearGaussian.X];
    double squares = 0;
    float[] x = new float[LinearGaussian.X];
    for (int row = 0; row < batch.size(); row++) {
      batch.fill(row, x, 0);
      for (int i = 0; i < x.length; i++) {
        sums[i] += x[i];
        squares += x[i] * x[i];
      }
    }
    double signal = 2 * (25 + Arrays.stream(sums).map(s -> s * s).sum());
    double noise = (variance(0) + variance(1)) / 4 * (5 + squares);
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Evaluation evaluation = new Evaluation(engine, LinearGaussian.exact(0, 0), 1)) {
      double exact = Math.sqrt(signal / noise);
      for (int draws : new int[] {100, 2000}) {
        GradientSignal found = evaluation.gradientSignal(batch, new SumOfCodes(), 1, draws);
        assertEquals(exact, found.ratio(), 3 * exact / Math.sqrt(draws));
        assertEquals(List.of(), Symptom.in(found));
      }
    }
    assertEquals("noisy-gradient", Symptom.in(new GradientSignal(0.01, 100, 16)).get(0).name());
  }

  static Stream<Objective> objectives() {
    return ObjectiveFixtures.all();
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void gradientSignal_ofEveryObjective_isFound(Objective objective) {
    Vae vae = LinearGaussian.exact(SHIFT, 0.5);
    try (Engine engine = Engine.open(Backend.CPU, 2);
        Evaluation evaluation = new Evaluation(engine, vae, 1)) {
      GradientSignal found = evaluation.gradientSignal(train.slice(0, 20), objective, 1, 8);
      assertTrue(found.ratio() >= 0 && Double.isFinite(found.ratio()), found.toString());
      assertEquals(found, evaluation.gradientSignal(train.slice(0, 20), objective, 1, 8));
    }
  }

  /** 1 + noise in one place: what is left of the noise in the mean is no signal. */
  @Test
  void fewDraws_doNotAddToTheSignal() {
    assertEquals(0, GradientSignal.of(0.25, 4, 1, 16).ratio());
    assertEquals(0.5, GradientSignal.of(1.25, 4, 1, 16).ratio());
    assertEquals(Double.POSITIVE_INFINITY, GradientSignal.of(1, 0, 1, 16).ratio());
  }
}
