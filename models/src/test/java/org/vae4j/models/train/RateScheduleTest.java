package org.vae4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Fixtures;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.objective.Moment;
import org.vae4j.models.optimizer.Optimization;
import org.vae4j.models.optimizer.RateSchedule;
import org.vae4j.models.optimizer.Sgd;

class RateScheduleTest {
  private static final int BATCHES = 4;

  /** Steps of epochs of 4: the factor before the given step. */
  @ParameterizedTest
  @CsvSource({
    "constant, 1000, 1",
    "cosine, 0, 1",
    "cosine, 20, 0.5",
    "cosine, 40, 0",
    "cosine:2, 2, 0.853553390593273762",
    "cosine:2, 4, 0.5",
    "cosine:2, 900, 0",
    "step:0.5:3, 11, 1",
    "step:0.5:3, 12, 0.5",
    "step:0.5:3, 23, 0.5",
    "step:0.5:3, 24, 0.25",
    "exponential:0.81, 2, 0.9",
    "exponential:0.81, 4, 0.81",
    "linear-warm-up:2, 0, 0.125",
    "linear-warm-up:2, 6, 0.875",
    "linear-warm-up:2, 7, 1",
    "linear-warm-up:2, 8, 1",
    "burda, 3, 1",
    "burda, 4, 0.719685673001152",
    "burda, 15, 0.719685673001152",
    "burda, 16, 0.517947467923121",
    "burda, 4371, 0.138949549437314",
    "burda, 4372, 0.1",
    "burda, 100000, 0.1",
  })
  void factor_atAStep_isThatOfItsFormula(String text, long step, double factor) {
    RateSchedule schedule = RateSchedule.parse(text, 10);
    assertEquals(factor, schedule.factor(new Moment(step, BATCHES)), 1e-15);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "constant",
        "cosine:7",
        "step:0.1:30",
        "exponential:0.95",
        "linear-warm-up:5",
        "burda"
      })
  void text_isReadBack(String text) {
    assertEquals(text, RateSchedule.parse(text, 3).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cosin",
        "cosine:",
        "cosine:x",
        "cosine:1:2",
        "cosine:0",
        "constant:1",
        "step",
        "step:2",
        "step:0.5",
        "step:0:3",
        "step:1.5:3",
        "step:NaN:3",
        "step:0.5:0.5",
        "exponential",
        "exponential:2",
        "exponential:-0.5",
        "linear-warm-up",
        "linear-warm-up:-1",
        "burda:7"
      })
  void parse_ofAnythingElse_isRefusedInOneLine(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> RateSchedule.parse(text, 3))
            .getMessage();
    assertTrue(message.matches("rate-schedule must .*; got .*"), message);
  }

  /** Without momentum a step is rate times gradient, so a factor shows in the first steps. */
  @Test
  void trainer_movesByTheFactorOfTheStep() {
    double[] whole = moved(RateSchedule.constant());
    double[] share = moved(new RateSchedule.LinearWarmUp(5));
    for (int i = 0; i < whole.length; i++) {
      assertEquals(whole[i] / 10, share[i], 1e-6 * Math.abs(whole[i]) + 1e-12);
    }
    assertTrue(Arrays.stream(whole).anyMatch(x -> Math.abs(x) > 1e-3));
  }

  /** How far the encoder's weights move in the first of 2 steps of an epoch. */
  private static double[] moved(RateSchedule schedule) {
    Dataset data = Fixtures.data(20, 12, 8);
    Training training =
        Training.defaults()
            .withBatch(10)
            .withLearningRate(0.1)
            .withOptimization(Optimization.of(new Sgd(0, false)).withSchedule(schedule));
    Vae vae = Fixtures.vae(1);
    Tensor before = vae.encoder().parameters().get(0).value();
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Trainer trainer = new Trainer(engine, vae, training)) {
      Listener once =
          new Listener() {
            @Override
            public void onStep(int epoch, int batch, int batches, double loss) {
              trainer.stop();
            }
          };
      trainer.fit(data, once);
      return vae.encoder().parameters().get(0).value().minus(before).toDoubleArray();
    }
  }
}
