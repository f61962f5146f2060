package org.vae4j.core.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.vae4j.core.Functions;
import org.vae4j.core.verify.Densities.Logs;
import org.vae4j.core.verify.Densities.Section;

/**
 * KL(q || p) in nats by quadrature, in either of two forms. The direct one, the integral of {@code
 * q log(q/p)}, cancels where p is close to q; the other, of {@code q log(q/p) - q + p}, is never
 * negative and keeps its digits, but has to find the mass of p as well.
 */
public final class NumericalKl {
  private static final double TOLERANCE = 1e-13;
  private static final double NEAR = 0.05;
  private static final double MASS = 1e-6;

  /** What the rounding of normalising constants adds to the direct form, and to the other. */
  private static final double CONSTANT = 4e-15;

  private static final double SQUARE = CONSTANT * CONSTANT / 2;

  private NumericalKl() {}

  /**
   * From log densities on {@code lower} to {@code upper}, which may be infinite; both must be
   * normalised, and {@code -inf} stands for no density. Peaks are looked for on a grid of octaves
   * around 0 and around finite ends; where that may miss one, name it as a landmark. {@code +inf}
   * where p is none and q is not. Throws {@code ArithmeticException} unless q has mass 1 there.
   */
  public static Integral quadrature(
      DoubleUnaryOperator logQ, DoubleUnaryOperator logP, double lower, double upper) {
    return quadrature(logQ, logP, lower, upper, List.of());
  }

  /** As {@link #quadrature(DoubleUnaryOperator, DoubleUnaryOperator, double, double)}. */
  public static Integral quadrature(
      DoubleUnaryOperator logQ,
      DoubleUnaryOperator logP,
      double lower,
      double upper,
      List<Landmark> landmarks) {
    if (!(lower < upper)) {
      throw new IllegalArgumentException(
          "quadrature: ends must be ordered; got " + lower + " and " + upper);
    }
    List<Landmark> all = new ArrayList<>(landmarks);
    all.addAll(Search.peaks(logQ, lower, upper));
    all.addAll(Search.peaks(logP, lower, upper));
    Densities pair =
        (anchor, offsets) -> Logs.of(each(logQ, anchor, offsets), each(logP, anchor, offsets));
    List<Section> sections = List.of(new Section(pair, lower, upper, all));
    double mass = mass(sections);
    if (!(Math.abs(mass - 1) <= MASS)) {
      throw new ArithmeticException(
          "quadrature: q must have mass 1 between %s and %s; got %s".formatted(lower, upper, mass));
    }
    return of(sections);
  }

  private static double[] each(DoubleUnaryOperator f, double anchor, double[] offsets) {
    return Arrays.stream(offsets).map(x -> f.applyAsDouble(anchor + x)).toArray();
  }

  /** In the direct form, or in the other where that gives less than 0.05. */
  public static Integral of(List<Section> sections) {
    Integral direct = direct(sections);
    return direct.value() > NEAR ? direct : notNegative(sections);
  }

  /** The integral of {@code q log(q/p)}. */
  public static Integral direct(List<Section> sections) {
    Integral sum = sum(sections, Form.DIRECT);
    return new Integral(sum.value(), sum.errorEstimate() + CONSTANT, sum.evaluations());
  }

  /** The integral of {@code q log(q/p) - q + p}. */
  public static Integral notNegative(List<Section> sections) {
    Integral sum = sum(sections, Form.NOT_NEGATIVE);
    return new Integral(sum.value(), sum.errorEstimate() + SQUARE, sum.evaluations());
  }

  /** The mass of q. */
  public static double mass(List<Section> sections) {
    return sum(sections, Form.MASS).value();
  }

  /** An integrand, made of two densities and {@code log p - log q}. */
  private enum Form {
    MASS {
      @Override
      double value(double q, double p, double ratio) {
        return q;
      }

      @Override
      double slope(double q, double p) {
        return 0;
      }
    },
    DIRECT {
      @Override
      double value(double q, double p, double ratio) {
        return q == 0 ? 0 : -q * ratio;
      }

      @Override
      double slope(double q, double p) {
        return q;
      }
    },
    NOT_NEGATIVE {
      @Override
      double value(double q, double p, double ratio) {
        if (q == 0) {
          return p;
        }
        return ratio > 1 ? p - q - q * ratio : q * Functions.expm1mx(ratio);
      }

      @Override
      double slope(double q, double p) {
        return Math.abs(p - q);
      }
    };

    abstract double value(double q, double p, double ratio);

    /** How fast the value changes with the ratio. */
    abstract double slope(double q, double p);

    LineQuadrature.Samples of(Logs logs, double[] logWeights) {
      double[] values = new double[logWeights.length];
      double[] noise = new double[logWeights.length];
      for (int i = 0; i < values.length; i++) {
        double q = Math.exp(logs.q()[i] + logWeights[i]);
        double p = Math.exp(logs.p()[i] + logWeights[i]);
        values[i] = value(q, p, logs.ratio()[i]);
        double off = logs.noise()[i];
        noise[i] = q == 0 ? 0 : off * (slope(q, p) + q * Math.min(off, 1));
      }
      return new LineQuadrature.Samples(values, noise);
    }
  }

  private static Integral sum(List<Section> sections, Form form) {
    double value = 0;
    double error = 0;
    int evaluations = 0;
    for (Section section : sections) {
      LineQuadrature.Integrand integrand =
          (anchor, offsets, weights) -> form.of(section.densities().at(anchor, offsets), weights);
      Integral part =
          LineQuadrature.integrate(
              integrand, section.lower(), section.upper(), section.landmarks(), TOLERANCE);
      value += part.value();
      error += part.errorEstimate();
      evaluations += part.evaluations();
    }
    return new Integral(value, value == Double.POSITIVE_INFINITY ? 0 : error, evaluations);
  }
}
