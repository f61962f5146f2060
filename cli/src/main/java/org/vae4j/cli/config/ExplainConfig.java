package org.vae4j.cli.config;

/**
 * How closely a plan is looked at.
 *
 * @param seconds how long it runs to see where the time goes
 */
public record ExplainConfig(
    @Setting(label = "S", fallback = "2", help = "how long to run it, to time its stages; 0: never")
        double seconds) {
  /** The flags. */
  public static final Settings<ExplainConfig> SETTINGS = Settings.of(ExplainConfig.class);

  private static final double MOST = 3600;

  /** Throws {@code IllegalArgumentException} for a value out of range. */
  public ExplainConfig {
    if (!(seconds >= 0 && seconds <= MOST)) {
      throw new IllegalArgumentException("seconds must lie in [0, 3600]; got " + seconds);
    }
  }
}
