package org.vae4j.priors.contract;

import java.util.Map;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.models.Prior;

/** Rows of an expression that draws noise. */
final class Draws {
  private Draws() {}

  /** The rows of {@code var [N, ..]} for examples {@code first, first + 1, ..}, row-major. */
  static double[] of(Var var, long seed, long first) {
    int rows = var.shape().dim(0);
    long[] examples = new long[rows];
    for (int row = 0; row < rows; row++) {
      examples[row] = first + row;
    }
    try (Plan plan = new ReferencePlan(Graph.of(Map.of("rows", var)))) {
      plan.draw(new Draw(seed, "contract", new long[rows], examples));
      if (plan.takes(Prior.TEMPERATURE)) {
        plan.feed(Prior.TEMPERATURE, 0.7);
      }
      plan.run();
      double[] values = new double[var.shape().size()];
      plan.read("rows", values);
      return values;
    }
  }
}
