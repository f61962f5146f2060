package org.vae4j.models.optimizer;

import java.util.List;
import org.vae4j.core.kernel.TileKernels;

/**
 * Steps divided by the running root mean square of the gradient: {@code w -= rate g / (sqrt(v) +
 * 1e-8)}. Source: Tieleman, Hinton (2012), lecture 6.5 of "Neural networks for machine learning".
 *
 * @param smoothing the weight of the past in the running mean, in {@code [0, 1)}
 */
public record RmsProp(double smoothing) implements Rule {
  private static final double EPSILON = 1e-8;

  /** Throws {@code IllegalArgumentException} unless {@code 0 <= smoothing < 1}. */
  public RmsProp {
    Rule.fraction("rmsprop: smoothing", smoothing);
  }

  @Override
  public String text() {
    return "rmsprop:" + smoothing;
  }

  @Override
  public List<String> moments() {
    return List.of("mean-square");
  }

  @Override
  public double[] factors(long step, double rate) {
    return new double[] {rate};
  }

  @Override
  public void update(double[] p, double[] g, double[][] moments, int n, double[] factors) {
    double[] v = moments[0];
    for (int i = 0; i < n; i++) {
      v[i] = smoothing * v[i] + (1 - smoothing) * g[i] * g[i];
      p[i] -= factors[0] * g[i] / (Math.sqrt(v[i]) + EPSILON);
    }
  }

  @Override
  public void update(float[] p, float[] g, float[][] moments, int n, double[] factors) {
    float[] v = moments[0];
    float rate = (float) factors[0];
    float past = (float) smoothing;
    float gain = (float) (1 - smoothing);
    for (int i = 0; i < n; i++) {
      float kept = Math.fma(past, v[i], TileKernels.LEAST_SQUARE);
      float square = Math.fma(gain * g[i], g[i], kept);
      v[i] = square;
      p[i] -= rate * g[i] / ((float) Math.sqrt(square) + (float) EPSILON);
    }
  }
}
