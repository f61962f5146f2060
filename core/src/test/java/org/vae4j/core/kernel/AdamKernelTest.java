package org.vae4j.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AdamKernelTest {
  @Test
  void adam_followsTheAlgorithm() {
    float[] g = TileKernelsTest.random(4);
    float[] p = TileKernelsTest.random(5);
    float[] m = new float[g.length];
    float[] v = new float[g.length];
    double[] expected = new double[g.length];
    double[] mean = new double[g.length];
    double[] square = new double[g.length];
    Arrays.setAll(expected, i -> p[i]);
    for (int step = 1; step <= 5; step++) {
      double unbias1 = 1 - Math.pow(0.9, step);
      double unbias2 = 1 - Math.pow(0.999, step);
      float stepSize = (float) (0.01 * Math.sqrt(unbias2) / unbias1);
      float epsilon = (float) (1e-8 * Math.sqrt(unbias2));
      TileKernels.adam(p, g, m, v, g.length, stepSize, 0.9f, 0.999f, epsilon);
      for (int i = 0; i < g.length; i++) {
        mean[i] += 0.1 * (g[i] - mean[i]);
        square[i] += 0.001 * ((double) g[i] * g[i] - square[i]);
        expected[i] -= 0.01 * mean[i] / unbias1 / (Math.sqrt(square[i] / unbias2) + 1e-8);
        assertEquals(expected[i], p[i], 2e-6);
      }
    }
  }

  @Test
  void decayed_isTheNumberUnlessItIsTiny() {
    for (float x = 4e-23f; x < 1e38f; x *= 1.7f) {
      assertEquals(x, TileKernels.decayed(x));
      assertEquals(-x, TileKernels.decayed(-x));
    }
    for (float x = 4e-38f; x > 0; x /= 2) {
      assertEquals(0, TileKernels.decayed(x));
      assertEquals(0, TileKernels.decayed(-x));
    }
    assertEquals(Float.NaN, TileKernels.decayed(Float.NaN));
    assertEquals(Float.POSITIVE_INFINITY, TileKernels.decayed(Float.POSITIVE_INFINITY));
  }
}
