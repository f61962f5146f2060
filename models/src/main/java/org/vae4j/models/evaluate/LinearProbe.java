package org.vae4j.models.evaluate;

import java.util.List;
import java.util.Map;
import org.vae4j.autodiff.Gradients;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/**
 * A linear classifier of codes: how much of a label can be read off a code as it stands.
 * Multinomial logistic regression on standardised codes with a small quadratic penalty, found to
 * its minimum, so that nothing is left to chance. Source: Alain, Bengio (2016), arXiv:1610.01644.
 */
final class LinearProbe {
  private static final double PENALTY = 1e-4;
  private static final double TOLERANCE = 1e-5;
  private static final int ITERATIONS = 300;
  private static final String WEIGHTS = "weights";
  private static final String LOSS = "loss";
  private static final String GRADIENT = "gradient";

  private final int latent;
  private final int classes;
  private final double[] centre;
  private final double[] scale;
  private final double[] weights;

  /** Learns from codes {@code [N, D]} and labels from 0 to {@code classes - 1}. */
  LinearProbe(Engine engine, double[] codes, int[] labels, int classes) {
    this.latent = codes.length / labels.length;
    this.classes = classes;
    Moments moments = new Moments(latent);
    moments.add(codes);
    this.centre = moments.means();
    this.scale = moments.variances();
    for (int d = 0; d < latent; d++) {
      scale[d] = scale[d] > 0 ? 1 / Math.sqrt(scale[d]) : 0;
    }
    try (Plan plan = engine.plan(graph(standardised(codes), labels))) {
      this.weights =
          Lbfgs.minimum(
              (point, gradient) -> {
                plan.feed(WEIGHTS, point);
                plan.run();
                plan.read(GRADIENT, gradient);
                return plan.scalar(LOSS);
              },
              (latent + 1) * classes,
              TOLERANCE,
              ITERATIONS);
    }
  }

  /** Mean cross-entropy with its gradient; the last row of the weights is the bias. */
  private Graph graph(double[] rows, int[] labels) {
    int n = labels.length;
    double[] hot = new double[n * classes];
    for (int i = 0; i < n; i++) {
      hot[i * classes + labels[i]] = 1;
    }
    Var all = Var.input(WEIGHTS, Shape.of(latent + 1, classes));
    Var slopes = all.slice(0, 0, latent);
    Var bias = all.slice(0, latent, latent + 1);
    Var x = Var.constant(Tensor.of(Shape.of(n, latent), rows));
    Var y = Var.constant(Tensor.of(Shape.of(n, classes), hot));
    Var scores = x.matmul(slopes).plus(bias);
    Var entropy = scores.logSumExp(1).minus(scores.times(y).sum(1)).mean();
    Var loss = entropy.plus(slopes.square().sum().times(PENALTY / 2));
    return Graph.of(Map.of(LOSS, loss, GRADIENT, Gradients.of(loss, List.of(all)).get(0)));
  }

  private double[] standardised(double[] codes) {
    double[] rows = codes.clone();
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (rows[i] - centre[i % latent]) * scale[i % latent];
    }
    return rows;
  }

  /** The share of these codes whose label is the one with the greatest score. */
  double accuracy(double[] codes, int[] labels) {
    double[] rows = standardised(codes);
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += best(rows, i * latent) == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  private int best(double[] rows, int at) {
    int best = 0;
    double top = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      double score = weights[latent * classes + c];
      for (int d = 0; d < latent; d++) {
        score += rows[at + d] * weights[d * classes + c];
      }
      if (score > top) {
        top = score;
        best = c;
      }
    }
    return best;
  }
}
