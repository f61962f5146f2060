package org.vae4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Fixtures;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Split;
import org.vae4j.models.optimizer.Optimization;
import org.vae4j.models.store.Weights;

class TrainerTest {
  private static final Dataset DATA = Fixtures.data(25, 12, 8);
  private static final Training TRAINING =
      Training.defaults().withEpochs(3).withBatch(10).withLearningRate(0.01);

  /** Keeps what it hears. */
  private static final class Diary implements Listener {
    final List<EpochReport> epochs = new ArrayList<>();
    final List<Double> losses = new ArrayList<>();

    @Override
    public void onStep(int epoch, int batch, int batches, double loss) {
      losses.add(loss);
      assertEquals((epoch - 1) * batches + batch, losses.size());
    }

    @Override
    public void onEpoch(EpochReport report) {
      epochs.add(report);
      assertEquals(report.epoch(), epochs.size());
    }
  }

  private static Diary run(Backend backend, int threads, Training training, Vae vae) {
    Diary diary = new Diary();
    try (Engine engine = Engine.open(backend, threads)) {
      Trainer.fit(engine, vae, DATA, training, diary);
    }
    return diary;
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void fit_lowersTheBound(Backend backend) {
    Diary diary = run(backend, 2, TRAINING.withEpochs(60), Fixtures.vae(1));
    double first = diary.epochs.get(0).validation().negElbo();
    double last = diary.epochs.get(59).validation().negElbo();
    assertTrue(last < first - 0.5, first + " to " + last);
    assertTrue(last < 6 * Math.log(2), "worse than coins: " + last);
  }

  /** Each of these looks at all gradients or parameters, so that nothing moves on the way. */
  static List<Optimization> apart() {
    return List.of(Optimization.adam().withClipNorm(1e30), Optimization.adam().withAverage(0.5));
  }

  private static Map<String, Tensor> moved(int threads, Optimization optimization) {
    Vae vae = Fixtures.vae(2, 250);
    Training training = TRAINING.withOptimization(optimization);
    try (Engine engine = Engine.open(Backend.CPU, threads);
        Trainer trainer = new Trainer(engine, vae, training)) {
      trainer.fit(DATA);
      return Weights.of(vae);
    }
  }

  @ParameterizedTest
  @MethodSource("apart")
  void fit_movingWeightsWhileGradientsAreMade_givesTheBitsOfMovingThemApart(Optimization apart) {
    Map<String, Tensor> expected = moved(1, apart);
    for (int threads : new int[] {1, 2, 4}) {
      assertEquals(expected, moved(threads, Optimization.adam()), threads + " threads");
    }
  }

  @Test
  void fit_dropsNoExample() {
    Diary diary = run(Backend.REFERENCE, 1, TRAINING, Fixtures.vae(1));
    assertEquals(9, diary.losses.size());
    EpochReport report = diary.epochs.get(0);
    double[] steps = diary.losses.stream().mapToDouble(loss -> loss).toArray();
    double byExample = (10 * steps[0] + 10 * steps[1] + 5 * steps[2]) / 25;
    assertEquals(byExample, report.train().negElbo(), 1e-12);
  }

  @ParameterizedTest
  @EnumSource(names = {"CPU", "ND4J"})
  void fit_isThatOfTheReferenceUpToRounding(Backend backend) {
    Diary reference = run(Backend.REFERENCE, 1, TRAINING, Fixtures.vae(1));
    Diary cpu = run(backend, 2, TRAINING, Fixtures.vae(1));
    for (int step = 0; step < 9; step++) {
      assertEquals(reference.losses.get(step), cpu.losses.get(step), 1e-4);
    }
    for (int epoch = 0; epoch < 3; epoch++) {
      Metrics exact = reference.epochs.get(epoch).validation();
      Metrics rounded = cpu.epochs.get(epoch).validation();
      assertEquals(exact.negElbo(), rounded.negElbo(), 1e-4);
      assertEquals(exact.terms().orElseThrow().mean(), rounded.terms().orElseThrow().mean(), 1e-4);
      assertEquals(
          exact.gradientNorms().orElseThrow().reconstruction(),
          rounded.gradientNorms().orElseThrow().reconstruction(),
          1e-4);
    }
  }

  @Test
  void fit_hasTheSameBitsForAnyNumberOfThreads() {
    Vae one = Fixtures.vae(1);
    Vae three = Fixtures.vae(1);
    assertEquals(
        run(Backend.CPU, 1, TRAINING, one).losses, run(Backend.CPU, 3, TRAINING, three).losses);
    assertEquals(Weights.of(one), Weights.of(three));
  }

  @Test
  void fit_dependsOnTheSeed() {
    assertNotEquals(
        run(Backend.REFERENCE, 1, TRAINING, Fixtures.vae(1)).losses,
        run(Backend.REFERENCE, 1, TRAINING.withSeed(2), Fixtures.vae(1)).losses);
  }

  @Test
  void validation_hasTheSameNoiseInEachEpoch() {
    Diary diary = run(Backend.REFERENCE, 1, TRAINING.withLearningRate(1e-300), Fixtures.vae(1));
    assertEquals(diary.epochs.get(0).validation(), diary.epochs.get(2).validation());
    assertNotEquals(
        diary.epochs.get(0).train().reconstruction(), diary.epochs.get(2).train().reconstruction());
  }

  @Test
  void report_ofAGaussianPrior_hasItsTerms() {
    Metrics train = run(Backend.REFERENCE, 1, TRAINING, Fixtures.vae(1)).epochs.get(1).train();
    KlTerms terms = train.terms().orElseThrow();
    assertEquals(train.kl(), terms.mean() + terms.variance() + terms.logDeterminant(), 1e-12);
    GradientNorms norms = train.gradientNorms().orElseThrow();
    assertEquals(Math.sqrt(Fixtures.LATENT * 0.25), norms.logDeterminant(), 1e-12);
    assertTrue(norms.mean() > 0 && norms.variance() > 0 && norms.reconstruction() > 0);
  }

  @Test
  void warmUp_weighsTheLossButNotTheReports() {
    Diary diary = run(Backend.REFERENCE, 1, TRAINING.withWarmUp(2), Fixtures.vae(1));
    EpochReport first = diary.epochs.get(0);
    assertEquals(0.5, first.beta());
    double weighted = first.train().reconstruction() + 0.5 * first.train().kl();
    double byExample =
        IntStream.range(0, 3).mapToDouble(b -> (b < 2 ? 10 : 5) * diary.losses.get(b)).sum() / 25;
    assertEquals(byExample, weighted, 1e-12);
    assertFalse(first.best());
    assertTrue(diary.epochs.get(1).best());
  }

  @Test
  void selectBest_givesTheParametersOfTheBestEpoch() {
    Training wild = TRAINING.withEpochs(40).withLearningRate(0.3);
    Vae vae = Fixtures.vae(1);
    List<Map<String, Tensor>> snapshots = new ArrayList<>();
    Listener keeper =
        new Listener() {
          @Override
          public void onEpoch(EpochReport report) {
            snapshots.add(Weights.of(vae));
          }
        };
    try (Engine engine = Engine.open(Backend.REFERENCE)) {
      Diary diary = new Diary();
      Fit fit = Trainer.fit(engine, vae, DATA, wild, keeper, diary);
      assertTrue(fit.bestEpoch() < 40, "the best epoch must not be the last: " + fit);
      assertEquals(snapshots.get(fit.bestEpoch() - 1), Weights.of(vae));
      double lowest =
          diary.epochs.stream().mapToDouble(e -> e.validation().negElbo()).min().orElseThrow();
      assertEquals(lowest, fit.bestNegElbo());
    }
  }

  @Test
  void patience_stopsEarlyAndSaysSo() {
    Training wild = TRAINING.withEpochs(200).withLearningRate(0.3).withPatience(3);
    try (Engine engine = Engine.open(Backend.REFERENCE)) {
      Fit fit = Trainer.fit(engine, Fixtures.vae(1), DATA, wild);
      assertTrue(fit.stoppedEarly());
      assertEquals(fit.bestEpoch() + 3, fit.epochs());
    }
  }

  @Test
  void epochsWithinWarmUp_leaveTheLastParameters() {
    try (Engine engine = Engine.open(Backend.REFERENCE)) {
      Fit fit = Trainer.fit(engine, Fixtures.vae(1), DATA, TRAINING.withWarmUp(10));
      assertEquals(3, fit.bestEpoch());
      assertTrue(Double.isNaN(fit.bestNegElbo()));
      assertFalse(fit.stoppedEarly());
    }
  }

  @Test
  void data_thatDoNotFit_areRefused() {
    Split grey = Split.ofFloats(1, 6, new float[] {0, 1, 0.5f, 0, 1, 0});
    Split wide = Split.ofFloats(1, 7, new float[7]);
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Trainer trainer = new Trainer(engine, Fixtures.vae(1), TRAINING)) {
      var values =
          assertThrows(
              IllegalArgumentException.class,
              () -> trainer.fit(new Dataset("grey", grey, grey, grey)));
      assertEquals(
          "fit: a Bernoulli likelihood needs values 0 and 1; got others in data grey",
          values.getMessage());
      var width =
          assertThrows(
              IllegalArgumentException.class,
              () -> trainer.fit(new Dataset("wide", wide, wide, wide)));
      assertEquals("fit: examples must have 6 values; got 7", width.getMessage());
    }
  }

