package org.vae4j.models.train;

import org.vae4j.models.objective.Annealing;
import org.vae4j.models.objective.Moment;
import org.vae4j.models.objective.Schedule;
import org.vae4j.models.optimizer.Optimization;

/**
 * How to train: what the order of examples, the noise and the updates are a function of.
 *
 * @param epochs passes over the training examples
 * @param batch examples in a step; the last step of an epoch takes the rest
 * @param learningRate the step size before its schedule
 * @param warmUp the epoch at which the weight of the KL reaches 1; 0 for weight 1 throughout
 * @param annealing the way it goes there
 * @param patience epochs without a better validation bound before training stops; 0 for never
 * @param seed of order and noise
 * @param temperature for priors that train on a relaxed surrogate
 * @param optimization what makes an update of a gradient
 */
public record Training(
    int epochs,
    int batch,
    double learningRate,
    int warmUp,
    Annealing annealing,
    int patience,
    long seed,
    Temperature temperature,
    Optimization optimization) {
  /** Throws {@code IllegalArgumentException} for a value out of range, by the option's name. */
  public Training {
    require(epochs >= 1, "epochs must be >= 1", epochs);
    require(batch >= 1, "batch must be >= 1", batch);
    require(learningRate > 0, "learning-rate must be > 0", learningRate);
    require(learningRate <= Double.MAX_VALUE, "learning-rate must be finite", learningRate);
    require(warmUp >= 0, "warm-up must be >= 0", warmUp);
    require(patience >= 0, "patience must be >= 0", patience);
  }

  private static void require(boolean holds, String rule, Number got) {
    if (!holds) {
      throw new IllegalArgumentException(rule + "; got " + got);
    }
  }

  /** 10 epochs of batches of 100 at rate 1e-3, no warm-up, no early stopping, seed 1. */
  public static Training defaults() {
    return new Training(
        10, 100, 1e-3, 0, Annealing.LINEAR, 0, 1, Temperature.fixed(1), Optimization.adam());
  }

  /** The same with another number of epochs. */
  public Training withEpochs(int other) {
    return new Training(
        other, batch, learningRate, warmUp, annealing, patience, seed, temperature, optimization);
  }

  /** The same with another batch size. */
  public Training withBatch(int other) {
    return new Training(
        epochs, other, learningRate, warmUp, annealing, patience, seed, temperature, optimization);
  }

  /** The same with another learning rate. */
  public Training withLearningRate(double other) {
    return new Training(
        epochs, batch, other, warmUp, annealing, patience, seed, temperature, optimization);
  }

  /** The same with another warm-up. */
  public Training withWarmUp(int other) {
    return new Training(
        epochs, batch, learningRate, other, annealing, patience, seed, temperature, optimization);
  }

  /** The same with another way to anneal. */
  public Training withAnnealing(Annealing other) {
    return new Training(
        epochs, batch, learningRate, warmUp, other, patience, seed, temperature, optimization);
  }

  /** The same with another patience. */
  public Training withPatience(int other) {
    return new Training(
        epochs, batch, learningRate, warmUp, annealing, other, seed, temperature, optimization);
  }

  /** The same with another seed. */
  public Training withSeed(long other) {
    return new Training(
        epochs, batch, learningRate, warmUp, annealing, patience, other, temperature, optimization);
  }

  /** The same with another temperature. */
  public Training withTemperature(Temperature other) {
    return new Training(
        epochs, batch, learningRate, warmUp, annealing, patience, seed, other, optimization);
  }

  /** The same with another way to make updates. */
  public Training withOptimization(Optimization other) {
    return new Training(
        epochs, batch, learningRate, warmUp, annealing, patience, seed, temperature, other);
  }

  /** The step size of a step: {@code learningRate} times the factor of the schedule. */
  public double rate(Moment moment) {
    return learningRate * optimization.schedule().factor(moment);
  }

  /**
   * The weight of the KL at a step, from 0 to 1 in {@code warmUp} epochs by {@code annealing}. The
   * linear one stays the same within an epoch: {@code min(1, epoch / warmUp)}, as in the code of
   * Tomczak, Welling (2018), arXiv:1705.07120.
   */
  public double beta(Moment moment) {
    Moment when = annealing == Annealing.LINEAR ? moment.endOfEpoch() : moment;
    return new Schedule(annealing, 0, 1, warmUp).at(when);
  }
}
