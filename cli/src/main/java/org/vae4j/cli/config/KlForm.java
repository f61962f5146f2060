package org.vae4j.cli.config;

/** How the KL of the evidence lower bound is had in training. */
public enum KlForm {
  /** In closed form where there is one, else by the draws. */
  CLOSED,
  /** By the draws. */
  SAMPLED
}
