package org.vae4j.core.divergence;

import org.vae4j.core.Choice;

/** How a divergence was found. */
public enum Method {
  /** A closed form, exact but for rounding. */
  CLOSED,
  /** The divergence is infinite, by an argument about supports or tails. */
  INFINITE,
  /** A sum over the outcomes of discrete distributions. */
  SERIES,
  /** Adaptive quadrature over the line. */
  QUADRATURE,
  /** A mean over draws: for KL that of {@code log q - log p} over draws from q. */
  MONTE_CARLO;

  /** The name in results and on the command line, such as {@code monte-carlo}. */
  public String text() {
    return Choice.kebab(this);
  }
}
