package org.vae4j.models.likelihood;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.autodiff.Var;

/**
 * Independent grey levels: a logistic distribution on the real line, cut into bins of one level
 * with the tails in the first and last. The decoder puts out the locations, as grey values, then
 * the logarithms of the scales in levels. Source: Salimans et al. (2017), arXiv:1701.05517, eq. 2,
 * with one component.
 *
 * @param levels how many, 256 for bytes; values are k / (levels - 1)
 */
public record DiscretisedLogistic(int levels) implements Likelihood {
  /** Throws {@code IllegalArgumentException} unless there are two levels. */
  public DiscretisedLogistic {
    new Levels(levels);
  }

  @Override
  public int outputsFor(int features) {
    return 2 * features;
  }

  /**
   * {@code log(s(b) - s(a)) = log s(b) + log s(-a) + log(1 - e^(a - b))} of the sigmoid s, b and a
   * the ends of the bin in scales.
   */
  @Override
  public Var logDensity(Var x, Var decoded) {
    Halves halves = Halves.of(Outputs.checked(this, x, decoded));
    Levels grey = new Levels(levels);
    Var precision = halves.second().negate().exp();
    Var from = grey.of(x).minus(grey.of(halves.first()));
    Var logUp = from.plus(0.5).times(precision).negate().softplus().negate();
    Var logDown = from.minus(0.5).times(precision).softplus().negate();
    Var logWidth = precision.negate().expm1().negate().log();
    Var isFirst = Var.constant(0.5).greater(grey.of(x));
    Var isLast = grey.of(x).greater(Var.constant(levels - 1.5));
    Var inside = logUp.plus(logDown).plus(logWidth);
    return isFirst.where(logUp, isLast.where(logDown, inside)).sum(-1);
  }

  /** The mean of the logistic distribution before it is cut, within the grey values. */
  @Override
  public Var mean(Var decoded) {
    Var location = Halves.of(decoded).first();
    return location.relu().negate().max(Var.constant(-1)).negate();
  }

  @Override
  public Optional<double[]> draw(double[] decoded, RandomGenerator stream) {
    int features = decoded.length / 2;
    double last = levels - 1;
    return Features.each(
        features,
        i -> {
          double scale = Math.exp(decoded[features + i]);
          double level = Math.rint(last * decoded[i] + scale * Features.logistic(stream));
          return Math.max(0, Math.min(last, level)) / last;
        });
  }
}
