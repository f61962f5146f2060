package org.vae4j.models.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Decoder;
import org.vae4j.models.Encoder;
import org.vae4j.models.Fixtures;
import org.vae4j.models.StandardNormalFixture;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.evaluate.Evaluation;
import org.vae4j.models.layer.BatchNorm;
import org.vae4j.models.layer.Dense;
import org.vae4j.models.layer.Dropout;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Layer;
import org.vae4j.models.layer.Sequence;
import org.vae4j.models.likelihood.Bernoulli;
import org.vae4j.models.objective.Iwae;
import org.vae4j.models.optimizer.Optimization;
import org.vae4j.models.optimizer.Sgd;
import org.vae4j.models.store.Weights;

/** A model whose layers have running statistics and draw noise, in training and after it. */
class StatesTest {
  private static final int HIDDEN = 8;
  private static final Dataset DATA = Fixtures.data(25, 12, 8);
  private static final Training TRAINING =
      Training.defaults()
          .withEpochs(3)
          .withBatch(10)
          .withLearningRate(0.01)
          .withOptimization(Optimization.adam().withAverage(0.9));

  @TempDir Path folder;

  private static Vae vae(long seed) {
    Initializer initializer = new Initializer(seed);
    Encoder encoder =
        new Encoder(trunk("encoder", Fixtures.FEATURES, initializer), Fixtures.LATENT, initializer);
    Layer down = trunk("decoder", Fixtures.LATENT, initializer);
    Decoder decoder = new Decoder(down, Fixtures.FEATURES, new Bernoulli(true), initializer);
    return new Vae(encoder, decoder, StandardNormalFixture.of(encoder));
  }

  private static Layer trunk(String name, int inputs, Initializer initializer) {
    return Sequence.of(
        Dense.glorot(name + ".dense", inputs, HIDDEN, initializer),
        new BatchNorm(name + ".norm", HIDDEN, HIDDEN, initializer),
        new Dropout(name + ".dropout", HIDDEN, 0.3));
  }

  private static Map<String, Tensor> trained(Engine engine, Training training) {
    Vae vae = vae(1);
    try (Trainer trainer = new Trainer(engine, vae, training)) {
      trainer.fit(DATA);
      return Weights.of(vae);
    }
  }

  @Test
  void states_ofAModel_areThoseOfItsLayersAndPartOfItsWeights() {
    List<String> names = vae(1).states().stream().map(Parameter::name).toList();
    assertEquals(
        List.of(
            "encoder.norm.mean",
            "encoder.norm.variance",
            "decoder.norm.mean",
            "decoder.norm.variance"),
        names);
    assertTrue(Weights.of(vae(1)).keySet().containsAll(names));
    assertTrue(vae(1).parameters().stream().noneMatch(p -> names.contains(p.name())));
  }

