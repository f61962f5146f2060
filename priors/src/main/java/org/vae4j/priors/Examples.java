package org.vae4j.priors;

import java.util.function.IntFunction;
import org.vae4j.core.Tensor;

/**
 * The training set that a prior is made for.
 *
 * @param count N, how many there are
 * @param features X, the length of each
 * @param unit whether all features lie in [0, 1], as pixels do
 * @param rows n of them, {@code n -> [n, X]}
 */
public record Examples(int count, int features, boolean unit, IntFunction<Tensor> rows) {
  /** Throws {@code IllegalArgumentException} unless there are examples and features. */
  public Examples {
    Check.atLeastOne("prior: examples", count);
    Check.atLeastOne("prior: features", features);
  }
}
