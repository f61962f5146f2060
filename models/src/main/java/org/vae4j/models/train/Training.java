package org.vae4j.models.train;

/**
 * How to train: what the order of examples, the noise and the updates are a function of.
 *
 * @param epochs passes over the training examples
 * @param batch examples in a step; the last step of an epoch takes the rest
 * @param learningRate the step size
 * @param warmUp the epoch at which the weight of the KL reaches 1; 0 for weight 1 throughout
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
    return new Training(10, 100, 1e-3, 0, 0, 1, Temperature.fixed(1), Optimization.adam());
  }

  /** The same with another number of epochs. */
  public Training withEpochs(int other) {
    return new Training(
        other, batch, learningRate, warmUp, patience, seed, temperature, optimization);
  }

  /** The same with another batch size. */
  public Training withBatch(int other) {
    return new Training(
        epochs, other, learningRate, warmUp, patience, seed, temperature, optimization);
  }

  /** The same with another learning rate. */
  public Training withLearningRate(double other) {
    return new Training(epochs, batch, other, warmUp, patience, seed, temperature, optimization);
  }

  /** The same with another warm-up. */
  public Training withWarmUp(int other) {
    return new Training(
        epochs, batch, learningRate, other, patience, seed, temperature, optimization);
  }

  /** The same with another patience. */
  public Training withPatience(int other) {
    return new Training(
        epochs, batch, learningRate, warmUp, other, seed, temperature, optimization);
  }

  /** The same with another seed. */
  public Training withSeed(long other) {
    return new Training(
        epochs, batch, learningRate, warmUp, patience, other, temperature, optimization);
  }

  /** The same with another temperature. */
  public Training withTemperature(Temperature other) {
    return new Training(epochs, batch, learningRate, warmUp, patience, seed, other, optimization);
  }

  /** The same with another way to make updates. */
  public Training withOptimization(Optimization other) {
    return new Training(epochs, batch, learningRate, warmUp, patience, seed, temperature, other);
  }

  /**
   * The weight of the KL in an epoch counted from 1: {@code min(1, epoch / warmUp)}. Source: Bowman
   * et al. (2016), arXiv:1511.06349; Tomczak, Welling (2018), arXiv:1705.07120, for the schedule.
   */
  public double beta(int epoch) {
    return warmUp == 0 ? 1 : Math.min(1, (double) epoch / warmUp);
  }
}