  @Test
  void fit_onOtherDataOfAnotherSize_goesOn() {
    try (Engine engine = Engine.open(Backend.CPU, 2);
        Trainer trainer = new Trainer(engine, Fixtures.vae(1), TRAINING)) {
      trainer.fit(DATA, stopAfterFirstEpoch(trainer));
      Fit fit = trainer.fit(Fixtures.data(13, 5, 5));
      assertEquals(3, fit.epochs());
      assertEquals(3 + 2 * 2, trainer.progress().step());
    }
  }

  private static Listener stopAfterFirstEpoch(Trainer trainer) {
    return new Listener() {
      @Override
      public void onEpoch(EpochReport report) {
        trainer.stop();
      }
    };
  }

  @Test
  void close_givesTheModelItsParameters() {
    Vae vae = Fixtures.vae(1);
    try (Engine engine = Engine.open(Backend.CPU, 1)) {
      Trainer trainer = new Trainer(engine, vae, TRAINING);
      trainer.fit(DATA);
      Map<String, Tensor> trained = Weights.of(vae);
      trainer.close();
      assertEquals(trained, Weights.of(vae));
      vae.parameters().forEach(parameter -> assertEquals(null, parameter.home()));
      assertThrows(IllegalStateException.class, () -> trainer.fit(DATA));
    }
  }
}
