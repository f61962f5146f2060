package org.vae4j.core.derivation;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.vae4j.core.Doubles;
import org.vae4j.core.Special;
import org.vae4j.core.distribution.Bernoulli;

/** The functions that formulas may use, and what those are that a reader may not know by name. */
enum Named {
  LOG("log", "", Math::log),
  EXP("exp", "", Math::exp),
  SQRT("sqrt", "", Math::sqrt),
  COS("cos", "", Math::cos),
  SIN("sin", "", Math::sin),
  ERF("erf", "the error function", x -> Doubles.scalar(x).erf().scalar()),
  LOG_GAMMA("logGamma", "the logarithm of the gamma function", x -> lgamma(0, x)),
  DIGAMMA("digamma", "the derivative of logGamma", x -> lgamma(1, x)),
  TRIGAMMA("trigamma", "the second derivative of logGamma", x -> lgamma(2, x)),
  LOG_I0(
      "logI0",
      "the logarithm of the modified Bessel function I0",
      x -> Special.LOG_BESSEL.derivative(0, x)),
  RESULTANT(
      "A", "I1(x)/I0(x), of modified Bessel functions", x -> Special.LOG_BESSEL.derivative(1, x)),
  LOGIT("logit", "log(x/(1 - x))", Named::logit),
  LOG_NORM("logNorm", "log((e^x - 1)/x)", h -> h / 2 + Special.LOG_SINHC.derivative(0, h)),
  SLOPE(
      "slope",
      "1/(1 - e^-x) - 1/x, the derivative of logNorm",
      h -> 0.5 + Special.LOG_SINHC.derivative(1, h)),
  CURVATURE(
      "curvature",
      "1/x^2 - e^x/(e^x - 1)^2, the second derivative of logNorm",
      h -> Special.LOG_SINHC.derivative(2, h)),
  X_LOG_X("xlogx", "x * log(x), 0 at 0", x -> x == 0 ? 0 : x * Math.log(x)),
  POSITIVE("positive", "the greater of x and 0", x -> Math.max(x, 0));

  private final String text;
  private final String meaning;
  private final DoubleUnaryOperator rule;

  Named(String text, String meaning, DoubleUnaryOperator rule) {
    this.text = text;
    this.meaning = meaning;
    this.rule = rule;
  }

  private static double lgamma(int order, double x) {
    return Special.LOG_GAMMA.derivative(order, x);
  }

  private static double logit(double x) {
    return Bernoulli.logit(Doubles.scalar(x)).scalar();
  }

  static Optional<Named> known(String text) {
    return Arrays.stream(values()).filter(function -> function.text.equals(text)).findFirst();
  }

  static Named of(String text) {
    return known(text)
        .orElseThrow(
            () -> new IllegalStateException("formula: function must be known; got " + text));
  }

  String text() {
    return text;
  }

  /** What it is; empty for what everybody knows. */
  String meaning() {
    return meaning;
  }

  double at(double x) {
    return rule.applyAsDouble(x);
  }
}
