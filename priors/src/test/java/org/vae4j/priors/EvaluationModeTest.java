package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.engine.Residence;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Decoder;
import org.vae4j.models.Encoder;
import org.vae4j.models.Vae;
import org.vae4j.models.layer.BatchNorm;
import org.vae4j.models.layer.Dense;
import org.vae4j.models.layer.Dropout;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Sequence;
import org.vae4j.models.likelihood.Bernoulli;
import org.vae4j.models.objective.Elbo;
import org.vae4j.models.objective.Graphs;
import org.vae4j.models.objective.Pass;

/** Pseudo-inputs go through the encoder as it is in evaluation, also while it is trained. */
class EvaluationModeTest {
  private static final int BATCH = 7;
  private static final int FEATURES = 6;
  private static final int LATENT = 2;
  private static final Initializer INITIALIZER = new Initializer(3);
  private static final Tensor X = INITIALIZER.uniform("x", Shape.of(BATCH, FEATURES), 1).value();

  private static Vae vae() {
    Sequence trunk =
        Sequence.of(
            Dense.glorot("encoder.dense", FEATURES, 5, INITIALIZER),
            new BatchNorm("encoder.norm", 5, 5, INITIALIZER),
            new Dropout("encoder.dropout", 5, 0.4));
    Encoder encoder = new Encoder(trunk, LATENT, INITIALIZER);
    encoder.states().get(0).assign(INITIALIZER.normal("m", Shape.of(5), 0, 1).value());
    encoder.states().get(1).assign(Tensor.filled(Shape.of(5), 0.7));
    Decoder decoder =
        new Decoder(
            Dense.glorot("decoder", LATENT, 5, INITIALIZER),
            FEATURES,
            new Bernoulli(true),
            INITIALIZER);
    Shape pseudoInputs = Shape.of(4, FEATURES);
    return new Vae(
        encoder,
        decoder,
        VampPrior.fromNoise(encoder, pseudoInputs, PseudoInputs.NOISE, INITIALIZER));
  }

  @SuppressWarnings("try")
  private static Tensor run(Engine engine, Vae vae, Graph graph, String output, Tensor... feed) {
    try (Residence residence = Residence.of(engine, vae);
        Plan plan = engine.plan(graph)) {
      if (plan.takes("z")) {
        plan.feed("z", feed[0].toDoubleArray());
      }
      if (plan.takes(Pass.X)) {
        plan.feed(Pass.X, X.toDoubleArray());
      }
      plan.draw(Draw.of(1, "train", 0, BATCH));
      plan.run();
      return plan.read(output);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void logDensity_inATrainingPass_hasTheBitsOfEvaluation(Backend backend) {
    Vae vae = vae();
    Pass pass = Pass.training(vae, BATCH, 1);
    Var z = pass.latent().z();
    Graph training = Graph.of(Map.of("p", vae.prior().logDensity(z), "z", z));
    Var point = Var.input("z", z.shape());
    Graph alone = Graph.of(Map.of("p", vae.prior().logDensity(point)));
    try (Engine engine = Engine.open(backend, 2)) {
      Tensor drawn = run(engine, vae, training, "z");
      assertEquals(
          run(engine, vae, alone, "p", drawn),
          run(engine, vae, training, "p"),
          "pseudo-inputs must be encoded as in evaluation");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void training_ofTheSameModel_isNotEvaluation(Backend backend) {
    Vae vae = vae();
    Graphs graphs = new Graphs(vae, new Elbo());
    try (Engine engine = Engine.open(backend, 2)) {
      Graph mean = Graph.of(Map.of("mean", Pass.training(vae, BATCH, 1).q().mean()));
      assertNotEquals(vae.encode(engine, X), run(engine, vae, mean, "mean"));
      assertEquals(
          List.of("state.encoder.norm.mean", "state.encoder.norm.variance"),
          graphs.training(BATCH).outputs().keySet().stream()
              .filter(name -> name.startsWith("state."))
              .toList());
      assertEquals(
          0,
          graphs.forward(BATCH).outputs().keySet().stream()
              .filter(name -> name.startsWith("state."))
              .count());
    }
  }
}
