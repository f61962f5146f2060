package org.vae4j.models.layer;

import java.util.List;

/** What is done to the sums of a hidden layer before they bend. */
public enum Normalization {
  /** Nothing. */
  NONE,
  /** {@link LayerNorm}. */
  LAYER,
  /** {@link BatchNorm}. */
  BATCH;

  /** The layers that do it to rows of {@code width} numbers; none or one. */
  List<Layer> layers(String name, int width, int channels, Initializer initializer) {
    return switch (this) {
      case NONE -> List.of();
      case LAYER -> List.of(new LayerNorm(name, width, channels, initializer));
      case BATCH -> List.of(new BatchNorm(name, width, channels, initializer));
    };
  }

  /** Whether a bias before it would be taken away again. */
  boolean centres() {
    return this == BATCH;
  }

  static void check(String name, int width, int channels) {
    if (!(channels > 0 && width > 0 && width % channels == 0)) {
      throw new IllegalArgumentException(
          name + ": channels must be > 0 and divide " + width + "; got " + channels);
    }
  }
}
