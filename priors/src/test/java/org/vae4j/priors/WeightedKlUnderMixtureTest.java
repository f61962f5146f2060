package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Split;
import org.vae4j.models.objective.Elbo;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.Pass;
import org.vae4j.models.objective.WeightedKl;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.PosteriorKind;
import org.vae4j.models.train.Trainer;
import org.vae4j.models.train.Training;

/**
 * A mixture's bound by its parts, {@code sum_c gamma_c (a M_c + b V_c + c L_c) + KL(gamma || pi)},
 * from the encoder to the loss and through training.
 */
class WeightedKlUnderMixtureTest {
  private static final int BATCH = 7;
  private static final int FEATURES = 6;

  private static Vae vae(ComponentHandling handling, Covariance covariance, PosteriorKind q) {
    GaussianMixturePrior prior = Subjects.gmm(handling, covariance);
    return Vae.builder(FEATURES).hidden(5).latent(2).posterior(q).seed(3).build(encoder -> prior);
  }

  static Stream<Arguments> closed() {
    return Stream.of(ComponentHandling.BOUND, ComponentHandling.RESPONSIBILITIES)
        .flatMap(
            handling ->
                Stream.of(Covariance.values())
                    .flatMap(
                        covariance ->
                            Stream.of(PosteriorKind.DIAGONAL, PosteriorKind.FULL)
                                .map(q -> Arguments.of(handling, covariance, q))));
  }

