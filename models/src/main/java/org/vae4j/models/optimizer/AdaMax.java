package org.vae4j.models.optimizer;

import java.util.List;
import org.vae4j.core.kernel.TileKernels;

/**
 * Adam with the largest recent gradient in place of the root mean square: {@code w -= rate m' / u},
 * {@code u = max(0.999 u, |g| + 1e-8)}. Source: Kingma, Ba (2015), arXiv:1412.6980, algorithm 2;
 * the small number keeps a gradient that was always 0 from 0/0.
 */
public record AdaMax() implements Rule {
  private static final double EPSILON = 1e-8;

  @Override
  public String text() {
    return "adamax";
  }

  @Override
  public List<String> moments() {
    return List.of("first-moment", "largest");
  }

  @Override
  public double[] factors(long step, double rate) {
    return new double[] {rate / (1 - Math.pow(AdamW.BETA1, step))};
  }

  @Override
  public void update(double[] p, double[] g, double[][] moments, int n, double[] factors) {
    double[] m = moments[0];
    double[] u = moments[1];
    for (int i = 0; i < n; i++) {
      m[i] += (1 - AdamW.BETA1) * (g[i] - m[i]);
      u[i] = Math.max(AdamW.BETA2 * u[i], Math.abs(g[i]) + EPSILON);
      p[i] -= factors[0] * m[i] / u[i];
    }
  }

  @Override
  public void update(float[] p, float[] g, float[][] moments, int n, double[] factors) {
    float[] m = moments[0];
    float[] u = moments[1];
    float size = (float) factors[0];
    float gain = (float) (1 - AdamW.BETA1);
    float past = (float) AdamW.BETA2;
    for (int i = 0; i < n; i++) {
      float mean = TileKernels.decayed(Math.fma(gain, g[i] - m[i], m[i]));
      float largest = Math.max(past * u[i], Math.abs(g[i]) + (float) EPSILON);
      m[i] = mean;
      u[i] = largest;
      p[i] = Math.fma(-size / largest, mean, p[i]);
    }
  }
}
