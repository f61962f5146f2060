package org.vae4j.priors.contract;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.Shape;

/** A function of points of the plane, {@code [N, 2] -> [N]}, in float64 and in blocks of rows. */
final class RowFunction implements Function<double[][], double[]>, AutoCloseable {
  private static final int BLOCK = 1024;

  private final Plan plan;
  private final double[] rows = new double[2 * BLOCK];
  private final double[] values = new double[BLOCK];

  RowFunction(UnaryOperator<Var> f) {
    Var z = Var.input("z", Shape.of(BLOCK, 2));
    this.plan = new ReferencePlan(Graph.of(Map.of("value", f.apply(z))));
  }

  @Override
  public double[] apply(double[][] points) {
    double[] result = new double[points.length];
    for (int from = 0; from < points.length; from += BLOCK) {
      int count = Math.min(BLOCK, points.length - from);
      Arrays.fill(rows, 0);
      for (int i = 0; i < count; i++) {
        System.arraycopy(points[from + i], 0, rows, 2 * i, 2);
      }
      plan.feed("z", rows);
      plan.run();
      plan.read("value", values);
      System.arraycopy(values, 0, result, from, count);
    }
    return result;
  }

  @Override
  public void close() {
    plan.close();
  }
}
