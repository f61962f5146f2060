package org.vae4j.models.train;

import org.vae4j.autodiff.ParameterVector;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/** Adam in float64, plainly. */
final class DoubleAdam implements AdamPass {
  private final ParameterVector vector;
  private final double[] p;
  private final double[] g;
  private double[] m;
  private double[] v;

  DoubleAdam(ParameterVector vector) {
    this.vector = vector;
    int length = vector.length();
    p = new double[length];
    g = new double[length];
    m = new double[length];
    v = new double[length];
  }

  @Override
  public void update(double stepSize, double epsilon) {
    vector.gradients().get(0, g, 0, g.length);
    vector.values().get(0, p, 0, p.length);
    for (int i = 0; i < p.length; i++) {
      m[i] += (1 - Adam.BETA1) * (g[i] - m[i]);
      v[i] = Adam.BETA2 * v[i] + (1 - Adam.BETA2) * g[i] * g[i];
      p[i] -= stepSize * m[i] / (Math.sqrt(v[i]) + epsilon);
    }
    vector.values().put(0, p, 0, p.length);
  }

  @Override
  public Tensor first() {
    return Tensor.of(Shape.of(m.length), m);
  }

  @Override
  public Tensor second() {
    return Tensor.of(Shape.of(v.length), v);
  }

  @Override
  public void restore(Tensor first, Tensor second) {
    m = first.toDoubleArray();
    v = second.toDoubleArray();
  }
}
