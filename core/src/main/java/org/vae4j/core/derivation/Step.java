package org.vae4j.core.derivation;

import java.util.OptionalDouble;

/**
 * One line of a derivation: {@code subject = formula = numbers = value}.
 *
 * @param kind its part in the whole
 * @param subject what is being found, such as {@code E_q[log x]}
 * @param formula it in letters: parameters by their names in the grammar with {@code _q} or {@code
 *     _p}
 * @param numbers the formula with the numbers put in; empty where there is nothing to put in
 * @param value what comes out; none for a function of x
 */
public record Step(
    Kind kind, String subject, String formula, String numbers, OptionalDouble value) {

  /** The parts of a derivation, in their order. */
  public enum Kind {
    /** What a KL divergence is. */
    DEFINITION("the definition"),
    /** A log density. */
    DENSITY("the log densities"),
    /** The log densities' difference. */
    RATIO("their difference"),
    /** The mean of something under q. */
    EXPECTATION("the expectations under q"),
    /** A closed bound on a divergence that has no closed form, or an approximation of it. */
    BOUND("the bounds"),
    /** A part of the sum. */
    TERM("the terms"),
    /** The divergence. */
    SUM("the sum");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As a heading. */
    public String text() {
      return text;
    }
  }

  static Step function(Kind kind, String subject, String formula, String numbers) {
    return new Step(kind, subject, formula, numbers, OptionalDouble.empty());
  }

  static Step number(Kind kind, String subject, String formula, String numbers, double value) {
    return new Step(kind, subject, formula, numbers, OptionalDouble.of(value));
  }

  static Step definition() {
    return function(Kind.DEFINITION, "KL(q || p)", "E_q[log q(x) - log p(x)]", "");
  }
}
