package org.vae4j.core.divergence.line;

/** What is integrated or summed over two densities. */
@FunctionalInterface
public interface PairForm {
  /** Its value from {@code log q}, {@code log p} and {@code log p - log q} at one place. */
  double value(double logQ, double logP, double ratio);
}
