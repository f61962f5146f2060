package org.vae4j.cli.config;

/** When a prior is trained. */
public enum PriorFitting {
  /** With encoder and decoder. */
  JOINT,
  /** After them, and alone. */
  POST_HOC
}
