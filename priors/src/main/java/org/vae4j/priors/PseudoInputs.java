package org.vae4j.priors;

/**
 * How the pseudo-inputs of a {@link VampPrior} start, and how they are kept in the range of the
 * data.
 *
 * @param start what the noise is added to
 * @param mean mean of the normal noise
 * @param standardDeviation standard deviation of the noise, >= 0
 * @param clip the range of a pseudo-input as the encoder sees it
 * @param weighted whether pseudo-inputs have learned weights; else they count alike
 */
public record PseudoInputs(
    Start start, double mean, double standardDeviation, Clip clip, boolean weighted) {
  /** What pseudo-inputs are before noise is added. */
  public enum Start {
    /** Zero. */
    ZERO,
    /** Rows of the training set. */
    ROWS
  }

  /** What keeps a pseudo-input in the range of the data. */
  public enum Clip {
    /**
     * {@code min(max(w, 0), 1)}, as in the authors' program: a pixel outside the range has no
     * gradient and stays there.
     */
    UNIT,
    /** The same value, but the gradient passes as if there were no clip. A deviation. */
    UNIT_STRAIGHT_THROUGH,
    /** Nothing, for data without bounds. A deviation. */
    NONE
  }

  /** Noise about one grey level, as the authors start on MNIST and OMNIGLOT. */
  public static final PseudoInputs NOISE =
      new PseudoInputs(Start.ZERO, 0.05, 0.01, Clip.UNIT, false);

  /** Training rows with a little noise, as the authors start from data. */
  public static final PseudoInputs ROWS = new PseudoInputs(Start.ROWS, 0, 0.01, Clip.UNIT, false);

  /** Throws {@code IllegalArgumentException} unless mean and standard deviation are numbers. */
  public PseudoInputs {
    if (!(Double.isFinite(mean) && standardDeviation >= 0)
        || Double.isInfinite(standardDeviation)) {
      throw new IllegalArgumentException(
          "pseudo-inputs: mean must be finite and standard deviation >= 0; got "
              + mean
              + " and "
              + standardDeviation);
    }
  }

  /** The same with another clip. */
  public PseudoInputs withClip(Clip other) {
    return new PseudoInputs(start, mean, standardDeviation, other, weighted);
  }

  /** The same with learned weights, or without. */
  public PseudoInputs withWeights(boolean learned) {
    return new PseudoInputs(start, mean, standardDeviation, clip, learned);
  }
}
