package org.vae4j.cli.config;

/** The networks one can ask for. */
public enum NetworkName {
  /** Dense layers. */
  MLP,
  /** Convolutions that halve images, then a dense layer; and back. */
  CONV
}
