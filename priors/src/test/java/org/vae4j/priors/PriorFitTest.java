package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Vae;
import org.vae4j.models.VaeBuilder;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Strokes;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.objective.Pass;
import org.vae4j.models.objective.PriorFit;
import org.vae4j.models.train.EpochReport;
import org.vae4j.models.train.Fit;
import org.vae4j.models.train.Listener;
import org.vae4j.models.train.Trainer;
import org.vae4j.models.train.Training;

/** Priors fitted to the codes of a finished model. */
class PriorFitTest {
  private static final Dataset DATA = Strokes.binary(0, 300, 100, 2);
  private static final Training TRAINING = Training.defaults().withEpochs(4).withBatch(50);

  private static Listener scoring(List<Double> scores) {
    return new Listener() {
      @Override
      public void onEpoch(EpochReport report) {
        scores.add(report.validation().score());
      }
    };
  }

  private static Map<String, Tensor> values(Trainable trainable) {
    return trainable.parameters().stream()
        .collect(Collectors.toMap(Parameter::name, Parameter::value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gmm", "vamp", "flow", "dirichlet-gmm"})
  void fit_movesThePriorAloneAndLowersTheBound(String name) {
    VaeBuilder builder = Vae.builder(784).hidden(20).latent(2).activation(Activation.TANH).seed(3);
    Vae vae =
        builder.build(
            encoder ->
                PriorCatalogue.load()
                    .create(
                        name, Subjects.context(encoder, 784, Subjects.Variant.of(name).options())));
    try (Engine engine = Engine.open(Backend.CPU, 2)) {
      Fit before = Trainer.fit(engine, vae.under(new StandardNormal(2)), DATA, TRAINING);
      Map<String, Tensor> encoder = values(vae.encoder());
      Map<String, Tensor> decoder = values(vae.decoder());
      Map<String, Tensor> prior = values(vae.prior());
      Training fitting = TRAINING.withEpochs(30).withLearningRate(0.01);
      try (Trainer trainer = new Trainer(engine, vae, new PriorFit(1), fitting)) {
        List<Double> scores = new ArrayList<>();
        Fit fit = trainer.fit(DATA, scoring(scores));
        trainer.selectBest();
        assertTrue(fit.bestNegElbo() < scores.get(0), name + ": " + scores);
        if (!name.equals("vamp")) {
          assertTrue(
              fit.bestNegElbo() < before.bestNegElbo() + 0.05,
              name + ": from " + before.bestNegElbo() + " to " + fit.bestNegElbo());
        }
      }
      assertEquals(encoder, values(vae.encoder()));
      assertEquals(decoder, values(vae.decoder()));
      assertNotEquals(prior, values(vae.prior()));
    }
  }

  /** All that a prior trains on counts: here the KL of the weights, whose gradient is their own. */
  @Test
  void loss_isWhatThePriorTrainsOn() {
    DirichletMixturePrior prior =
        (DirichletMixturePrior) Subjects.of(Subjects.Variant.of("dirichlet-gmm"));
    Vae vae = Vae.builder(4).hidden(3).latent(2).build(encoder -> prior);
    Pass pass = Pass.of(vae, 5, 2);
    Var density = pass.latent().perDraw(prior.logDensity(pass.latent().z()));
    Var plain = pass.latent().mean(pass.latent().logDensity().minus(density)).mean();
    Var trained = prior.trainingKl(pass.q(), pass.latent()).mean();
    Map<String, Var> outputs =
        Map.of("loss", new PriorFit(2).loss(pass), "plain", plain, "trained", trained);
    try (Plan plan = new ReferencePlan(Graph.of(outputs))) {
      plan.feed(Pass.X, new double[20]);
      plan.draw(Draw.of(3, "test", 0, 5));
      plan.run();
      assertEquals(plan.scalar("trained"), plan.scalar("loss"));
      double share = Engine.evaluate(prior.weightsKl()).scalar() / Subjects.EXAMPLES;
      assertTrue(plan.scalar("loss") >= plan.scalar("plain") + share);
    }
  }

  @Test
  void fit_ofAPriorWithoutParameters_isRefused() {
    Vae vae = Vae.builder(4).hidden(3).latent(2).build(encoder -> new StandardNormal(2));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new PriorFit(1).stages(vae));
    assertEquals(
        "prior-fit: prior must have parameters of its own; got standard-normal",
        refused.getMessage());
    assertEquals(List.of(), vae.prior().parameters());
  }
}
