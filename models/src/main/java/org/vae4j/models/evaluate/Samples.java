package org.vae4j.models.evaluate;

import java.util.Map;
import java.util.SplittableRandom;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.Shape;
import org.vae4j.core.divergence.sample.Kernel;
import org.vae4j.core.divergence.sample.Mmd;
import org.vae4j.core.divergence.sample.Wasserstein;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Split;

/** Samples of a model, training examples and test examples against each other. */
final class Samples {
  private static final int MOST = 1000;
  private static final int DIRECTIONS = 100;
  private static final String LEFT = "left";
  private static final String RIGHT = "right";
  private static final String MMD = "mmd";
  private static final String SLICED = "sliced";

  private Samples() {}

  /** Distances by seeded samples of up to 1000 examples a side. */
  static SampleDistance distance(Engine engine, Vae vae, Split train, Split test, long seed) {
    int count = Math.min(MOST, Math.min(train.size(), test.size()));
    double[] real = rows(test.sample(count, seed));
    double[] other = rows(train.sample(count, seed));
    Generated made = Generated.of(engine, vae, count, seed);
    try (Plan plan = engine.plan(graph(count, test.features(), deviation(real, count), seed))) {
      plan.feed(RIGHT, real);
      return new SampleDistance(
          made.samples().map(rows -> against(plan, rows)),
          against(plan, made.means()),
          against(plan, other),
          count,
          DIRECTIONS);
    }
  }

  private static SampleDistance.Gap against(Plan plan, double[] rows) {
    plan.feed(LEFT, rows);
    plan.run();
    return new SampleDistance.Gap(plan.scalar(MMD), Math.sqrt(plan.scalar(SLICED)));
  }

  private static double[] rows(Split split) {
    int width = split.features();
    double[] rows = new double[split.size() * width];
    float[] one = new float[width];
    for (int i = 0; i < split.size(); i++) {
      split.fill(i, one, 0);
      for (int j = 0; j < width; j++) {
        rows[i * width + j] = one[j];
      }
    }
    return rows;
  }

  /** The root of the mean variance of a feature; 1 where nothing varies. */
  private static double deviation(double[] rows, int count) {
    Moments moments = new Moments(rows.length / count);
    moments.add(rows);
    double sum = 0;
    for (double variance : moments.variances()) {
      sum += variance;
    }
    return sum > 0 ? Math.sqrt(sum * count / rows.length) : 1;
  }

  private static Graph graph(int count, int features, double deviation, long seed) {
    Var x = Var.input(LEFT, Shape.of(count, features));
    Var y = Var.input(RIGHT, Shape.of(count, features));
    Kernel<Var> kernel = Kernel.multiquadric(features, deviation);
    return Graph.of(
        Map.of(
            MMD,
            Mmd.uStatistic(x, y, kernel),
            SLICED,
            Wasserstein.sliced(x, y, DIRECTIONS, new SplittableRandom(seed))));
  }
}
