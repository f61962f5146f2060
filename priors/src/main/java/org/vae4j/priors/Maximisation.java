package org.vae4j.priors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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
final class Maximisation implements AutoCloseable {
  private static final int STEPS = 100;

  /** Nats of mean log density that a step must gain for another to follow. */
  private static final double GAIN = 1e-4;

  /** Most numbers in the distances of the points of a chunk from all components. */
  private static final int NUMBERS = 1 << 18;

  private final MixturePrior prior;
  private final Tensor codes;
  private final int chunk;
  private final Map<Integer, Plan> plans = new HashMap<>();

  /** What an E-step finds: the part of each component in each point, and the mean log density. */
  private record Expectation(Tensor shares, double density) {}

  private Maximisation(MixturePrior prior, Tensor codes, int numbers) {
    this.prior = prior;
    this.codes = codes;
    this.chunk = Math.max(1, numbers / Math.multiplyExact(prior.components(), prior.latent()));
  }

  /**
   * Fits {@code prior} to {@code points [N, D]}; {@code assign} gives it the moments of each step.
   * Throws {@code IllegalArgumentException} if there are fewer points than components.
   */
  static void fromClusters(MixturePrior prior, Tensor points, long seed, Consumer<Moments> assign) {
    fromClusters(prior, points, seed, NUMBERS, assign);
  }

  /** As above, with at most so many numbers in a chunk. */
  static void fromClusters(
      MixturePrior prior, Tensor points, long seed, int numbers, Consumer<Moments> assign) {
    Tensor codes = points.as(DType.FLOAT64);
    int[] clusters = Clusters.of(codes, prior.components(), seed).assignments();
    double[] members = Arrays.stream(clusters).asDoubleStream().toArray();
    Var hard = Var.constant(Tensor.of(Shape.of(members.length), members));
    assign.accept(Moments.of(codes, Engine.evaluate(hard.oneHot(prior.components()))));
    try (Maximisation climb = new Maximisation(prior, codes, numbers)) {
      climb.to(assign);
    }
  }

  private void to(Consumer<Moments> assign) {
    double before = Double.NEGATIVE_INFINITY;
    for (int step = 0; step < STEPS; step++) {
      Expectation found = expectation();
      if (!(found.density - before >= GAIN)) {
        return;
      }
      before = found.density;
      assign.accept(Moments.of(codes, found.shares));
    }
  }

  private Expectation expectation() {
    int n = codes.shape().dim(0);
    List<Tensor> shares = new ArrayList<>();
    double density = 0;
    for (int from = 0; from < n; from += chunk) {
      Tensor points = codes.slice(0, from, Math.min(n, from + chunk));
      Plan plan = plans.computeIfAbsent(points.shape().dim(0), this::plan);
      plan.feed("points", points.toDoubleArray());
      plan.run();
      shares.add(plan.read("shares"));
      density += plan.scalar("density");
    }
    return new Expectation(Tensor.concat(0, shares), density / n);
  }

  private Plan plan(int rows) {
    Var joint = prior.logJoint(Var.input("points", Shape.of(rows, prior.latent())));
    return new ReferencePlan(
        Graph.of(Map.of("shares", joint.softmax(1), "density", joint.logSumExp(1).sum())));
  }

  @Override
  public void close() {
    plans.values().forEach(Plan::close);
  }
}
