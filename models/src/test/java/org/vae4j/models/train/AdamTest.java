package org.vae4j.models.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.WorkerTeam;

class AdamTest {
  private static final int SIZE = 2500;
  private static final double RATE = 0.01;

  private static ParameterVector vector(DType dtype, int size) {
    double[] start = new Random(1).doubles(size, -1, 1).toArray();
    Parameter parameter = new Parameter("w", Tensor.of(Shape.of(size), start));
    return ParameterVector.pack("w", List.of(parameter), dtype);
  }

  private static double[] values(ParameterVector vector) {
    return vector.parameters().get(0).value().toDoubleArray();
  }

  /** Gradients of many sizes, zero among them. */
  private static double[] gradient(int size, int step) {
    Random random = new Random(step);
    double[] gradient = new double[size];
    for (int i = 0; i < size; i++) {
      gradient[i] = i % 7 == 0 ? 0 : (float) (random.nextGaussian() * Math.pow(10, i % 9 - 5));
    }
    return gradient;
  }

  private static void step(Adam adam, double[] gradient) {
    adam.parameters().gradients().put(0, gradient, 0, gradient.length);
    adam.step();
  }

  @ParameterizedTest
  @EnumSource
  void step_followsTheAlgorithm(DType dtype) {
    try (WorkerTeam team = new WorkerTeam(2);
        ParameterVector vector = vector(dtype, SIZE)) {
      Adam adam = new Adam(vector, team, RATE);
      double[] w = values(vector);
      double[] m = new double[SIZE];
      double[] v = new double[SIZE];
      for (int t = 1; t <= 20; t++) {
        double[] g = gradient(SIZE, t);
        step(adam, g);
        for (int i = 0; i < SIZE; i++) {
          m[i] = 0.9 * m[i] + 0.1 * g[i];
          v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
          double mean = m[i] / (1 - Math.pow(0.9, t));
          double square = v[i] / (1 - Math.pow(0.999, t));
          w[i] -= RATE * mean / (Math.sqrt(square) + 1e-8);
        }
      }
      assertArrayEquals(w, values(vector), dtype == DType.FLOAT64 ? 1e-13 : 3e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void step_hasTheSameBitsForAnyNumberOfWorkers(int workers) {
    double[][] results = new double[2][];
    for (int run = 0; run < 2; run++) {
      try (WorkerTeam team = new WorkerTeam(run == 0 ? 1 : workers);
          ParameterVector vector = vector(DType.FLOAT32, SIZE)) {
        Adam adam = new Adam(vector, team, RATE);
        for (int t = 1; t <= 5; t++) {
          step(adam, gradient(SIZE, t));
        }
        results[run] = values(vector);
      }
    }
    assertArrayEquals(results[0], results[1]);
  }

  @Test
  void step_countsAsAChangeOfTheParameters() {
    try (WorkerTeam team = new WorkerTeam(1);
        ParameterVector vector = vector(DType.FLOAT32, 3)) {
      long before = vector.version();
      step(new Adam(vector, team, RATE), gradient(3, 1));
      assertTrue(vector.version() > before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void restore_goesOnToTheBit(DType dtype) {
    try (WorkerTeam team = new WorkerTeam(1);
        ParameterVector first = vector(dtype, SIZE);
        ParameterVector second = vector(dtype, SIZE)) {
      Adam through = new Adam(first, team, RATE);
      Adam after = new Adam(second, team, RATE);
      for (int t = 1; t <= 3; t++) {
        step(through, gradient(SIZE, t));
      }
      second.parameters().get(0).assign(first.parameters().get(0).value());
      after.restore(through.state());
      for (int t = 4; t <= 6; t++) {
        step(through, gradient(SIZE, t));
        step(after, gradient(SIZE, t));
      }
      assertArrayEquals(values(first), values(second));
      assertEquals(through.state(), after.state());
    }
  }

  @Test
  void restore_ofAnotherState_isRefused() {
    try (WorkerTeam team = new WorkerTeam(1);
        ParameterVector vector = vector(DType.FLOAT32, 3);
        ParameterVector longer = vector(DType.FLOAT32, 300)) {
      Adam adam = new Adam(vector, team, RATE);
      Map<String, Tensor> other = new Adam(longer, team, RATE).state();
      assertThrows(IllegalArgumentException.class, () -> adam.restore(other));
      assertThrows(IllegalArgumentException.class, () -> adam.restore(Map.of()));
    }
  }
}
