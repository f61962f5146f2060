package org.vae4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Fixtures;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.objective.Annealing;
import org.vae4j.models.optimizer.AdaMax;
import org.vae4j.models.optimizer.AdamW;
import org.vae4j.models.optimizer.Optimization;
import org.vae4j.models.optimizer.RateSchedule;
import org.vae4j.models.optimizer.RmsProp;
import org.vae4j.models.optimizer.Sgd;
import org.vae4j.models.store.Safetensors;

class ResumeTest {
  private static final Dataset DATA = Fixtures.data(25, 12, 8);
  private static final int STEPS = 9;
  private static final Training TRAINING =
      Training.defaults()
          .withEpochs(3)
          .withBatch(10)
          .withLearningRate(0.01)
          .withWarmUp(2)
          .withTemperature(Temperature.reaching(1, 0.5, 5));

  @TempDir Path folder;

  /** Stops after so many steps, and keeps the reports without their times. */
  private static final class Interruption implements Listener {
    final List<EpochReport> reports = new ArrayList<>();
    private final int limit;
    private Trainer trainer;
    private int steps;

    Interruption(int limit) {
      this.limit = limit;
    }

    Fit fit(Trainer trained) {
      trainer = trained;
      if (limit == 0) {
        trainer.stop();
      }
      return trainer.fit(DATA, this);
    }

    @Override
    public void onStep(int epoch, int batch, int batches, double loss) {
      if (++steps == limit) {
        trainer.stop();
      }
    }

    @Override
    public void onEpoch(EpochReport r) {
      reports.add(
          new EpochReport(
              r.epoch(),
              r.beta(),
              r.temperature(),
              0,
              r.train(),
              r.validation(),
              r.scheduled(),
              r.best()));
    }
  }

