package org.vae4j.models.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Fixtures;
import org.vae4j.models.data.Split;

class LinearProbeTest {
  /** Rosenbrock's valley, from zeros: its minimum lies at ones. */
  @Test
  void minimum_isFoundAlongAValley() {
    double[] found =
        Lbfgs.minimum(
            (p, gradient) -> {
              double bend = p[1] - p[0] * p[0];
              gradient[0] = -2 * (1 - p[0]) - 400 * p[0] * bend;
              gradient[1] = 200 * bend;
              return (1 - p[0]) * (1 - p[0]) + 100 * bend * bend;
            },
            2,
            1e-9,
            200);
    assertArrayEquals(new double[] {1, 1}, found, 1e-8);
  }

  @Test
  void minimumOfAQuadratic_needsFewSteps() {
    int[] calls = new int[1];
    double[] found =
        Lbfgs.minimum(
            (p, gradient) -> {
              calls[0]++;
              double value = 0;
              for (int i = 0; i < p.length; i++) {
                double off = p[i] - i;
                gradient[i] = (i + 1) * off;
                value += (i + 1) * off * off / 2;
              }
              return value;
            },
            5,
            1e-10,
            100);
    assertArrayEquals(new double[] {0, 1, 2, 3, 4}, found, 1e-9);
    assertTrue(calls[0] < 40, calls[0] + " calls");
  }

  /** Three corners of a triangle, with a column that says nothing and one that never varies. */
  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void classesApart_areReadOff(Backend backend) {
    double[][] corners = {{5, 0}, {-5, 3}, {-5, -3}};
    Random random = new Random(2);
    double[] codes = new double[4 * 300];
    int[] labels = new int[300];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(3);
      codes[4 * i] = corners[labels[i]][0] + random.nextGaussian();
      codes[4 * i + 1] = 100 * (corners[labels[i]][1] + random.nextGaussian());
      codes[4 * i + 2] = random.nextGaussian();
      codes[4 * i + 3] = 7;
    }
    try (Engine engine = Engine.open(backend, 2)) {
      LinearProbe probe = new LinearProbe(engine, codes, labels, 3);
      assertTrue(probe.accuracy(codes, labels) > 0.99);
    }
  }

  /** Two Gaussians one apart on each side of 0: the best line leaves the share of a normal tail. */
  @Test
  void classesThatOverlap_areReadOffAsWellAsCanBe() {
    Random random = new Random(5);
    double[] codes = new double[4000];
    int[] labels = new int[4000];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 2;
      codes[i] = (labels[i] == 0 ? -1 : 1) + random.nextGaussian();
    }
    try (Engine engine = Engine.open(Backend.REFERENCE)) {
      LinearProbe probe = new LinearProbe(engine, codes, labels, 2);
      assertEquals(0.8413, probe.accuracy(codes, labels), 0.02);
    }
  }

  @Test
  void labelsOfASplit_areAskedForTheMeansOfItsPosteriors() {
    Split split = Fixtures.split(400, 4);
    int[] left = new int[split.size()];
    float[] x = new float[Fixtures.FEATURES];
    for (int i = 0; i < left.length; i++) {
      split.fill(i, x, 0);
      left[i] = x[0] + x[1] + x[2] > x[3] + x[4] + x[5] ? 1 : 0;
    }
    try (Engine engine = Engine.open(Backend.CPU, 2);
        Evaluation evaluation = new Evaluation(engine, Fixtures.vae(1), 1)) {
      Split known = split.labelled(left);
      assertEquals(OptionalDouble.empty(), evaluation.probeAccuracy(split, known));
      assertTrue(evaluation.probeAccuracy(known, known).orElseThrow() > 0.85);
      int[] chance = new Random(1).ints(left.length, 0, 2).toArray();
      Split noise = split.labelled(chance);
      assertEquals(0.5, evaluation.probeAccuracy(noise, noise).orElseThrow(), 0.1);
    }
  }
}
