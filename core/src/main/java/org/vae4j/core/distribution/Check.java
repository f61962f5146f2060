package org.vae4j.core.distribution;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import java.util.function.Supplier;
import org.vae4j.core.Algebra;

/** What parameters must be, checked where their values are known. */
final class Check {
  private static final double SUM_TOLERANCE = 1e-9;

  private Check() {}

  static <A extends Algebra<A>> void finite(String where, String name, A value) {
    each(where, name, value, "finite", Double::isFinite);
  }

  static <A extends Algebra<A>> void positive(String where, String name, A value) {
    each(where, name, value, "> 0 and finite", x -> x > 0 && x < Double.POSITIVE_INFINITY);
  }

  static <A extends Algebra<A>> void notNegative(String where, String name, A value) {
    each(where, name, value, ">= 0 and finite", x -> x >= 0 && x < Double.POSITIVE_INFINITY);
  }

  static <A extends Algebra<A>> void probability(String where, String name, A value) {
    each(where, name, value, "between 0 and 1", x -> x >= 0 && x <= 1);
  }

  static <A extends Algebra<A>> void insideUnit(String where, String name, A value) {
    each(where, name, value, "between 0 and 1, both excluded", x -> x > 0 && x < 1);
  }

  /** Rows of the last axis are numbers that are not negative and sum to 1. */
  static <A extends Algebra<A>> void simplex(String where, String name, A value) {
    probability(where, name, value);
    value
        .elements()
        .ifPresent(
            x -> {
              int k = value.shape().dim(-1);
              for (int row = 0; row < x.length; row += k) {
                double sum = Arrays.stream(x, row, row + k).sum();
                require(
                    Math.abs(sum - 1) <= SUM_TOLERANCE,
                    where + ": " + name + " must sum to 1; got sum " + sum + " of " + value);
              }
            });
  }

  /** The last axis has at least {@code least} entries. */
  static <A extends Algebra<A>> int length(String where, String name, A value, int least) {
    if (!(value.shape().rank() >= 1 && value.shape().dim(-1) >= least)) {
      throw value.refused(
          where + ": " + name + " must have at least " + least + " entries; got " + value);
    }
    return value.shape().dim(-1);
  }

  static void require(boolean holds, String message) {
    require(holds, () -> message);
  }

  /** With a message that takes its time, as that of a large array does. */
  static void require(boolean holds, Supplier<String> message) {
    if (!holds) {
      throw new IllegalArgumentException(message.get());
    }
  }

  private static <A extends Algebra<A>> void each(
      String where, String name, A value, String rule, DoublePredicate holds) {
    value
        .elements()
        .ifPresent(
            x -> {
              for (double element : x) {
                require(
                    holds.test(element),
                    () -> where + ": " + name + " must be " + rule + "; got " + element);
              }
            });
  }
}
