package org.vae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Vae;
import org.vae4j.models.train.Trainer;
import org.vae4j.models.train.Training;
import org.vae4j.priors.StandardNormal;

final class StepCostTest {
  @Test
  void says_whatAStepAnEpochAndAllTake() {
    assertEquals(
        "a step takes long: 220 GFLOP, so 0.5 s or more at the 440 GFLOP/s of matrix products here;"
            + " at least 0:50 an epoch, 8:20 for 10 (explain shows what takes it)",
        new StepCost(220e9, OptionalDouble.of(440e9)).says(100, 10));
  }

  @Test
  void says_withoutARate_onlyTheOperations() {
    assertEquals(
        "a step takes long: 220 GFLOP (explain shows what takes it)",
        new StepCost(220e9, OptionalDouble.empty()).says(100, 10));
  }

  @Test
  void of_plainLoops_hasNoRate() {
    Vae vae = Vae.builder(50).hidden(4000).latent(2).build(encoder -> new StandardNormal(2));
    try (Engine engine = Engine.open(Backend.REFERENCE, 1);
        Trainer trainer = new Trainer(engine, vae, Training.defaults().withBatch(40_000))) {
      assertTrue(StepCost.of(trainer, engine).orElseThrow().rate().isEmpty());
    }
  }

  private static boolean isTold(int batch) {
    Vae vae = Vae.builder(50).hidden(4000).latent(2).build(encoder -> new StandardNormal(2));
    try (Engine engine = Engine.open(Backend.CPU, 1);
        Trainer trainer = new Trainer(engine, vae, Training.defaults().withBatch(batch))) {
      return StepCost.of(trainer, engine).map(cost -> cost.rate().orElse(0) > 1e9).orElse(false);
    }
  }

  @Test
  void of_manyOperations_isTold_fewAreNot() {
    assertTrue(isTold(40_000));
    assertTrue(!isTold(100));
  }
}