  private static Checkpoint withoutTime(Checkpoint c) {
    Progress p = c.progress();
    Progress timeless =
        new Progress(
            p.epoch(),
            p.batch(),
            p.step(),
            p.bestEpoch(),
            p.bestNegElbo(),
            0,
            p.examples(),
            p.sums());
    return new Checkpoint(
        c.parameters(), c.best(), c.optimizer(), timeless, c.training(), c.config());
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void resume_atAnyStep_hasTheBitsOfARunThatNeverStopped(Backend backend) {
    Path file = folder.resolve("checkpoint");
    try (Engine engine = Engine.open(backend, 2)) {
      Interruption never = new Interruption(-1);
      Checkpoint whole;
      try (Trainer trainer = new Trainer(engine, Fixtures.vae(1), TRAINING)) {
        never.fit(trainer);
        whole = withoutTime(trainer.checkpoint("text"));
      }
      for (int stop = 0; stop <= STEPS; stop++) {
        Interruption before = new Interruption(stop);
        try (Trainer trainer = new Trainer(engine, Fixtures.vae(1), TRAINING)) {
          Fit fit = before.fit(trainer);
          assertEquals(stop < STEPS, fit.interrupted());
          assertEquals(stop, trainer.progress().step());
          trainer.checkpoint("text").write(file);
        }
        Interruption after = new Interruption(-1);
        try (Trainer trainer = new Trainer(engine, Fixtures.vae(99), TRAINING)) {
          trainer.restore(Checkpoint.read(file));
          after.fit(trainer);
          assertEquals(whole, withoutTime(trainer.checkpoint("text")), "stopped at " + stop);
        }
        before.reports.addAll(after.reports);
        assertEquals(never.reports, before.reports);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Annealing.class)
  void resume_inAnyAnnealing_hasTheBitsOfARunThatNeverStopped(Annealing annealing) {
    Path file = folder.resolve("checkpoint");
    Training asked = TRAINING.withWarmUp(1).withAnnealing(annealing);
    try (Engine engine = Engine.open(Backend.CPU, 2)) {
      Checkpoint whole;
      try (Trainer trainer = new Trainer(engine, Fixtures.vae(1), asked)) {
        trainer.fit(DATA);
        whole = withoutTime(trainer.checkpoint(""));
      }
      try (Trainer trainer = new Trainer(engine, Fixtures.vae(1), asked)) {
        new Interruption(4).fit(trainer);
        trainer.checkpoint("").write(file);
      }
      try (Trainer trainer = new Trainer(engine, Fixtures.vae(99), asked)) {
        trainer.restore(Checkpoint.read(file));
        trainer.fit(DATA);
        assertEquals(whole, withoutTime(trainer.checkpoint("")));
      }
    }
  }

  static List<Optimization> optimizations() {
    Optimization adam = Optimization.adam();
    return List.of(
        adam.withRule(new AdamW(0.1)).withAverage(0.9),
        adam.withRule(new RmsProp(0.9)).withClipNorm(0.5),
        adam.withRule(new Sgd(0.9, false)).withNormalized(true),
        adam.withRule(new Sgd(0.5, true)),
        adam.withRule(new AdaMax()).withClipNorm(3).withAverage(0.5),
        adam.withSchedule(new RateSchedule.Cosine(3)),
        adam.withSchedule(new RateSchedule.Step(0.3, 1)),
        adam.withSchedule(new RateSchedule.Exponential(0.7)),
        adam.withSchedule(new RateSchedule.LinearWarmUp(2)),
        adam.withSchedule(new RateSchedule.Burda()));
  }

  @ParameterizedTest
  @MethodSource("optimizations")
  void resume_anyOptimizer_hasTheBitsOfARunThatNeverStopped(Optimization optimization) {
    Path file = folder.resolve("checkpoint");
    Training asked = TRAINING.withOptimization(optimization);
    try (Engine engine = Engine.open(Backend.CPU, 2)) {
      Checkpoint whole;
      try (Trainer trainer = new Trainer(engine, Fixtures.vae(1), asked)) {
        trainer.fit(DATA);
        whole = withoutTime(trainer.checkpoint(""));
      }
      assertEquals(asked, whole.training());
      try (Trainer trainer = new Trainer(engine, Fixtures.vae(1), asked)) {
        new Interruption(4).fit(trainer);
        trainer.checkpoint("").write(file);
      }
      try (Trainer trainer = new Trainer(engine, Fixtures.vae(99), asked)) {
        trainer.restore(Checkpoint.read(file));
        trainer.fit(DATA);
        assertEquals(whole, withoutTime(trainer.checkpoint("")));
      }
    }
  }

  @Test
  void resume_withAnotherOptimizer_isRefused() {
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Trainer trainer = new Trainer(engine, Fixtures.vae(1), TRAINING)) {
      Checkpoint start = trainer.checkpoint("");
      Training other = TRAINING.withOptimization(Optimization.adam().withClipNorm(1));
      try (Trainer asked = new Trainer(engine, Fixtures.vae(1), other)) {
        assertThrows(IllegalArgumentException.class, () -> asked.restore(start));
      }
    }
  }

  @Test
  void resume_underAnotherSchedule_isRefused() {
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Trainer trainer = new Trainer(engine, Fixtures.vae(1), TRAINING)) {
      Checkpoint start = trainer.checkpoint("");
      Optimization falling = Optimization.adam().withSchedule(new RateSchedule.Cosine(3));
      Training other = TRAINING.withOptimization(falling);
      try (Trainer asked = new Trainer(engine, Fixtures.vae(1), other)) {
        assertThrows(IllegalArgumentException.class, () -> asked.restore(start));
      }
    }
  }

  @Test
  void resume_withMoreEpochs_goesOn() {
    try (Engine engine = Engine.open(Backend.REFERENCE)) {
      Checkpoint whole;
      try (Trainer trainer = new Trainer(engine, Fixtures.vae(1), TRAINING.withEpochs(5))) {
        trainer.fit(DATA);
        whole = withoutTime(trainer.checkpoint(""));
      }
      Checkpoint half;
      try (Trainer trainer = new Trainer(engine, Fixtures.vae(1), TRAINING)) {
        trainer.fit(DATA);
        half = trainer.checkpoint("");
      }
      try (Trainer trainer = new Trainer(engine, Fixtures.vae(2), TRAINING.withEpochs(5))) {
        trainer.restore(half);
        assertEquals(5, trainer.fit(DATA).epochs());
        assertEquals(whole, withoutTime(trainer.checkpoint("")));
      }
    }
  }

  private Checkpoint written(Path file) {
    try (Engine engine = Engine.open(Backend.CPU, 1);
        Trainer trainer = new Trainer(engine, Fixtures.vae(1), TRAINING)) {
      trainer.fit(DATA);
      Checkpoint checkpoint = trainer.checkpoint("seed: 1\nprior: \"none\"");
      checkpoint.write(file);
      return checkpoint;
    }
  }

  @Test
  void checkpoint_survivesTheFile() {
    Path file = folder.resolve("checkpoint");
    Checkpoint checkpoint = written(file);
    Checkpoint read = Checkpoint.read(file);
    assertEquals(checkpoint, read);
    assertEquals(checkpoint.progress().bestEpoch(), read.bestEpoch());
    assertFalse(read.best().isEmpty());
    Vae vae = Fixtures.vae(5);
    read.assignBest(vae);
    assertEquals(read.best().get("encoder.mean.weight"), vae.encoder().parameters().get(2).value());
  }

  @Test
  void checkpoint_withAByteMissingOrChanged_isRefused() throws IOException {
    Path file = folder.resolve("checkpoint");
    written(file);
    byte[] good = Files.readAllBytes(file);
    for (int at = 0; at < good.length; at += 11) {
      byte[] flipped = good.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      Files.write(file, flipped);
      assertThrows(IllegalArgumentException.class, () -> Checkpoint.read(file));
      Files.write(file, Arrays.copyOf(good, at));
      assertThrows(IllegalArgumentException.class, () -> Checkpoint.read(file));
    }
  }

  @Test
  void checkpoint_withoutANumber_isRefused() {
    Path file = folder.resolve("checkpoint");
    written(file);
    Safetensors content = Safetensors.read(file);
    for (String key : content.metadata().keySet()) {
      if (!key.equals("config") && !key.startsWith("sum.")) {
        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        metadata.remove(key);
        new Safetensors(content.tensors(), metadata).write(file);
        var refused =
            assertThrows(IllegalArgumentException.class, () -> Checkpoint.read(file), key);
        assertTrue(refused.getMessage().startsWith("read " + file), refused.getMessage());
      }
    }
  }

  @Test
  void restore_underOtherTraining_isRefused() {
    Path file = folder.resolve("checkpoint");
    Checkpoint checkpoint = written(file);
    try (Engine engine = Engine.open(Backend.CPU, 1);
        Trainer trainer = new Trainer(engine, Fixtures.vae(1), TRAINING.withBatch(5))) {
      var refused = assertThrows(IllegalArgumentException.class, () -> trainer.restore(checkpoint));
      assertTrue(
          refused.getMessage().startsWith("resume: training must be that of the checkpoint"),
          refused.getMessage());
    }
  }

  @Test
  void restore_ofACheckpointWithoutMoments_isRefusedAndChangesNothing() {
    Checkpoint whole = written(folder.resolve("checkpoint"));
    Checkpoint damaged =
        new Checkpoint(
            whole.parameters(), whole.best(), Map.of(), whole.progress(), whole.training(), "");
    try (Engine engine = Engine.open(Backend.CPU, 1);
        Trainer trainer = new Trainer(engine, Fixtures.vae(7), whole.training())) {
      Checkpoint before = trainer.checkpoint("");
      assertThrows(IllegalArgumentException.class, () -> trainer.restore(damaged));
      assertEquals(before.parameters(), trainer.checkpoint("").parameters());
      assertEquals(before.progress().step(), trainer.progress().step());
    }
  }
}
