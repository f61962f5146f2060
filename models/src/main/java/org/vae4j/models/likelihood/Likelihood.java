package org.vae4j.models.likelihood;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;

/** p(x|z) as a function of what the decoder puts out. */
public interface Likelihood extends Trainable {
  /** Decoder outputs for each of X features. */
  int outputsFor(int features);

  /**
   * Whether the outputs of a feature lie next to each other, {@code [X, kinds]}, and not those of a
   * kind, {@code [kinds, X]}; the latter unless a likelihood says it.
   */
  default boolean byFeature() {
    return false;
  }

  /** The log-density of x in nats, {@code [N, X], [N, outputs] -> [N]}. */
  Var logDensity(Var x, Var decoded);

  /** The mean of x, {@code [N, outputs] -> [N, X]}. */
  Var mean(Var decoded);

  /**
   * A draw of x from {@code stream} alone, {@code [outputs] -> [X]}; empty where this is no
   * distribution of x, and unless a likelihood says how.
   */
  default Optional<double[]> draw(double[] decoded, RandomGenerator stream) {
    return Optional.empty();
  }

  /** Whether x must be 0 or 1; not so unless a likelihood says it. */
  default boolean binary() {
    return false;
  }

  /** None unless a likelihood says it: most put out by the decoder all that they need. */
  @Override
  default List<Parameter> parameters() {
    return List.of();
  }
}
