package org.vae4j.core;

/** What a noise node draws. */
public enum NoiseKind {
  /** Standard normal. */
  NORMAL,
  /** Uniform on the open interval (0, 1). */
  UNIFORM,
  /** Standard Gumbel, {@code -log(-log u)}. */
  GUMBEL
}
