package org.vae4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.vae4j.models.objective.Annealing;
import org.vae4j.models.objective.Moment;

class TrainingTest {
  private static final Training DEFAULTS = Training.defaults();

  private static void assertRefused(String message, Executable made) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, made).getMessage());
  }

  @Test
  void values_outOfRange_areRefusedByName() {
    assertRefused(
        "learning-rate must be > 0; got NaN", () -> DEFAULTS.withLearningRate(Double.NaN));
    assertRefused("learning-rate must be > 0; got 0.0", () -> DEFAULTS.withLearningRate(0));
    assertRefused(
        "learning-rate must be finite; got Infinity",
        () -> DEFAULTS.withLearningRate(Double.POSITIVE_INFINITY));
    assertRefused("epochs must be >= 1; got 0", () -> DEFAULTS.withEpochs(0));
    assertRefused("batch must be >= 1; got -1", () -> DEFAULTS.withBatch(-1));
    assertRefused("warm-up must be >= 0; got -1", () -> DEFAULTS.withWarmUp(-1));
    assertRefused("patience must be >= 0; got -1", () -> DEFAULTS.withPatience(-1));
    assertRefused("temperature must be > 0; got NaN", () -> Temperature.fixed(Double.NaN));
    assertRefused("temperature-min must lie in (0, 1.0]; got 2.0", () -> new Temperature(1, 2, 0));
    assertRefused("temperature-rate must be >= 0; got -1.0", () -> new Temperature(1, 0.5, -1));
  }

  @Test
  void beta_risesByEpochAndReachesOneAtTheEndOfWarmUp() {
    Training training = DEFAULTS.withWarmUp(4);
    assertEquals(0.25, beta(training, 1));
    assertEquals(0.75, beta(training, 3));
    assertEquals(1, beta(training, 4));
    assertEquals(1, beta(training, 5));
    assertEquals(1, beta(DEFAULTS, 1));
  }

  /** The weight in the middle of an epoch of 10 steps. */
  private static double beta(Training training, int epoch) {
    return training.beta(new Moment(10L * epoch - 5, 10));
  }

  @Test
  void beta_alongACosine_risesByStep() {
    Training training = DEFAULTS.withWarmUp(4).withAnnealing(Annealing.COSINE);
    assertEquals((1 - Math.cos(Math.PI * 0.5 / 4)) / 2, training.beta(new Moment(4, 10)), 1e-15);
    assertEquals(0.5, training.beta(new Moment(19, 10)), 1e-15);
    assertEquals(1, training.beta(Moment.endOf(4, 10)));
  }

  @Test
  void temperature_fallsByGlobalStepToItsMinimum() {
    Temperature temperature = Temperature.reaching(1, 0.5, 100);
    assertEquals(1, temperature.at(0));
    assertEquals(Math.sqrt(0.5), temperature.at(50), 1e-15);
    assertEquals(0.5, temperature.at(100), 1e-15);
    assertEquals(0.5, temperature.at(1_000_000));
    assertEquals(0.7, Temperature.fixed(0.7).at(12));
  }
}
