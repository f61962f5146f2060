package org.vae4j.priors;

import org.vae4j.autodiff.Var;
import org.vae4j.core.Constants;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.models.posterior.DiagonalGaussian;

/**
 * The mixture {@code p(z) = sum_k w_k N(z; m_k, diag v_k)}: the density and the sampler that
 * mixture priors share, so that the one is always the other's.
 *
 * <p>A component is a point in D dimensions: the sum over dimensions lies inside the log-sum-exp
 * over components. (Outside it, the density would be a product of D mixtures with K^D modes.)
 *
 * @param logWeights {@code log w}, {@code [K]}, normalised
 * @param components means and log-variances, {@code [K, D]} each
 */
record DiagonalMixture(Var logWeights, DiagonalGaussian components) {
  /**
   * {@code log sum_k exp(log w_k + log N(z; m_k, v_k))} in nats, {@code [N, D] -> [N]}.
   *
   * <p>The squares are expanded, which makes two matrix products of N x K x D terms and takes a
   * tenth of the time. The expansion loses {@code |z|^2 / v} units in the last place; where that
   * matters one component dominates, so the value is moved by what that component's term has lost.
   * Gradients lose little and stay as they are.
   */
  Var logDensity(Var z) {
    Var joint = joint(z);
    Var top = joint.max(1);
    Var lost = exact(z, joint, top).minus(top);
    return joint.logSumExp(1).plus(lost.stopGradient());
  }

  /** {@code log w_k + log N(z; m_k, v_k)}, expanded about the mean of the means, {@code [N, K]}. */
  Var joint(Var z) {
    Var centre = components.mean().mean(0).stopGradient();
    Var mean = components.mean().minus(centre);
    Var point = z.minus(centre);
    Var precision = components.logVar().negate().exp();
    Var scaled = mean.times(precision);
    Var own = mean.times(scaled).plus(components.logVar()).plus(Constants.LOG_TWO_PI).sum(1);
    return point
        .matmul(scaled, false, true)
        .minus(point.square().matmul(precision, false, true).times(0.5))
        .plus(logWeights.minus(own.times(0.5)));
  }

  /** The greatest of each row's terms, {@code top}, computed without the expansion, {@code [N]}. */
  private Var exact(Var z, Var joint, Var top) {
    Var most = Var.constant(1).minus(top.reshape(top.shape().dim(0), 1).greater(joint));
    Var chosen = most.over(most.sum(1).reshape(top.shape().dim(0), 1));
    DiagonalGaussian nearest =
        new DiagonalGaussian(chosen.matmul(components.mean()), chosen.matmul(components.logVar()));
    Var weight = chosen.times(logWeights).sum(1);
    return weight.plus(nearest.logDensity(z));
  }

  /** Rows that broadcast against the components, {@code [N, D] -> [N, 1, D]}. */
  static Var perComponent(Var rows) {
    return rows.reshape(rows.shape().dim(0), 1, rows.shape().dim(1));
  }

  /** Draws {@code [count, D]}: a component by its weight, then a point of that component. */
  Var sample(String name, int count) {
    Var chosen = OneHot.drawn(name + ".component", count, logWeights.exp());
    Shape shape = Shape.of(count, components.mean().shape().dim(1));
    return new DiagonalGaussian(
            chosen.matmul(components.mean()), chosen.matmul(components.logVar()))
        .at(Var.noise(name + ".normal", NoiseKind.NORMAL, shape));
  }
}
