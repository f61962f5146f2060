package org.vae4j.models.optimizer;

import org.vae4j.models.objective.Moment;

/**
 * How the learning rate changes over training: a factor of it, as a function of the global step
 * alone, so that a resumed run goes on where it stopped. To add one, write a record and a line in
 * {@link #parse}.
 */
public sealed interface RateSchedule {
  /** The factor of the learning rate at a step, from 0 to 1. */
  double factor(Moment moment);

  /** The schedule as a text that {@link #parse} reads. */
  String text();

  /** The learning rate as it is. */
  static RateSchedule constant() {
    return new Constant();
  }

  /**
   * The schedule of a text: {@code constant}, {@code cosine[:EPOCHS]}, {@code step:FACTOR:EPOCHS},
   * {@code exponential:FACTOR}, {@code linear-warm-up:EPOCHS} or {@code burda}; {@code epochs} are
   * those of a cosine that names none. Throws {@code IllegalArgumentException} for any other.
   */
  static RateSchedule parse(String text, int epochs) {
    String[] parts = text.split(":", -1);
    try {
      return switch (text.replaceAll(":[^:]*", ":")) {
        case "constant" -> constant();
        case "cosine" -> new Cosine(epochs);
        case "cosine:" -> new Cosine(Integer.parseInt(parts[1]));
        case "step::" -> new Step(Double.parseDouble(parts[1]), Integer.parseInt(parts[2]));
        case "exponential:" -> new Exponential(Double.parseDouble(parts[1]));
        case "linear-warm-up:" -> new LinearWarmUp(Integer.parseInt(parts[1]));
        case "burda" -> new Burda();
        default -> throw unknown(text);
      };
    } catch (NumberFormatException none) {
      throw (IllegalArgumentException) unknown(text).initCause(none);
    }
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "rate-schedule must be constant, cosine[:EPOCHS], step:FACTOR:EPOCHS, exponential:FACTOR,"
            + " linear-warm-up:EPOCHS or burda; got "
            + text);
  }

  private static void require(boolean holds, String rule, Number got) {
    if (!holds) {
      throw new IllegalArgumentException("rate-schedule must have " + rule + "; got " + got);
    }
  }

  private static void requireFactor(double factor) {
    require(factor > 0 && factor <= 1, "a factor in (0, 1]", factor);
  }

  private static void requireEpochs(int epochs) {
    require(epochs >= 1, "epochs >= 1", epochs);
  }

  /** Epochs made before this step. */
  private static double made(Moment moment) {
    return moment.step() / (double) moment.batches();
  }

  /** 1 throughout. */
  record Constant() implements RateSchedule {
    @Override
    public double factor(Moment moment) {
      return 1;
    }

    @Override
    public String text() {
      return "constant";
    }
  }

  /**
   * From 1 along half a cosine to 0, and 0 from then on: {@code (1 + cos(pi t / epochs)) / 2} after
   * t epochs. Source: Loshchilov, Hutter (2017), arXiv:1608.03983, without restarts.
   *
   * @param epochs how long it takes
   */
  record Cosine(int epochs) implements RateSchedule {
    /** Throws {@code IllegalArgumentException} unless {@code epochs >= 1}. */
    public Cosine {
      requireEpochs(epochs);
    }

    @Override
    public double factor(Moment moment) {
      double share = Math.min(1, made(moment) / epochs);
      return (1 + StrictMath.cos(Math.PI * share)) / 2;
    }

    @Override
    public String text() {
      return "cosine:" + epochs;
    }
  }

  /**
   * Times {@code by} whenever so many epochs are over. Source: He et al. (2016), arXiv:1512.03385,
   * section 4.2.
   *
   * @param by the factor, in (0, 1]
   * @param epochs from one fall to the next
   */
  record Step(double by, int epochs) implements RateSchedule {
    /** Throws {@code IllegalArgumentException} for a value out of range. */
    public Step {
      requireFactor(by);
      requireEpochs(epochs);
    }

    @Override
    public double factor(Moment moment) {
      return StrictMath.pow(by, Math.floor(made(moment) / epochs));
    }

    @Override
    public String text() {
      return "step:" + by + ":" + epochs;
    }
  }

  /**
   * Falls by {@code by} in each epoch, evenly over its steps. Source: Szegedy et al. (2016),
   * arXiv:1512.00567, section 8, where it falls at the end of every other epoch.
   *
   * @param by the factor, in (0, 1]
   */
  record Exponential(double by) implements RateSchedule {
    /** Throws {@code IllegalArgumentException} unless {@code by} lies in (0, 1]. */
    public Exponential {
      requireFactor(by);
    }

    @Override
    public double factor(Moment moment) {
      return StrictMath.pow(by, made(moment));
    }

    @Override
    public String text() {
      return "exponential:" + by;
    }
  }

  /**
   * Straight up to 1, which the last step of the warm-up has, and 1 from then on. Source: Goyal et
   * al. (2017), arXiv:1706.02677, section 2.2.
   *
   * @param epochs how long it takes
   */
  record LinearWarmUp(int epochs) implements RateSchedule {
    /** Throws {@code IllegalArgumentException} unless {@code epochs >= 1}. */
    public LinearWarmUp {
      requireEpochs(epochs);
    }

    @Override
    public double factor(Moment moment) {
      return Math.min(1, moment.epochs() / epochs);
    }

    @Override
    public String text() {
      return "linear-warm-up:" + epochs;
    }
  }

  /**
   * {@code 10^(-i/7)} for {@code 3^i} epochs, i = 0..7: 3280 epochs in all, and the last from then
   * on. Source: Burda, Grosse, Salakhutdinov (2016), arXiv:1509.00519, section 5.
   */
  record Burda() implements RateSchedule {
    private static final int LAST = 7;

    @Override
    public double factor(Moment moment) {
      double made = made(moment);
      int stage = 0;
      int end = 1;
      for (int length = 3; stage < LAST && made >= end; length *= 3) {
        end += length;
        stage++;
      }
      return StrictMath.pow(10, -stage / (double) LAST);
    }

    @Override
    public String text() {
      return "burda";
    }
  }
}
