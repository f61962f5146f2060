package org.vae4j.priors;

/** The covariance of a mixture's components. */
public enum Covariance {
  /** Independent dimensions. */
  DIAGONAL,
  /** Any, by its Cholesky factor. */
  FULL
}
