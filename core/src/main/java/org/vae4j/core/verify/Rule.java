package org.vae4j.core.verify;

import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/** A tensor product of Gauss-Legendre rules on the unit cube. */
record Rule(double[][] nodes, double[] weights) {
  static Rule of(int dimensions, int order) {
    GaussIntegrator legendre = new GaussIntegratorFactory().legendre(order);
    int count = Math.toIntExact(Math.round(Math.pow(order, dimensions)));
    double[][] nodes = new double[count][dimensions];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      weights[i] = 1;
      for (int axis = 0, digits = i; axis < dimensions; axis++, digits /= order) {
        nodes[i][axis] = (1 + legendre.getPoint(digits % order)) / 2;
        weights[i] *= legendre.getWeight(digits % order) / 2;
      }
    }
    return new Rule(nodes, weights);
  }

  int size() {
    return weights.length;
  }

  /** The weighted sum of {@code values} from {@code start}. */
  double apply(double[] values, int start) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * values[start + i];
    }
    return sum;
  }
}
