package org.vae4j.cli.config;

import org.vae4j.models.option.Rules;

/** How a trained model is tested. */
public record EvaluationConfig(
    @Setting(label = "S", fallback = "500", help = "importance samples an image for the NLL")
        int importanceSamples) {
  /** The log-weights of one image are held at once: 8 MB. */
  private static final int MOST_SAMPLES = 1_000_000;

  /** Throws {@code IllegalArgumentException} where a value breaks its rule. */
  public EvaluationConfig {
    Rules.atLeast(1, "importance-samples", importanceSamples);
    if (!(importanceSamples <= MOST_SAMPLES)) {
      throw new IllegalArgumentException(
          "importance-samples must be <= " + MOST_SAMPLES + "; got " + importanceSamples);
    }
  }
}
