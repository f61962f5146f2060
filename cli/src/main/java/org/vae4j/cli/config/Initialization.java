package org.vae4j.cli.config;

/** Where the components of a prior start. */
public enum Initialization {
  /** Where their family draws them. */
  NONE,
  /** At clusters of codes. */
  K_MEANS
}
