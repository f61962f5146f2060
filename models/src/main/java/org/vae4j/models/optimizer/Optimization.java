package org.vae4j.models.optimizer;

import org.vae4j.autodiff.ParameterVector;
import org.vae4j.core.backend.WorkerTeam;

/**
 * What makes an update of a gradient.
 *
 * @param rule how parameters move
 * @param clipNorm the most that all gradients together may be long; infinity for any length.
 *     Source: Pascanu, Mikolov, Bengio (2013), arXiv:1211.5063
 * @param normalized whether each parameter's gradient is first scaled to length 1, as in the code
 *     of Tomczak, Welling (2018), arXiv:1705.07120
 * @param average the decay of a running mean of the parameters, which is then what is validated and
 *     kept, with running statistics of its own; 0 for none
 * @param schedule how the learning rate changes over training
 */
public record Optimization(
    Rule rule, double clipNorm, boolean normalized, double average, RateSchedule schedule) {
  /** Throws {@code IllegalArgumentException} for a value out of range. */
  public Optimization {
    if (!(clipNorm > 0)) {
      throw new IllegalArgumentException("clip-norm must be > 0; got " + clipNorm);
    }
    Rule.fraction("average", average);
  }

  /** Adam, with gradients as they are and no averages. */
  public static Optimization adam() {
    return of(Rule.adam());
  }

  /** A rule, with gradients as they are and no averages. */
  public static Optimization of(Rule rule) {
    return new Optimization(rule, Double.POSITIVE_INFINITY, false, 0, RateSchedule.constant());
  }

  /** The same with another rule. */
  public Optimization withRule(Rule other) {
    return new Optimization(other, clipNorm, normalized, average, schedule);
  }

  /** The same with another bound of the gradients' length. */
  public Optimization withClipNorm(double other) {
    return new Optimization(rule, other, normalized, average, schedule);
  }

  /** The same with each gradient scaled to length 1, or not. */
  public Optimization withNormalized(boolean other) {
    return new Optimization(rule, clipNorm, other, average, schedule);
  }

  /** The same with another decay of the running mean. */
  public Optimization withAverage(double other) {
    return new Optimization(rule, clipNorm, normalized, other, schedule);
  }

  /** The same with another course of the learning rate. */
  public Optimization withSchedule(RateSchedule other) {
    return new Optimization(rule, clipNorm, normalized, average, other);
  }

  /** The optimiser of {@code vector}, its work shared by {@code team}. */
  public Optimizer over(ParameterVector vector, WorkerTeam team, Rate rate) {
    Optimizer optimizer = new FlatOptimizer(vector, team, rule, rate);
    if (clipNorm < Double.POSITIVE_INFINITY) {
      optimizer = new Scaled(optimizer, team, clipNorm);
    }
    if (normalized) {
      optimizer = new Scaled(optimizer, team, Scaled.EACH_TO_ONE);
    }
    return average > 0 ? new Averaged(optimizer, team, average) : optimizer;
  }
}