  private static Split split(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size * FEATURES];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextBoolean() ? 1 : 0;
    }
    return Split.ofFloats(1, FEATURES, values);
  }

  private static Map<String, Tensor> run(Map<String, Var> outputs) {
    float[] x = new float[BATCH * FEATURES];
    Split split = split(BATCH, 1);
    for (int i = 0; i < BATCH; i++) {
      split.fill(i, x, i * FEATURES);
    }
    try (Plan plan = new ReferencePlan(Graph.of(outputs))) {
      plan.feed(Pass.X, x);
      if (plan.takes(Objective.BETA)) {
        plan.feed(Objective.BETA, 1);
      }
      plan.draw(Draw.of(8, "test", 0, BATCH));
      plan.run();
      Map<String, Tensor> read = new LinkedHashMap<>();
      outputs.keySet().forEach(name -> read.put(name, plan.read(name)));
      return read;
    }
  }

  /** The sum over components, dimensions and terms, written out. */
  @ParameterizedTest
  @EnumSource(names = {"BOUND", "RESPONSIBILITIES"})
  void loss_isTheSumOfWeightedTermsOverComponents(ComponentHandling handling) {
    double[] w = {0.7, 1.9, 0.4};
    Vae vae = vae(handling, Covariance.DIAGONAL, PosteriorKind.DIAGONAL);
    Pass pass = Pass.of(vae, BATCH, 1);
    DiagonalGaussian q = (DiagonalGaussian) pass.q();
    Map<String, Tensor> found =
        run(
            Map.of(
                "loss", new WeightedKl(1, w[0], w[1], w[2]).loss(pass),
                "reconstruction", pass.reconstruction().mean(),
                "mean", q.mean(),
                "logVar", q.logVar(),
                "z", pass.latent().z()));
    double sum = 0;
    for (int row = 0; row < BATCH; row++) {
      sum += weighted(vae, handling, found, row, w) / BATCH;
    }
    double expected = found.get("reconstruction").scalar() + sum;
    assertEquals(expected, found.get("loss").scalar(), 1e-12);
  }

  private static double weighted(
      Vae vae, ComponentHandling handling, Map<String, Tensor> q, int row, double[] w) {
    List<Tensor> prior = vae.prior().parameters().stream().map(Parameter::value).toList();
    int k = Subjects.COMPONENTS;
    double[] log = new double[k];
    double[] score = new double[k];
    double[] terms = new double[k];
    double normaliser = 0;
    for (int c = 0; c < k; c++) {
      normaliser += Math.exp(prior.get(0).at(c));
    }
    for (int c = 0; c < k; c++) {
      log[c] = prior.get(0).at(c) - Math.log(normaliser);
      score[c] = log[c];
      for (int d = 0; d < 2; d++) {
        double m = prior.get(1).at(c, d);
        double v = Math.exp(prior.get(2).at(c, d));
        double mean = q.get("mean").at(row, d) - m;
        double variance = Math.exp(q.get("logVar").at(row, d));
        double[] kl = {
          mean * mean / (2 * v), 0.5 * (variance / v - 1), 0.5 * Math.log(v / variance)
        };
        terms[c] += w[0] * kl[0] + w[1] * kl[1] + w[2] * kl[2];
        double off = q.get("z").at(row, d) - m;
        score[c] -=
            handling == ComponentHandling.BOUND
                ? kl[0] + kl[1] + kl[2]
                : 0.5 * (off * off / v + Math.log(2 * Math.PI * v));
      }
    }
    double total = 0;
    for (double s : score) {
      total += Math.exp(s);
    }
    double sum = 0;
    for (int c = 0; c < k; c++) {
      double gamma = Math.exp(score[c]) / total;
      sum += gamma * (terms[c] + Math.log(gamma) - log[c]);
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("closed")
  void weightsOfOne_giveThePlainBound(
      ComponentHandling handling, Covariance covariance, PosteriorKind kind) {
    Vae vae = vae(handling, covariance, kind);
    Pass pass = Pass.of(vae, BATCH, 1);
    Map<String, Tensor> found =
        run(
            Map.of(
                "weighted", new WeightedKl(1, 1, 1, 1).loss(pass),
                "other", new WeightedKl(1, 1, 1, 1.5).loss(pass),
                "plain", new Elbo().loss(pass)));
    assertEquals(found.get("plain").scalar(), found.get("weighted").scalar(), 1e-12);
    assertNotEquals(found.get("plain").scalar(), found.get("other").scalar(), 1e-3);
  }

  private static Tensor trained(
      ComponentHandling handling, Covariance covariance, PosteriorKind kind, Objective objective) {
    Vae vae = vae(handling, covariance, kind);
    Dataset data = new Dataset("bits", split(60, 2), split(20, 3), split(20, 4));
    Training training = Training.defaults().withEpochs(3).withBatch(20).withLearningRate(0.01);
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Trainer trainer = new Trainer(engine, vae, objective, training)) {
      assertEquals(3, trainer.fit(data).epochs());
    }
    List<Tensor> rows =
        vae.parameters().stream().map(p -> p.value().reshape(Shape.of(p.shape().size()))).toList();
    return Tensor.concat(0, rows);
  }

  @ParameterizedTest
  @MethodSource("closed")
  void training_underWeightsOfOne_isThatOfTheBound(
      ComponentHandling handling, Covariance covariance, PosteriorKind kind) {
    double[] plain = trained(handling, covariance, kind, new Elbo()).toDoubleArray();
    double[] whole =
        trained(handling, covariance, kind, new WeightedKl(1, 1, 1, 1)).toDoubleArray();
    double[] apart =
        trained(handling, covariance, kind, new WeightedKl(1, 1, 0.2, 1)).toDoubleArray();
    assertArrayEquals(plain, whole, 1e-6);
    double furthest = 0;
    for (int i = 0; i < plain.length; i++) {
      assertTrue(Double.isFinite(apart[i]));
      furthest = Math.max(furthest, Math.abs(plain[i] - apart[i]));
    }
    assertTrue(furthest > 1e-3, "weights have an effect: " + furthest);
  }

  @ParameterizedTest
  @EnumSource(names = {"MARGINAL", "GUMBEL_SOFTMAX", "GUMBEL_STRAIGHT_THROUGH"})
  void loss_whereTermsCannotBeToldApart_isRefused(ComponentHandling handling) {
    Pass pass = Pass.of(vae(handling, Covariance.DIAGONAL, PosteriorKind.DIAGONAL), BATCH, 1);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new WeightedKl(1, 1, 0.5, 1).loss(pass));
    assertEquals(
        "weighted-kl: needs a KL by term, which a Gaussian posterior has under a Gaussian prior, and"
            + " under gmm with gmm-component bound or responsibilities; got posterior diagonal and"
            + " prior gmm with gmm-component "
            + handling,
        refused.getMessage());
  }
}
