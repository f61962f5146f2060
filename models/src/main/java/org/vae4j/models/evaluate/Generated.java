package org.vae4j.models.evaluate;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.models.Vae;
import org.vae4j.models.likelihood.Likelihood;

/**
 * What a model makes of draws from its prior, row by row, {@code [N X]} each.
 *
 * @param means of p(x|z), as {@link Vae#sample} gives them
 * @param samples draws from p(x|z); empty for a likelihood that cannot be drawn from
 */
public record Generated(double[] means, Optional<double[]> samples) {
  private static final String PRIOR = "sample";
  private static final String DECODED = "decoded";
  private static final String MEAN = "mean";

  /** Outputs of the decoder that are held at once. */
  private static final int MOST_OUTPUTS = 1 << 22;

  /** From so many codes, by {@code seed} alone. */
  public static Generated of(Engine engine, Vae vae, int count, long seed) {
    int features = vae.decoder().features();
    int outputs = vae.decoder().likelihood().outputsFor(features);
    int together = Math.max(1, Math.min(count, MOST_OUTPUTS / outputs));
    double[] means = new double[count * features];
    double[] samples = new double[count * features];
    boolean drawn = true;
    SplittableRandom stream = new SplittableRandom(seed);
    for (int from = 0; from < count; from += together) {
      int rows = Math.min(together, count - from);
      try (Plan plan = engine.plan(graph(vae, rows))) {
        plan.draw(draw(seed, from, rows));
        plan.run();
        double[] mean = plan.read(MEAN).toDoubleArray();
        System.arraycopy(mean, 0, means, from * features, mean.length);
        double[] decoded = plan.read(DECODED).toDoubleArray();
        for (int row = 0; drawn && row < rows; row++) {
          double[] own = Arrays.copyOfRange(decoded, row * outputs, (row + 1) * outputs);
          Optional<double[]> x = vae.decoder().likelihood().draw(own, stream);
          int at = (from + row) * features;
          x.ifPresent(values -> System.arraycopy(values, 0, samples, at, features));
          drawn = x.isPresent();
        }
      }
    }
    return new Generated(means, drawn ? Optional.of(samples) : Optional.empty());
  }

  private static Graph graph(Vae vae, int rows) {
    Likelihood likelihood = vae.decoder().likelihood();
    Var decoded = vae.decoder().decode(vae.prior().sample(PRIOR, rows));
    return Graph.of(Map.of(DECODED, decoded, MEAN, likelihood.mean(decoded)));
  }

  /** The noise of {@link Vae#sample}. */
  private static Draw draw(long seed, int from, int rows) {
    long[] examples = new long[rows];
    Arrays.setAll(examples, row -> (long) from + row);
    return new Draw(seed, PRIOR, new long[rows], examples);
  }
}
