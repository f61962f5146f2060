package org.vae4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.core.divergence.closed.GaussianTerms;
import org.vae4j.models.Fixtures;
import org.vae4j.models.Prior;
import org.vae4j.models.StandardNormalFixture;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.posterior.Latent;
import org.vae4j.models.posterior.Posterior;
import org.vae4j.models.store.Weights;

class NonFiniteTest {
  private static final Dataset DATA = Fixtures.data(25, 12, 8);
  private static final Training TRAINING = Training.defaults().withBatch(10);

  private static Parameter parameter(Vae vae, String name) {
    return vae.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  private static NonFiniteException failure(Backend backend, Vae vae) {
    try (Engine engine = Engine.open(backend, 2);
        Trainer trainer = new Trainer(engine, vae, TRAINING)) {
      Map<String, Tensor> before = Weights.of(vae);
      NonFiniteException thrown = assertThrows(NonFiniteException.class, () -> trainer.fit(DATA));
      assertEquals(before, Weights.of(vae), "the parameters must be those of the step before");
      assertEquals(0, trainer.progress().step());
      assertEquals(1, thrown.epoch());
      assertEquals(1, thrown.step());
      return thrown;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void overflow_namesTheNodeAndTheLineThatBuiltIt(Backend backend) {
    Vae vae = Fixtures.vae(1);
    Parameter bias = parameter(vae, "encoder.log-var.bias");
    double large = backend == Backend.CPU ? 200 : 2000;
    bias.assign(Tensor.filled(bias.shape(), large));
    String node = failure(backend, vae).node();
    assertTrue(node.matches("exp \\[10, 3] at DiagonalGaussian.java:\\d+ = Infinity"), node);
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void nanInAParameter_namesTheParameter(Backend backend) {
    Vae vae = Fixtures.vae(1);
    Parameter weight = parameter(vae, "decoder.0.weight");
    double[] values = weight.value().toDoubleArray();
    values[3] = Double.NaN;
    weight.assign(Tensor.of(weight.shape(), values));
    String node = failure(backend, vae).node();
    assertTrue(node.startsWith("parameter decoder.0.weight [3, 5]"), node);
    assertTrue(node.endsWith("= NaN"), node);
  }

  /**
   * N(0, I) whose surrogate is the root of the temperature above a limit: it has a value at and
   * below the limit, and no gradient.
   */
  private record Cusp(StandardNormalFixture normal, double limit) implements Prior {
    Cusp(double limit) {
      this(new StandardNormalFixture(Fixtures.LATENT), limit);
    }

    @Override
    public int latent() {
      return normal.latent();
    }

    @Override
    public Var logDensity(Var z) {
      return normal.logDensity(z);
    }

    @Override
    public Var klFrom(Posterior q, Latent draws) {
      return normal.klFrom(q, draws);
    }

    @Override
    public Optional<GaussianTerms<Var>> klTerms(Posterior q) {
      return Optional.empty();
    }

    @Override
    public Var trainingKl(Posterior q, Latent draws) {
      Var above = Var.input(Prior.TEMPERATURE).minus(limit).relu();
      return klFrom(q, draws).plus(q.mean().times(0).plus(above).sqrt().sum(-1));
    }

    @Override
    public Var sample(String name, int count) {
      return normal.sample(name, count);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }
  }

  private static Vae vae(Prior prior) {
    return Vae.builder(Fixtures.FEATURES).hidden(5).latent(Fixtures.LATENT).build(e -> prior);
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void gradientAlone_isCaughtInTheSameStep(Backend backend) {
    NonFiniteException thrown = failure(backend, vae(new Cusp(1)));
    assertTrue(thrown.getMessage().contains("gradient must be finite"), thrown.getMessage());
    assertTrue(thrown.node().startsWith("over [10, 3]"), thrown.node());
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void gradientOfALaterStep_isNamedAndNotTaken(Backend backend) {
    Training cooling = TRAINING.withTemperature(Temperature.reaching(1, 0.1, 10));
    Map<String, Tensor> before;
    try (Engine engine = Engine.open(backend, 2);
        Trainer trainer = new Trainer(engine, vae(new Cusp(0.6)), cooling)) {
      NonFiniteException thrown = assertThrows(NonFiniteException.class, () -> trainer.fit(DATA));
      assertEquals(4, thrown.step(), "10^-0.3 is the first temperature below 0.6");
      assertEquals(2, thrown.epoch());
      assertTrue(thrown.node().startsWith("over [10, 3]"), thrown.node());
      assertEquals(3, trainer.progress().step());
      before = trainer.checkpoint("").parameters();
    }
    try (Engine engine = Engine.open(backend, 2);
        Trainer trainer = new Trainer(engine, vae(new Cusp(0.6)), cooling)) {
      trainer.fit(DATA, stopAfter(trainer, 3));
      assertEquals(before, trainer.checkpoint("").parameters());
    }
  }

  private static Listener stopAfter(Trainer trainer, int steps) {
    return new Listener() {
      @Override
      public void onStep(int epoch, int batch, int batches, double loss) {
        if (trainer.progress().step() == steps) {
          trainer.stop();
        }
      }
    };
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void hugeLearningRate_endsInTheExceptionAndNotInNans(Backend backend) {
    try (Engine engine = Engine.open(backend, 2);
        Trainer trainer = new Trainer(engine, Fixtures.vae(1), TRAINING.withLearningRate(1e30))) {
      NonFiniteException thrown = assertThrows(NonFiniteException.class, () -> trainer.fit(DATA));
      assertTrue(thrown.step() <= 10, thrown.getMessage());
      trainer
          .checkpoint("")
          .parameters()
          .values()
          .forEach(
              value -> {
                for (double element : value.toDoubleArray()) {
                  assertTrue(Double.isFinite(element));
                }
              });
    }
  }

  @Test
  void lastUpdateOfAnEpochThatOverflows_leavesTheParametersBeforeIt() {
    Training training = TRAINING.withBatch(DATA.train().size()).withLearningRate(1e39);
    Vae vae = Fixtures.vae(1);
    Map<String, Tensor> start = Weights.of(vae);
    try (Engine engine = Engine.open(Backend.CPU, 1);
        Trainer trainer = new Trainer(engine, vae, training)) {
      NonFiniteException thrown = assertThrows(NonFiniteException.class, () -> trainer.fit(DATA));
      assertTrue(thrown.node().startsWith("parameter "), thrown.getMessage());
      trainer
          .checkpoint("")
          .parameters()
          .forEach((name, value) -> assertEquals(start.get(name).as(value.dtype()), value, name));
    }
  }
}