  @Test
  void fit_oneStep_movesTheRunningStatisticsATenthOfTheWay() {
    Vae vae = vae(1);
    Tensor weight = vae.parameters().get(0).value();
    double[] hidden = all().matmul(weight).toDoubleArray();
    try (Engine engine = Engine.open(Backend.CPU, 2);
        Trainer trainer = new Trainer(engine, vae, TRAINING.withEpochs(1).withBatch(25))) {
      trainer.fit(DATA);
    }
    double[] mean = vae.states().get(0).value().toDoubleArray();
    double[] variance = vae.states().get(1).value().toDoubleArray();
    for (int j = 0; j < HIDDEN; j++) {
      int column = j;
      double[] values = new double[25];
      Arrays.setAll(values, row -> hidden[row * HIDDEN + column]);
      double centre = Arrays.stream(values).sum() / 25;
      double unbiased = Arrays.stream(values).map(v -> (v - centre) * (v - centre)).sum() / 24;
      assertEquals(0.1 * centre, mean[j], 1e-6);
      assertEquals(0.9 + 0.1 * unbiased, variance[j], 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void resume_atAnyStep_hasTheBitsOfARunThatNeverStopped(Backend backend) {
    Path file = folder.resolve("checkpoint");
    try (Engine engine = Engine.open(backend, 2)) {
      Map<String, Tensor> whole = trained(engine, TRAINING);
      for (int stop = 1; stop < 9; stop += 3) {
        int limit = stop;
        try (Trainer trainer = new Trainer(engine, vae(1), TRAINING)) {
          trainer.fit(DATA, stopping(trainer, limit));
          trainer.checkpoint("").write(file);
        }
        Vae resumed = vae(99);
        try (Trainer trainer = new Trainer(engine, resumed, TRAINING)) {
          trainer.restore(Checkpoint.read(file));
          trainer.fit(DATA);
          assertEquals(whole, Weights.of(resumed), "stopped at " + stop);
        }
      }
    }
  }

  private static Listener stopping(Trainer trainer, int limit) {
    return new Listener() {
      private int steps;

      @Override
      public void onStep(int epoch, int batch, int batches, double loss) {
        if (++steps == limit) {
          trainer.stop();
        }
      }
    };
  }

  @Test
  void selectBest_givesTheStatesOfTheBestEpoch() {
    Vae vae = vae(1);
    List<List<Tensor>> snapshots = new ArrayList<>();
    try (Engine engine = Engine.open(Backend.CPU, 1)) {
      Training steep =
          TRAINING.withEpochs(6).withLearningRate(0.3).withOptimization(Optimization.adam());
      Fit fit =
          Trainer.fit(
              engine,
              vae,
              DATA,
              steep,
              new Listener() {
                @Override
                public void onEpoch(EpochReport report) {
                  snapshots.add(values(vae));
                }
              });
      assertTrue(fit.bestEpoch() < 6, "the last epoch must not be the best; got " + fit);
      assertEquals(snapshots.get(fit.bestEpoch() - 1), values(vae));
      assertNotEquals(snapshots.get(5), values(vae));
    }
  }

  /** The first layer's hidden units at the averages, seen on all examples at once. */
  @Test
  void averages_haveRunningStatisticsOfTheirOwn() {
    Training whole = TRAINING.withEpochs(8).withBatch(25).withLearningRate(0.1);
    Vae vae = vae(1);
    List<Tensor> raw = new ArrayList<>();
    try (Engine engine = Engine.open(Backend.CPU, 2);
        Trainer trainer = new Trainer(engine, vae, whole)) {
      trainer.fit(DATA);
      raw.addAll(values(vae));
      trainer.selectBest();
    }
    double[] hidden = all().matmul(parameter(vae, "encoder.dense.weight")).toDoubleArray();
    double[] bias = parameter(vae, "encoder.dense.bias").toDoubleArray();
    double apart = 0;
    for (int j = 0; j < HIDDEN; j++) {
      double mean = 0;
      double square = 0;
      for (int row = 0; row < 25; row++) {
        double value = hidden[row * HIDDEN + j] + bias[j];
        mean += value / 25;
        square += value * value;
      }
      double variance = (square - 25 * mean * mean) / 24;
      assertEquals(mean, vae.states().get(0).value().at(j), 1e-3 * (1 + Math.abs(mean)));
      assertEquals(variance, vae.states().get(1).value().at(j), 1e-3 * (1 + variance));
      apart = Math.max(apart, Math.abs(mean - raw.get(0).at(j)));
    }
    assertTrue(apart > 0.02, "those of training are others: " + apart);
  }

  @Test
  void averages_leaveTrainingAsItIs() {
    Training plain = TRAINING.withOptimization(Optimization.adam());
    try (Engine engine = Engine.open(Backend.CPU, 2);
        Trainer with = new Trainer(engine, vae(1), TRAINING);
        Trainer without = new Trainer(engine, vae(1), plain)) {
      with.fit(DATA);
      without.fit(DATA);
      assertEquals(without.checkpoint("").parameters(), with.checkpoint("").parameters());
      assertNotEquals(without.checkpoint("").best(), with.checkpoint("").best());
    }
  }

  private static Tensor all() {
    float[] x = new float[25 * Fixtures.FEATURES];
    for (int row = 0; row < 25; row++) {
      DATA.train().fill(row, x, row * Fixtures.FEATURES);
    }
    return Tensor.of(Shape.of(25, Fixtures.FEATURES), x);
  }

  private static Tensor parameter(Vae vae, String name) {
    return vae.parameters().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static List<Tensor> values(Vae vae) {
    return vae.states().stream().map(Parameter::value).toList();
  }

  /** By plain descent: Adam would blow up the rounding of a bias that normalisation undoes. */
  @Test
  void fit_onCpu_agreesWithTheReferenceWhateverTheThreads() {
    Training training = TRAINING.withOptimization(Optimization.of(new Sgd(0.9, false)));
    try (Engine reference = Engine.open(Backend.REFERENCE, 1);
        Engine one = Engine.open(Backend.CPU, 1);
        Engine three = Engine.open(Backend.CPU, 3)) {
      Map<String, Tensor> fast = trained(one, training);
      assertEquals(fast, trained(three, training));
      trained(reference, training)
          .forEach(
              (name, value) ->
                  assertArrayEquals(
                      value.toDoubleArray(), fast.get(name).toDoubleArray(), 2e-4, name));
    }
  }

  @Test
  void fit_withManyDraws_dropsOutEachDrawByItself() {
    Vae vae = vae(1);
    try (Engine engine = Engine.open(Backend.CPU, 2);
        Trainer trainer = new Trainer(engine, vae, new Iwae(4), TRAINING)) {
      assertEquals(3, trainer.fit(DATA).epochs());
    }
  }

  @Test
  void evaluation_ofATrainedModel_dependsOnEachRowAlone() {
    Vae vae = vae(1);
    try (Engine engine = Engine.open(Backend.REFERENCE, 1)) {
      Trainer.fit(engine, vae, DATA, TRAINING);
      Tensor x = Tensor.of(Shape.of(2, Fixtures.FEATURES), 1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1);
      Tensor first = Tensor.of(Shape.of(1, Fixtures.FEATURES), 1, 0, 1, 0, 1, 0);
      assertEquals(vae.reconstruct(engine, first), vae.reconstruct(engine, x).slice(0, 0, 1));
      try (Evaluation evaluation = new Evaluation(engine, vae, 1)) {
        double[] all = evaluation.elbo(DATA.test()).values();
        double[] one = evaluation.elbo(DATA.test().slice(0, 1)).values();
        assertEquals(all[0], one[0]);
      }
    }
  }
}
