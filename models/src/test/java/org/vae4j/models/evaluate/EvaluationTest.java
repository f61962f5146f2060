package org.vae4j.models.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Fixtures;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Split;

class EvaluationTest {
  private static final int SAMPLES = 30;
  private final Split split = Fixtures.split(23, 4);

  private static Evaluation evaluation(Engine engine, int chunk, int rows) {
    return new Evaluation(engine, Fixtures.vae(1), 7, chunk, rows);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 23})
  void results_doNotDependOnChunks(int chunk) {
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Evaluation whole = evaluation(engine, 100, 10_000)) {
      ElboEstimate bound = whole.elbo(split, 3);
      LogLikelihood likelihood = whole.logLikelihood(split, SAMPLES);
      double[] variances = whole.activeUnits(split).variances();
      for (int rows : new int[] {1, 11, 30, 64, 100}) {
        try (Evaluation cut = evaluation(engine, chunk, rows)) {
          assertArrayEquals(bound.values(), cut.elbo(split, 3).values());
          LogLikelihood other = cut.logLikelihood(split, SAMPLES);
          assertArrayEquals(likelihood.values(), other.values());
          assertArrayEquals(likelihood.effectiveSamples(), other.effectiveSamples());
          assertEquals(likelihood.curve(), other.curve());
          assertArrayEquals(variances, cut.activeUnits(split).variances());
        }
      }
    }
  }

  /** Products of other shapes may round otherwise, and that is all. */
  @Test
  void logLikelihood_onTheCpu_dependsOnBlocksByRoundingAlone() {
    try (Engine engine = Engine.open(Backend.CPU, 2);
        Evaluation whole = evaluation(engine, 100, 10_000)) {
      LogLikelihood expected = whole.logLikelihood(split, SAMPLES);
      for (int rows : new int[] {1, 11, 30, 64, 100}) {
        try (Evaluation cut = evaluation(engine, 7, rows)) {
          LogLikelihood other = cut.logLikelihood(split, SAMPLES);
          assertArrayEquals(expected.values(), other.values(), 1e-5);
          assertArrayEquals(expected.effectiveSamples(), other.effectiveSamples(), 1e-4);
        }
      }
    }
  }

  @Test
  void backEnds_agree() {
    try (Engine reference = Engine.open(Backend.REFERENCE);
        Engine cpu = Engine.open(Backend.CPU, 2);
        Evaluation exact = evaluation(reference, 10, 100);
        Evaluation rounded = evaluation(cpu, 10, 100)) {
      assertArrayEquals(exact.elbo(split).values(), rounded.elbo(split).values(), 1e-5);
      assertArrayEquals(
          exact.logLikelihood(split, SAMPLES).values(),
          rounded.logLikelihood(split, SAMPLES).values(),
          1e-5);
      assertArrayEquals(
          exact.activeUnits(split).variances(), rounded.activeUnits(split).variances(), 1e-5);
    }
  }

  @Test
  void logLikelihood_lookedAtAgain_isTheSame() {
    try (Engine engine = Engine.open(Backend.CPU, 2);
        Evaluation evaluation = evaluation(engine, 10, 100)) {
      double[] first = evaluation.logLikelihood(split, SAMPLES).values();
      evaluation.elbo(split);
      assertArrayEquals(first, evaluation.logLikelihood(split, SAMPLES).values());
      try (Evaluation other = new Evaluation(engine, Fixtures.vae(1), 8, 10, 100)) {
        assertNotEquals(first[0], other.logLikelihood(split, SAMPLES).values()[0]);
      }
    }
  }

  @Test
  void oneSample_isTheBoundWithAnEstimatedKl() {
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Evaluation evaluation = evaluation(engine, 100, 1000)) {
      double closed = 0;
      double estimated = 0;
      int draws = 400;
      for (int draw = 0; draw < draws; draw++) {
        try (Evaluation other = new Evaluation(engine, Fixtures.vae(1), draw, 100, 1000)) {
          closed += other.elbo(split).negElbo() / draws;
          estimated += other.logLikelihood(split, 1).nll() / draws;
        }
      }
      assertEquals(closed, estimated, 0.02);
      assertTrue(evaluation.logLikelihood(split, 200).nll() < closed);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void activeUnits_areTheVariancesOfThePosteriorMean(Backend backend) {
    Vae vae = Fixtures.vae(1);
    float[] x = new float[split.size() * Fixtures.FEATURES];
    for (int i = 0; i < split.size(); i++) {
      split.fill(i, x, i * Fixtures.FEATURES);
    }
    try (Engine engine = Engine.open(backend, 1);
        Evaluation evaluation = new Evaluation(engine, vae, 1, 5, 100)) {
      double[] codes =
          vae.encode(engine, Tensor.of(Shape.of(split.size(), Fixtures.FEATURES), x))
              .toDoubleArray();
      double[] variances = evaluation.activeUnits(split).variances();
      for (int unit = 0; unit < Fixtures.LATENT; unit++) {
        double[] column = new double[split.size()];
        for (int i = 0; i < column.length; i++) {
          column[i] = codes[i * Fixtures.LATENT + unit];
        }
        double mean = Arrays.stream(column).average().orElseThrow();
        double variance =
            Arrays.stream(column).map(c -> (c - mean) * (c - mean)).average().orElseThrow();
        assertEquals(variance, variances[unit], 1e-6);
      }
    }
  }

  @Test
  void activeUnits_countWhatMoves() {
    assertEquals(2, new ActiveUnits(new double[] {0.5, 0.01, 0.0100001, 0}).count());
  }

  @Test
  void progress_countsExamples() {
    List<Integer> heard = new ArrayList<>();
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Evaluation evaluation = evaluation(engine, 10, 120)) {
      evaluation.logLikelihood(split, SAMPLES, heard::add);
    }
    assertEquals(List.of(10, 20, 23), heard);
  }

  @Test
  void badArguments_areRefused() {
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Evaluation evaluation = evaluation(engine, 10, 100)) {
      var samples =
          assertThrows(IllegalArgumentException.class, () -> evaluation.logLikelihood(split, 0));
      assertEquals("importance-samples must be >= 1; got 0", samples.getMessage());
      Split wide = Split.ofFloats(1, 7, new float[7]);
      var width = assertThrows(IllegalArgumentException.class, () -> evaluation.elbo(wide));
      assertEquals("evaluation: examples must have 6 values; got 7", width.getMessage());
    }
  }
}
