package org.vae4j.models.optimizer;

import java.util.List;
import org.vae4j.core.kernel.TileKernels;

/**
 * Adam with weights that decay by themselves, outside the moments: {@code w -= rate (m' / (sqrt(v')
 * + 1e-8) + decay w)}. Source: Loshchilov, Hutter (2019), arXiv:1711.05101, algorithm 2; without
 * decay Kingma, Ba (2015), arXiv:1412.6980.
 *
 * @param decay the share of a weight that a rate of 1 would take away, at least 0
 */
public record AdamW(double decay) implements Rule {
  static final double BETA1 = 0.9;
  static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  /** Throws {@code IllegalArgumentException} unless {@code decay >= 0}. */
  public AdamW {
    if (!(decay >= 0 && decay <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("adamw: decay must be >= 0 and finite; got " + decay);
    }
  }

  @Override
  public String text() {
    return decay == 0 ? "adam" : "adamw:" + decay;
  }

  @Override
  public List<String> moments() {
    return List.of("first-moment", "second-moment");
  }

  /** What is kept of a weight, the step size, epsilon. */
  @Override
  public double[] factors(long step, double rate) {
    double unbias = Math.sqrt(1 - Math.pow(BETA2, step));
    double size = rate * unbias / (1 - Math.pow(BETA1, step));
    return new double[] {1 - rate * decay, size, EPSILON * unbias};
  }

  @Override
  public void update(double[] p, double[] g, double[][] moments, int n, double[] factors) {
    double[] m = moments[0];
    double[] v = moments[1];
    for (int i = 0; i < n; i++) {
      m[i] += (1 - BETA1) * (g[i] - m[i]);
      v[i] = BETA2 * v[i] + (1 - BETA2) * g[i] * g[i];
      p[i] = factors[0] * p[i] - factors[1] * m[i] / (Math.sqrt(v[i]) + factors[2]);
    }
  }

  @Override
  public void update(float[] p, float[] g, float[][] moments, int n, double[] factors) {
    if (decay > 0) {
      shrink(p, n, (float) factors[0]);
    }
    TileKernels.adam(
        p,
        g,
        moments[0],
        moments[1],
        n,
        (float) factors[1],
        (float) BETA1,
        (float) BETA2,
        (float) factors[2]);
  }

  private static void shrink(float[] p, int n, float kept) {
    for (int i = 0; i < n; i++) {
      p[i] *= kept;
    }
  }
}
