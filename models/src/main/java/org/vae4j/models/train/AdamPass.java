package org.vae4j.models.train;

import org.vae4j.core.Tensor;

/** The moments of Adam in one precision, and the pass over the flat vectors that moves them. */
sealed interface AdamPass permits FloatAdam, DoubleAdam {
  /** {@code p -= stepSize m / (sqrt(v) + epsilon)} with the moments moved first. */
  void update(double stepSize, double epsilon);

  /** A copy of the running mean of the gradient, over the whole vector. */
  Tensor first();

  /** A copy of the running mean of its square. */
  Tensor second();

  /** Sets both. */
  void restore(Tensor first, Tensor second);
}
