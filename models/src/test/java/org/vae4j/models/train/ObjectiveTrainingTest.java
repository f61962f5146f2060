package org.vae4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Fixtures;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.ObjectiveFixtures;
import org.vae4j.models.objective.ObjectiveKind;

/** What every objective of the catalogue can be relied on for in training. */
class ObjectiveTrainingTest {
  /** The last batch of an epoch has a single example. */
  private static final Dataset DATA = Fixtures.data(21, 12, 8);

  private static final Training TRAINING =
      Training.defaults().withEpochs(3).withBatch(10).withLearningRate(0.01).withWarmUp(1);

  @TempDir Path folder;

  private static final class Stop implements Listener {
    private final Trainer trainer;
    private int left;

    Stop(Trainer trainer, int after) {
      this.trainer = trainer;
      this.left = after;
    }

    @Override
    public void onStep(int epoch, int batch, int batches, double loss) {
      assertTrue(Double.isFinite(loss));
      if (--left == 0) {
        trainer.stop();
      }
    }
  }

  private static Objective objective(ObjectiveKind kind) {
    return ObjectiveFixtures.of(kind, Fixtures.LATENT);
  }

  private static Checkpoint finished(Engine engine, Vae vae, ObjectiveKind kind, Path from) {
    try (Trainer trainer = new Trainer(engine, vae, objective(kind), TRAINING)) {
      if (from != null) {
        trainer.restore(Checkpoint.read(from));
      }
      Fit fit = trainer.fit(DATA);
      assertEquals(3, fit.epochs());
      return trainer.checkpoint("");
    }
  }

  @ParameterizedTest
  @EnumSource(ObjectiveKind.class)
  void resume_hasTheBitsOfARunThatNeverStopped(ObjectiveKind kind) {
    Path file = folder.resolve("checkpoint");
    try (Engine engine = Engine.open(Backend.CPU, 2)) {
      Checkpoint whole = finished(engine, Fixtures.vae(1), kind, null);
      try (Trainer trainer = new Trainer(engine, Fixtures.vae(1), objective(kind), TRAINING)) {
        trainer.fit(DATA, new Stop(trainer, 4));
        trainer.checkpoint("").write(file);
      }
      Checkpoint resumed = finished(engine, Fixtures.vae(99), kind, file);
      assertEquals(whole.parameters(), resumed.parameters());
      assertEquals(whole.best(), resumed.best());
      assertEquals(whole.optimizer(), resumed.optimizer());
      assertEquals(whole.progress().bestNegElbo(), resumed.progress().bestNegElbo());
    }
  }

  @ParameterizedTest
  @EnumSource(ObjectiveKind.class)
  void loss_ofTheFirstStep_isThatOfTheReference(ObjectiveKind kind) {
    assertEquals(first(Backend.REFERENCE, kind), first(Backend.CPU, kind), 2e-4);
  }

  private static double first(Backend backend, ObjectiveKind kind) {
    double[] loss = {Double.NaN};
    try (Engine engine = Engine.open(backend, 2);
        Trainer trainer = new Trainer(engine, Fixtures.vae(1), objective(kind), TRAINING)) {
      trainer.fit(
          DATA,
          new Listener() {
            @Override
            public void onStep(int epoch, int batch, int batches, double value) {
              loss[0] = value;
              trainer.stop();
            }
          });
    }
    return loss[0];
  }
}
