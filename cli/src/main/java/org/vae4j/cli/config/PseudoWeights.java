package org.vae4j.cli.config;

/** How much each pseudo-input of a VampPrior counts. */
public enum PseudoWeights {
  /** All alike. */
  EQUAL,
  /** As training has it. */
  LEARNED
}
