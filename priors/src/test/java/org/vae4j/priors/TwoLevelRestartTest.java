package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
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
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Encoded;
import org.vae4j.models.MixturePrior;
import org.vae4j.models.Prior;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Strokes;
import org.vae4j.models.objective.BetaElbo;
import org.vae4j.models.train.Trainer;
import org.vae4j.models.train.Training;

/** Mixtures over the upper of two levels, started at clusters of its codes. */
class TwoLevelRestartTest {
  private static final Dataset DATA = Strokes.binary(0, 300, 100, 2);
  private static final int LOWER = 3;
  private static final int UPPER = 2;

  private static Vae vae(String name) {
    Subjects.Variant variant = Subjects.Variant.of(name);
    return Vae.builder(784)
        .hidden(20)
        .latent(LOWER)
        .upperLatent(UPPER)
        .build(
            encoder ->
                PriorCatalogue.load()
                    .create(name, Subjects.context(encoder, 784, variant.options())));
  }

  private static Tensor images() {
    float[] x = new float[200 * 784];
    for (int i = 0; i < 200; i++) {
      DATA.train().fill(i, x, i * 784);
    }
    return Tensor.of(Shape.of(200, 784), x);
  }

  /** Names such as are in the prior of both the start and what follows it. */
  private static List<String> names(Trainable trainable) {
    return trainable.parameters().stream().map(Parameter::name).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gmm", "dirichlet-gmm", "vamp"})
  void restart_fromCodesOfTheUpperLevel_putsThePriorOverThem(String name) {
    Vae vae = vae(name);
    MixturePrior prior = assertInstanceOf(MixturePrior.class, vae.prior());
    Prior simple = prior.simplified(StandardNormal::new);
    List<String> lower = names(simple);
    assertTrue(
        names(prior).containsAll(lower) && lower.contains("prior.z1.mean.weight"),
        "p(z1|z2) stays: " + lower);
    try (Engine engine = Engine.open(Backend.CPU, 2)) {
      Training training = Training.defaults().withEpochs(4).withBatch(50);
      try (Trainer trainer =
          new Trainer(engine, vae.under(simple), new BetaElbo(1, 0.1), training)) {
        trainer.fit(DATA);
      }
      Encoded encoded = vae.draw(engine, images(), 1);
      assertEquals(Shape.of(200, LOWER + UPPER), encoded.codes().shape());
      double before = density(prior, encoded);
      prior.restart(encoded, 1);
      double after = density(prior, encoded);
      assertTrue(after > before, name + ": from " + before + " to " + after);
    }
  }

  private static double density(Prior prior, Encoded encoded) {
    return Engine.evaluate(prior.logDensity(Var.constant(encoded.codes())).mean()).scalar();
  }

  /** Its components are those of the upper codes alone, whatever z1 is. */
  @Test
  void restart_doesNotLookAtTheLowerCodes() {
    Vae one = vae("gmm");
    Vae other = vae("gmm");
    Prior simple = one.prior().simplified(StandardNormal::new);
    Tensor codes = draws(simple, 200);
    Tensor z2 = codes.slice(1, LOWER, LOWER + UPPER);
    Tensor moved = Tensor.concat(1, List.of(codes.slice(1, 0, LOWER).plus(100), z2));
    Tensor images = images();
    ((MixturePrior) one.prior()).restart(new Encoded(images, codes), 4);
    ((MixturePrior) other.prior()).restart(new Encoded(images, moved), 4);
    for (int i = 0; i < one.prior().parameters().size(); i++) {
      assertArrayEquals(
          one.prior().parameters().get(i).value().toDoubleArray(),
          other.prior().parameters().get(i).value().toDoubleArray());
    }
  }

  private static Tensor draws(Prior prior, int count) {
    try (Plan plan = new ReferencePlan(Graph.of(Map.of("z", prior.sample("sample", count))))) {
      plan.draw(Draw.of(5, "test", 0, count));
      plan.run();
      return plan.read("z");
    }
  }
}
