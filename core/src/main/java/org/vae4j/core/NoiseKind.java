package org.vae4j.core;

/** The distributions that noise is drawn from; each element is an independent draw. */
public enum NoiseKind {
  /** Standard normal, within ±6.8. */
  NORMAL,
  /** Uniform on the open interval (0, 1): odd multiples of 2^-24. */
  UNIFORM,
  /** Standard Gumbel, {@code -log(-log u)}, between -2.9 and 22.9. */
  GUMBEL
}
