package org.vae4j.core.verify;

import java.util.List;

/** Two densities on one line, at many points at once. */
public interface Densities {
  /** Their logarithms at {@code anchor + offsets[i]}, in the coordinate of the line. */
  Logs at(double anchor, double[] offsets);

  /**
   * Logarithms of densities q and p, {@code -inf} for none.
   *
   * @param q {@code log q}
   * @param p {@code log p}
   * @param ratio {@code log p - log q}, which may be known to more digits than both; not read where
   *     q or p is none
   * @param noise what each ratio may be off by from rounding
   */
  record Logs(double[] q, double[] p, double[] ratio, double[] noise) {
    private static final double ROUNDING = 0x1p-51;

    /** The ratio as the difference of the logarithms. */
    public static Logs of(double[] q, double[] p) {
      double[] ratio = new double[q.length];
      double[] noise = new double[q.length];
      for (int i = 0; i < q.length; i++) {
        ratio[i] = p[i] - q[i];
        noise[i] = ROUNDING * (1 + Math.abs(p[i]) + Math.abs(q[i]));
      }
      return new Logs(q, p, ratio, noise);
    }
  }

  /**
   * A part of the line, which may have a coordinate of its own.
   *
   * @param densities what is integrated
   * @param lower the lower end, or {@code -inf}
   * @param upper the upper end, or {@code inf}
   * @param landmarks where densities vary
   */
  record Section(Densities densities, double lower, double upper, List<Landmark> landmarks) {}
}
