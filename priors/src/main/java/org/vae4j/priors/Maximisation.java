package org.vae4j.priors;

import java.util.Arrays;
import java.util.HashMap;
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

/**
 * Expectation maximisation from the clusters of k-means. Source: Dempster, Laird, Rubin (1977).
 *
 * <p>There are up to a hundred steps, and fewer beyond a hundred components, twenty at least: they
 * are a start for training, which goes on with all parameters.
 */
final class Maximisation implements AutoCloseable {
  private static final String POINTS = "points";
  private static final String JOINT = "joint";

  private static final int STEPS = 100;
  private static final int FEWEST = 20;

  /** Nats of mean log density that a step must gain for another to follow. */
  private static final double GAIN = 1e-4;

  /** Most numbers in the distances of the points of a chunk from all components. */
  private static final int NUMBERS = 1 << 21;

  private final MixturePrior prior;
  private final Tensor codes;
  private final double[] values;
  private final int chunk;
  private final Map<Integer, Plan> plans = new HashMap<>();

  /** What an E-step finds: the part of each component in each point, and the mean log density. */
  private record Expectation(double[] shares, double density) {}

  private Maximisation(MixturePrior prior, Tensor codes, int numbers) {
    this.prior = prior;
    this.codes = codes;
    this.values = codes.toDoubleArray();
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
    int steps = Math.max(FEWEST, Math.min(STEPS, STEPS * STEPS / prior.components()));
    for (int step = 0; step < steps; step++) {
      Expectation found = expectation();
      if (!(found.density - before >= GAIN)) {
        return;
      }
      before = found.density;
      assign.accept(Moments.of(codes, found.shares, prior.components()));
    }
  }

  private Expectation expectation() {
    int n = codes.shape().dim(0);
    int width = prior.latent();
    int components = prior.components();
    double[] shares = new double[Math.multiplyExact(n, components)];
    double density = 0;
    for (int from = 0; from < n; from += chunk) {
      int to = Math.min(n, from + chunk);
      Plan plan = plans.computeIfAbsent(to - from, this::plan);
      plan.feed(POINTS, Arrays.copyOfRange(values, from * width, to * width));
      plan.run();
      double[] joint = plan.read(JOINT).toDoubleArray();
      System.arraycopy(joint, 0, shares, from * components, joint.length);
    }
    for (int row = 0; row < n; row++) {
      density += share(shares, row * components, components);
    }
    return new Expectation(shares, density / n);
  }

  /** Makes shares of a row's log densities; the logarithm of their sum. */
  private static double share(double[] rows, int from, int count) {
    double top = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      top = Math.max(top, rows[i]);
    }
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      rows[i] = Math.exp(rows[i] - top);
      sum += rows[i];
    }
    for (int i = from; i < from + count; i++) {
      rows[i] /= sum;
    }
    return top + Math.log(sum);
  }

  private Plan plan(int rows) {
    Var joint = prior.logJoint(Var.input(POINTS, Shape.of(rows, prior.latent())));
    return new ReferencePlan(Graph.of(Map.of(JOINT, joint)));
  }

  @Override
  public void close() {
    plans.values().forEach(Plan::close);
  }
}
