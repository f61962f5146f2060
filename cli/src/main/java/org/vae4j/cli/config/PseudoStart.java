package org.vae4j.cli.config;

/** What the pseudo-inputs of a VampPrior start as. */
public enum PseudoStart {
  /** Training images with a little noise. */
  DATA,
  /** Noise about one grey level. */
  NOISE
}
