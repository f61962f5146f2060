package org.vae4j.priors;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.Clusters;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.MixturePrior;

/** Expectation maximisation from the clusters of k-means. Source: Dempster, Laird, Rubin (1977). */
final class Maximisation {
  private static final int STEPS = 100;

  /** Nats of mean log density that a step must gain for another to follow. */
  private static final double GAIN = 1e-4;

  private Maximisation() {}

  /**
   * Fits {@code prior} to {@code points [N, D]}; {@code assign} gives it the moments of each step.
   * Throws {@code IllegalArgumentException} if there are fewer points than components.
   */
  static void fromClusters(MixturePrior prior, Tensor points, long seed, Consumer<Moments> assign) {
    Tensor codes = points.as(DType.FLOAT64);
    int[] clusters = Clusters.of(codes, prior.components(), seed).assignments();
    double[] members = Arrays.stream(clusters).asDoubleStream().toArray();
    Var hard = Var.constant(Tensor.of(Shape.of(members.length), members));
    assign.accept(Moments.of(codes, Engine.evaluate(hard.oneHot(prior.components()))));
    Var joint = prior.logJoint(Var.constant(codes));
    Map<String, Var> outputs =
        Map.of("shares", joint.softmax(1), "density", joint.logSumExp(1).mean());
    try (Plan plan = new ReferencePlan(Graph.of(outputs))) {
      double before = Double.NEGATIVE_INFINITY;
      for (int step = 0; step < STEPS; step++) {
        plan.run();
        double density = plan.scalar("density");
        if (!(density - before >= GAIN)) {
          return;
        }
        before = density;
        assign.accept(Moments.of(codes, plan.read("shares")));
      }
    }
  }
}
