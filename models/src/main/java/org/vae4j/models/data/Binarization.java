package org.vae4j.models.data;

import java.util.stream.IntStream;

/** How values in [0, 1] become the 0 or 1 that a Bernoulli likelihood requires. */
public enum Binarization {
  /** Values stay as they are. */
  NONE,
  /** 1 where the value is at least one half. */
  THRESHOLD,
  /**
   * 1 with the value as probability. Training examples are drawn anew in each epoch ({@link
   * Split#epoch}), validation and test once. Source: Burda, Grosse, Salakhutdinov (2015),
   * arXiv:1509.00519, after Salakhutdinov, Murray (2008).
   */
  DYNAMIC;

  /**
   * The training form of a split: under {@link #DYNAMIC} a view whose draw is a hash of (seed,
   * epoch, example, feature). Throws {@code IllegalArgumentException} for values outside [0, 1].
   */
  public Split training(Split split, long seed) {
    return switch (this) {
      case NONE -> split;
      case THRESHOLD -> threshold(split);
      case DYNAMIC -> redrawn(split, seed);
    };
  }

  /**
   * The form of a validation or test split: under {@link #DYNAMIC} one draw by {@code seed}, kept.
   * Throws {@code IllegalArgumentException} for values outside [0, 1].
   */
  public Split evaluation(Split split, long seed) {
    return this == DYNAMIC ? threshold(redrawn(split, seed)) : training(split, seed);
  }

  private Split redrawn(Split split, long seed) {
    if (split.binary()) {
      return split;
    }
    requireProbabilities(split);
    int[] examples = IntStream.range(0, split.size()).toArray();
    return split.with(new Pixels.Redrawn(split.pixels(), examples, seed, 0));
  }

  /** Kept bits; of a split that is drawn when read, the draw that is read. */
  private Split threshold(Split split) {
    if (split.pixels() instanceof Pixels.Grey grey) {
      return split.with(grey.threshold());
    }
    requireProbabilities(split);
    int width = split.features();
    byte[] bits = new byte[Math.multiplyExact(split.size(), width)];
    float[] row = new float[width];
    for (int example = 0; example < split.size(); example++) {
      split.fill(example, row, 0);
      for (int i = 0; i < width; i++) {
        bits[example * width + i] = (byte) (row[i] >= 0.5f ? 255 : 0);
      }
    }
    return split.with(new Pixels.Grey(width, bits));
  }

  private void requireProbabilities(Split split) {
    if (!(split.pixels() instanceof Pixels.Real real)) {
      return;
    }
    for (float value : real.values()) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("binarize: values must lie in [0, 1]; got " + value);
      }
    }
  }
}
