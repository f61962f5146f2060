package org.vae4j.models.optimizer;

import java.util.List;
import org.vae4j.core.kernel.TileKernels;

/**
 * Gradient descent with momentum: {@code v = momentum v + g, w -= rate v}, or with the step that
 * looks ahead, {@code w -= rate (g + momentum v)}. Source: Polyak (1964); Sutskever et al. (2013),
 * "On the importance of initialization and momentum in deep learning", for Nesterov's.
 *
 * @param momentum the share of the last step in the next, in {@code [0, 1)}
 * @param nesterov whether to look ahead
 */
public record Sgd(double momentum, boolean nesterov) implements Rule {
  /** Throws {@code IllegalArgumentException} unless {@code 0 <= momentum < 1}. */
  public Sgd {
    Rule.fraction("sgd: momentum", momentum);
  }

  @Override
  public String text() {
    return (nesterov ? "nesterov:" : "sgd:") + momentum;
  }

  @Override
  public List<String> moments() {
    return List.of("velocity");
  }

  /** The shares of gradient and velocity in a step. */
  @Override
  public double[] factors(long step, double rate) {
    return new double[] {nesterov ? rate : 0, nesterov ? rate * momentum : rate};
  }

  @Override
  public void update(double[] p, double[] g, double[][] moments, int n, double[] factors) {
    double[] v = moments[0];
    for (int i = 0; i < n; i++) {
      v[i] = momentum * v[i] + g[i];
      p[i] -= factors[0] * g[i] + factors[1] * v[i];
    }
  }

  @Override
  public void update(float[] p, float[] g, float[][] moments, int n, double[] factors) {
    float[] v = moments[0];
    float past = (float) momentum;
    float straight = (float) factors[0];
    float along = (float) factors[1];
    for (int i = 0; i < n; i++) {
      float velocity = TileKernels.decayed(Math.fma(past, v[i], g[i]));
      v[i] = velocity;
      p[i] = Math.fma(-along, velocity, Math.fma(-straight, g[i], p[i]));
    }
  }
}
