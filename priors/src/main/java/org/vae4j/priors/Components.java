package org.vae4j.priors;

import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.models.layer.Initializer;

/** The learned Gaussians of a {@link GaussianMixturePrior}, without their weights. */
interface Components extends Trainable {
  /** The standard deviation of means that are drawn. */
  double SPREAD = 0.5;

  /** {@code [K, D]}. */
  Shape shape();

  /** The Gaussians with these weights, {@code [K]}. */
  Mixture weighted(Var logWeights);

  /** Moves each component to where a group of points lies. */
  void assign(Moments moments);

  /** K components of this covariance, means drawn from {@code N(0, 0.5^2)}. */
  static Components drawn(Shape shape, Covariance covariance, Initializer initializer) {
    double logVar = Math.log1p(-SPREAD * SPREAD);
    var means = initializer.normal("prior.means", shape, 0, SPREAD);
    return switch (covariance) {
      case DIAGONAL ->
          new DiagonalComponents(means, initializer.constant("prior.log-vars", shape, logVar));
      case FULL ->
          new FullComponents(
              means,
              initializer.constant("prior.log-diagonals", shape, logVar / 2),
              initializer.constant("prior.below", shape.append(shape.dim(1)), 0));
    };
  }
}
