package org.vae4j.models.likelihood;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/**
 * Independent features of {@code levels} classes; the decoder puts out the logits of a feature next
 * to each other. Values are k / (levels - 1).
 *
 * @param levels how many classes
 */
public record Categorical(int levels) implements Likelihood {
  /** Throws {@code IllegalArgumentException} unless there are two classes. */
  public Categorical {
    new Levels(levels);
  }

  @Override
  public int outputsFor(int features) {
    return Math.multiplyExact(levels, features);
  }

  @Override
  public boolean byFeature() {
    return true;
  }

  @Override
  public Var logDensity(Var x, Var decoded) {
    Var logits = byFeature(Outputs.checked(this, x, decoded));
    Var level = new Levels(levels).of(x);
    Var distance = level.reshape(level.shape().append(1)).minus(numbers()).abs();
    Var isClass = Var.constant(0.5).greater(distance);
    Var chosen = isClass.times(logits).sum(-1);
    return chosen.minus(logits.logSumExp(-1)).sum(-1);
  }

  @Override
  public Var mean(Var decoded) {
    Var logits = byFeature(decoded);
    Var total = logits.logSumExp(-1);
    Var probabilities = logits.minus(total.reshape(total.shape().append(1))).exp();
    return new Levels(levels).values(probabilities.times(numbers()).sum(-1));
  }

  private Var byFeature(Var decoded) {
    Shape shape = decoded.shape();
    return decoded.reshape(shape.with(-1, shape.dim(-1) / levels).append(levels));
  }

  private Var numbers() {
    double[] numbers = new double[levels];
    Arrays.setAll(numbers, k -> k);
    return Var.constant(Tensor.of(Shape.of(levels), numbers));
  }

  @Override
  public Optional<double[]> draw(double[] decoded, RandomGenerator stream) {
    return Features.each(
        decoded.length / levels,
        i -> level(decoded, i * levels, Features.uniform(stream)) / (levels - 1.0));
  }

  /** The level at which the share {@code u} of the mass is reached. */
  private int level(double[] logits, int from, double u) {
    double top = Arrays.stream(logits, from, from + levels).max().orElseThrow();
    double[] mass = new double[levels];
    Arrays.setAll(mass, k -> Math.exp(logits[from + k] - top));
    double left = u * Arrays.stream(mass).sum();
    int level = 0;
    while (level < levels - 1 && left >= mass[level]) {
      left -= mass[level];
      level++;
    }
    return level;
  }
}
