package org.vae4j.core.divergence;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.core.Algebra;

/**
 * A KL(q || p) of any pair, in nats, with the method that found it and how far it may be off.
 *
 * @param value the divergence; at least 0, but for a Monte Carlo mean near 0
 * @param error 0 for {@code CLOSED} and {@code INFINITE}, an estimate of the absolute error for
 *     {@code SERIES} and {@code QUADRATURE}, the standard error for {@code MONTE_CARLO}
 * @param method how the value was found
 * @param terms named parts that add up to the value: those of the closed form, else {@code
 *     negativeEntropy} and {@code crossEntropy} where the entropy of q is known, else none
 * @param <A> the kind of array
 */
public record Estimate<A extends Algebra<A>>(
    A value, A error, Method method, Map<String, A> terms) {
  /** Keeps the order of the terms. */
  public Estimate {
    terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
  }

  static <A extends Algebra<A>> Estimate<A> infinite(A like) {
    A value = filled(like, Double.POSITIVE_INFINITY);
    return exact(value, Method.INFINITE, Map.of());
  }

  static <A extends Algebra<A>> Estimate<A> exact(A value, Method method, Map<String, A> terms) {
    return new Estimate<>(value, filled(value, 0), method, terms);
  }

  private static <A extends Algebra<A>> A filled(A like, double value) {
    double[] values = new double[like.shape().size()];
    Arrays.fill(values, value);
    return like.constant(like.shape(), values);
  }
}
