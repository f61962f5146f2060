package org.vae4j.core.divergence.mixture;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Mixture;
import org.vae4j.core.distribution.Normal;
import org.vae4j.core.verify.Quadrature;

/** Mixtures of normal distributions as rows of weight, mean and sd, in plain arithmetic. */
final class NormalMixtures {
  private NormalMixtures() {}

  static double[][] random(RandomGenerator random, int k) {
    double[][] rows = new double[k][];
    double total = 0;
    for (int i = 0; i < k; i++) {
      double sd = Math.exp(random.nextDouble(-1.5, 1.5));
      rows[i] = new double[] {random.nextDouble(0.05, 1), random.nextDouble(-6, 6), sd};
      total += rows[i][0];
    }
    for (double[] row : rows) {
      row[0] /= total;
    }
    return rows;
  }

  static Distribution<Doubles> mixture(double[][] rows) {
    List<Distribution<Doubles>> normals = new ArrayList<>();
    for (double[] row : rows) {
      normals.add(new Normal<>(Doubles.scalar(row[1]), Doubles.scalar(row[2])));
    }
    return new Mixture<>(
        Doubles.vector(Stream.of(rows).mapToDouble(row -> row[0]).toArray()), normals);
  }

  static double logDensity(double[][] rows, double x) {
    double top = Double.NEGATIVE_INFINITY;
    double[] joint = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double z = (x - rows[i][1]) / rows[i][2];
      joint[i] = Math.log(rows[i][0] / rows[i][2]) - (z * z + Math.log(2 * Math.PI)) / 2;
      top = Math.max(top, joint[i]);
    }
    double mass = 0;
    for (double each : joint) {
      mass += Math.exp(each - top);
    }
    return top + Math.log(mass);
  }

  static double quadrature(double[][] q, double[][] p) {
    return Quadrature.integrate(
            x -> {
              double log = logDensity(q, x);
              return Math.exp(log) * (log - logDensity(p, x));
            },
            -60,
            60,
            1e-10)
        .value();
  }
}
