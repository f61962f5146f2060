package org.vae4j.models.levels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.LinearGaussian;
import org.vae4j.models.StandardNormalFixture;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Split;
import org.vae4j.models.evaluate.Estimate;
import org.vae4j.models.evaluate.Evaluation;
import org.vae4j.models.evaluate.LogLikelihood;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.objective.BetaElbo;
import org.vae4j.models.objective.Ciwae;
import org.vae4j.models.objective.Elbo;
import org.vae4j.models.objective.Iwae;
import org.vae4j.models.objective.Miwae;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.Pass;
import org.vae4j.models.objective.Renyi;
import org.vae4j.models.posterior.PosteriorFixtures;
import org.vae4j.models.posterior.PosteriorKind;

/** Two levels of codes: against an evidence known in closed form, and as networks. */
class TwoLevelsTest {
  private static final int FEATURES = 6;

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void exactPosterior_givesTheEvidenceFromOneSample(Backend backend) {
    Split split = TwoLevelGaussian.draw(40, 3);
    try (Engine engine = Engine.open(backend, 2);
        Evaluation evaluation = new Evaluation(engine, TwoLevelGaussian.vae(0, 1), 1)) {
      double tolerance = backend == Backend.CPU ? 1e-5 : 1e-12;
      double[] evidence = TwoLevelGaussian.evidence(split);
      assertArrayEquals(evidence, evaluation.logLikelihood(split, 1).values(), tolerance);
      assertArrayEquals(evidence, evaluation.logLikelihood(split, 16).values(), tolerance);
    }
  }

  @Test
  void wrongPosterior_convergesToTheEvidence() {
    Split split = TwoLevelGaussian.draw(200, 4);
    try (Engine engine = Engine.open(Backend.CPU, 2);
        Evaluation evaluation = new Evaluation(engine, TwoLevelGaussian.vae(0.3, 1.3), 1)) {
      LogLikelihood estimate = evaluation.logLikelihood(split, 20_000);
      double exact = Arrays.stream(TwoLevelGaussian.evidence(split)).average().orElseThrow();
      assertEquals(-exact, estimate.nll(), 1e-3);
      assertTrue(estimate.medianEffectiveSamples() < 0.9 * 20_000, "the posterior is wrong");
    }
  }

  static Stream<Objective> bounds() {
    return Stream.of(
        new Elbo(),
        new Elbo(4, true),
        new BetaElbo(1, 1.5),
        new Iwae(8),
        new Miwae(2, 4),
        new Ciwae(8, 0.5),
        new Renyi(8, 0.5));
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void bound_liesBelowTheEvidence(Objective objective) {
    Split split = TwoLevelGaussian.draw(4000, 5);
    double[] evidence = TwoLevelGaussian.evidence(split);
    try (Engine engine = Engine.open(Backend.CPU, 2);
        Evaluation evaluation = new Evaluation(engine, TwoLevelGaussian.vae(0.3, 1.3), 1)) {
      double[] gap = evaluation.bound(split, objective).orElseThrow();
      Arrays.setAll(gap, i -> evidence[i] - gap[i]);
      Estimate mean = Estimate.of(gap);
      assertTrue(mean.mean() > 4 * mean.standardError(), objective + ": " + mean);
      assertTrue(mean.mean() < 2, objective + ": " + mean);
    }
  }

  @Test
  void closedKl_isTheSampledOneInTheMeanAndVariesLess() {
    int n = 4000;
    Vae vae = TwoLevelGaussian.vae(0.3, 1.3);
    Pass pass = Pass.of(vae, n, 1);
    Var sampled = vae.prior().sampledKl(pass.latent());
    try (Plan plan = new ReferencePlan(Graph.of(Map.of("closed", pass.kl(), "sampled", sampled)))) {
      plan.feed(Pass.X, LinearGaussian.tensor(TwoLevelGaussian.draw(n, 6)).toDoubleArray());
      plan.draw(Draw.of(2, "kl", 0, n));
      plan.run();
      double[] closed = plan.read("closed").toDoubleArray();
      double[] drawn = plan.read("sampled").toDoubleArray();
      assertTrue(Estimate.of(closed).standardError() < Estimate.of(drawn).standardError());
      Arrays.setAll(drawn, i -> drawn[i] - closed[i]);
      Estimate difference = Estimate.of(drawn);
      assertEquals(0, difference.mean(), 4 * difference.standardError());
    }
  }

  private static Vae networks(PosteriorKind kind, int seed, int... hidden) {
    return Vae.builder(FEATURES)
        .hidden(hidden)
        .latent(3)
        .upperLatent(2)
        .activation(Activation.GATED)
        .posterior(kind, PosteriorFixtures.options(kind, 2, 2, 4))
        .seed(seed)
        .build(StandardNormalFixture::of);
  }

  private static Tensor x() {
    return Tensor.of(Shape.of(2, 6), 1.0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1);
  }

  @ParameterizedTest
  @EnumSource
  void networks_encodeDecodeAndSampleCodesOfUnequalLevels(PosteriorKind kind) {
    Vae vae = networks(kind, 1, 5, 4);
    try (Engine engine = Engine.open(Backend.CPU, 1)) {
      Tensor code = vae.encode(engine, x());
      assertEquals(Shape.of(2, 5), code.shape());
      double[] direct = vae.reconstruct(engine, x()).toDoubleArray();
      assertArrayEquals(direct, vae.decode(engine, code).toDoubleArray(), 1e-6);
      Tensor drawn = vae.sample(engine, 7, 4);
      assertEquals(Shape.of(7, FEATURES), drawn.shape());
      assertEquals(drawn, vae.sample(engine, 7, 4));
      assertNotEquals(drawn, vae.sample(engine, 7, 5));
    }
  }

  @Test
  void networks_haveTheShapesOfThePaper() {
    Vae vae = networks(PosteriorKind.DIAGONAL, 1, 5, 4);
    List<String> shapes =
        vae.parameters().stream()
            .filter(p -> p.name().endsWith("value.weight") || p.name().endsWith("mean.weight"))
            .map(Parameter::toString)
            .toList();
    assertEquals(
        List.of(
            "encoder.0.value.weight [6, 5]",
            "encoder.1.value.weight [5, 4]",
            "encoder.x.0.value.weight [6, 5]",
            "encoder.mean.weight [4, 2]",
            "encoder.z2.0.value.weight [2, 5]",
            "encoder.joined.0.value.weight [10, 4]",
            "encoder.z1.mean.weight [4, 3]",
            "decoder.z1.0.value.weight [3, 4]",
            "decoder.z2.0.value.weight [2, 4]",
            "decoder.joined.0.value.weight [8, 5]",
            "prior.z2.0.value.weight [2, 4]",
            "prior.z2.1.value.weight [4, 5]",
            "prior.z1.mean.weight [5, 3]"),
        shapes);
  }

  @Test
  void savedNetworks_comeBack(@TempDir Path folder) {
    Vae vae = networks(PosteriorKind.PLANAR, 1, 4);
    Vae other = networks(PosteriorKind.PLANAR, 2, 4);
    try (Engine engine = Engine.open(Backend.CPU, 1)) {
      vae.save(folder.resolve("vae"));
      other.load(folder.resolve("vae"));
      assertEquals(vae.sample(engine, 3, 4), other.sample(engine, 3, 4));
      assertEquals(vae.encode(engine, x()), other.encode(engine, x()));
    }
  }
}
