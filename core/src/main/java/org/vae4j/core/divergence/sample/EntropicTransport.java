package org.vae4j.core.divergence.sample;

import org.vae4j.core.Algebra;
import org.vae4j.core.Shape;

/**
 * One transport problem with an entropy, solved by its potentials f and g in the log domain: the
 * plan is {@code P = a b e^((f + g - C) / epsilon)}.
 *
 * <p>Each potential is made the best for the other, in turn, while epsilon is halved from the mean
 * cost down to its value. The dual value {@code <a, f> + <b, g>} is then exact to the square of
 * what the potentials lack. Peyre and Cuturi (2019), section 4.4.
 *
 * @param <A> the kind of array
 */
final class EntropicTransport<A extends Algebra<A>> {
  private final A cost;
  private final A a;
  private final A b;
  private final Sinkhorn settings;
  private final A across;
  private final A back;
  private final A logA;
  private final A logB;

  /** Of a cost {@code [.., N, M]} between weights {@code [.., N] or [N]} and likewise of M. */
  EntropicTransport(A cost, A a, A b, Sinkhorn settings) {
    this.cost = cost;
    this.a = a;
    this.b = b;
    this.settings = settings;
    this.across = cost.stopGradient();
    this.back = across.transpose();
    this.logA = a.stopGradient().log();
    this.logB = b.stopGradient().log();
  }

  /** The mean cost of independent pairs, {@code [..]}. */
  static <A extends Algebra<A>> A mean(A cost, A a, A b) {
    return cost.times(row(b)).sum(-1).times(a).sum(-1);
  }

  /**
   * The least cost, where epsilon falls from {@code start} to {@code target}, both {@code [..]}.
   */
  A cost(A start, A target) {
    A g = across.times(0).sum(-2);
    double change = Double.POSITIVE_INFINITY;
    for (int k = 0; k < settings.iterations() && !(change <= settings.tolerance()); k++) {
      A epsilon = target.max(start.times(Math.scalb(1, -k)));
      A next = best(back, logA, best(across, logB, g, epsilon), epsilon);
      change = change(next.minus(g), epsilon, target);
      g = next;
    }
    checkSettled(change);
    A f = best(across, logB, g, target);
    return value(f, best(back, logA, f, target), target);
  }

  /** {@code -epsilon log sum_j e^(log b_j + (g_j - C_ij) / epsilon)}: the best f for g. */
  private A best(A costs, A logMass, A potential, A epsilon) {
    A scores = row(potential).minus(costs).over(matrix(epsilon)).plus(row(logMass));
    return scores.logSumExp(-1).times(column(epsilon)).negate();
  }

  private A value(A f, A g, A epsilon) {
    A potentials = column(f).plus(row(g)).minus(across).over(matrix(epsilon));
    A plan = potentials.plus(column(logA)).plus(row(logB)).exp().stopGradient();
    A dual = a.times(f.stopGradient()).sum(-1).plus(b.times(g.stopGradient()).sum(-1));
    return Envelope.of(dual, plan.times(cost).sum(-2, -1).plus(dual));
  }

  /** How far the potentials moved, in units of epsilon; infinite where that does not matter. */
  private double change(A move, A epsilon, A target) {
    if (!(settings.tolerance() > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    A most = move.abs().over(column(epsilon)).max();
    A falling = epsilon.greater(target).max();
    return falling
        .where(most.number(Double.POSITIVE_INFINITY), most)
        .elements()
        .map(x -> x[0])
        .orElse(Double.POSITIVE_INFINITY);
  }

  private void checkSettled(double change) {
    boolean known = across.elements().isPresent();
    Samples.require(
        !(settings.tolerance() > 0 && known) || change <= settings.tolerance(),
        "sinkhorn: potentials must settle to tolerance %s within %d iterations; got a change of %s"
            .formatted(settings.tolerance(), settings.iterations(), change));
  }

  private static <A extends Algebra<A>> A row(A vector) {
    Shape shape = vector.shape();
    return vector.reshape(shape.without(-1).append(1, shape.dim(-1)));
  }

  private static <A extends Algebra<A>> A column(A vector) {
    return vector.reshape(vector.shape().append(1));
  }

  private static <A extends Algebra<A>> A matrix(A scalar) {
    return scalar.reshape(scalar.shape().append(1, 1));
  }
}
