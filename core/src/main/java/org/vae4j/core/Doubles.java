package org.vae4j.core;

import java.util.Arrays;

/**
 * An immutable row-major array of float64 on the Java heap: the arithmetic of {@link Tensor} where
 * starting ND4J is not worth it, such as a divergence between two numbers' distributions.
 */
public final class Doubles extends Immediate<Doubles> {
  private final double[] values;

  private Doubles(Shape shape, double[] values) {
    super(shape);
    this.values = values;
  }

  /** An array of row-major values; throws unless there are {@code shape.size()} of them. */
  public static Doubles of(Shape shape, double... values) {
    if (values.length != shape.size()) {
      throw new IllegalArgumentException(
          "doubles: " + shape + " takes " + shape.size() + " values; got " + values.length);
    }
    return new Doubles(shape, values.clone());
  }

  /** An array of shape {@code []}. */
  public static Doubles scalar(double value) {
    return new Doubles(Shape.SCALAR, new double[] {value});
  }

  /** An array of shape {@code [n]}. */
  public static Doubles vector(double... values) {
    return of(Shape.of(values.length), values);
  }

  @Override
  public double[] toDoubleArray() {
    return values.clone();
  }

  @Override
  Doubles self() {
    return this;
  }

  @Override
  double[] values() {
    return values;
  }

  @Override
  Doubles made(Shape of, double[] elements) {
    return new Doubles(of, elements);
  }

  @Override
  Doubles wider(Doubles other) {
    return this;
  }

  @Override
  public Doubles reshape(Shape to) {
    return new Doubles(Shapes.reshape(shape(), to), values);
  }

  @Override
  public Doubles constant(Shape of, double... numbers) {
    return Doubles.of(of, numbers);
  }

  /** Same shape and elements; NaN equals NaN, -0 is not 0. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Doubles doubles
        && shape().equals(doubles.shape())
        && Arrays.equals(values, doubles.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape().hashCode() + Arrays.hashCode(values);
  }

  /** The elements, in brackets unless this is a scalar. */
  @Override
  public String toString() {
    return shape().rank() == 0 ? Double.toString(values[0]) : Arrays.toString(values);
  }
}
