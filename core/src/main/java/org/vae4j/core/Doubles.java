package org.vae4j.core;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.vae4j.core.backend.Loops;
import org.vae4j.core.backend.Spectra;

/**
 * An immutable row-major array of float64 on the Java heap: the arithmetic of {@link Tensor} where
 * starting ND4J is not worth it, such as a divergence between two numbers' distributions.
 */
public final class Doubles implements Algebra<Doubles> {
  private final Shape shape;
  private final double[] values;

  private Doubles(Shape shape, double[] values) {
    this.shape = shape;
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
  public Shape shape() {
    return shape;
  }

  /** A row-major copy of the elements. */
  public double[] toDoubleArray() {
    return values.clone();
  }

  /** The only element; throws {@code IllegalArgumentException} unless the size is 1. */
  public double scalar() {
    if (shape.size() != 1) {
      throw new IllegalArgumentException("scalar: size must be 1; got shape " + shape);
    }
    return values[0];
  }

  private Doubles map(DoubleUnaryOperator f) {
    return new Doubles(shape, Loops.map(values, f));
  }

  private Doubles zip(String op, Doubles other, DoubleBinaryOperator f) {
    Shape out = Shapes.broadcast(op, shape, other.shape);
    return new Doubles(out, Loops.zip(values, shape, other.values, other.shape, out, f));
  }

  @Override
  public Doubles plus(Doubles other) {
    return zip("plus", other, Double::sum);
  }

  @Override
  public Doubles minus(Doubles other) {
    return zip("minus", other, (a, b) -> a - b);
  }

  @Override
  public Doubles times(Doubles other) {
    return zip("times", other, (a, b) -> a * b);
  }

  @Override
  public Doubles over(Doubles other) {
    return zip("over", other, (a, b) -> a / b);
  }

  @Override
  public Doubles max(Doubles other) {
    return zip("max", other, Math::max);
  }

  @Override
  public Doubles min(Doubles other) {
    return zip("min", other, Math::min);
  }

  @Override
  public Doubles equal(Doubles other) {
    return zip("equal", other, (a, b) -> a == b ? 1 : 0);
  }

  @Override
  public Doubles pow(Doubles exponent) {
    return zip("pow", exponent, Math::pow);
  }

  @Override
  public Doubles greater(Doubles other) {
    return zip("greater", other, (a, b) -> a > b ? 1 : 0);
  }

  @Override
  public Doubles where(Doubles a, Doubles b) {
    Shape out = Shapes.broadcast("where", shape, Shapes.broadcast("where", a.shape, b.shape));
    double[] result = Loops.where(values, shape, a.values, a.shape, b.values, b.shape, out);
    return new Doubles(out, result);
  }

  @Override
  public Doubles fma(Doubles factor, Doubles addend) {
    Shape out = Shapes.fma(shape, factor.shape, addend.shape);
    double[] result =
        Loops.fma(values, shape, factor.values, factor.shape, addend.values, addend.shape, out);
    return new Doubles(out, result);
  }

  @Override
  public Doubles plus(double number) {
    return map(x -> x + number);
  }

  @Override
  public Doubles times(double number) {
    return map(x -> x * number);
  }

  @Override
  public Doubles negate() {
    return map(x -> -x);
  }

  @Override
  public Doubles reciprocal() {
    return map(x -> 1 / x);
  }

  @Override
  public Doubles square() {
    return map(x -> x * x);
  }

  @Override
  public Doubles sqrt() {
    return map(Math::sqrt);
  }

  @Override
  public Doubles abs() {
    return map(Math::abs);
  }

  @Override
  public Doubles exp() {
    return map(Math::exp);
  }

  @Override
  public Doubles expm1() {
    return map(Math::expm1);
  }

  @Override
  public Doubles log() {
    return map(Math::log);
  }

  @Override
  public Doubles log1p() {
    return map(Math::log1p);
  }

  @Override
  public Doubles log1pmx() {
    return map(Functions::log1pmx);
  }

  @Override
  public Doubles expm1mx() {
    return map(Functions::expm1mx);
  }

  @Override
  public Doubles erf() {
    return map(Functions::erf);
  }

  @Override
  public Doubles normalCdf() {
    return map(Functions::normalCdf);
  }

  @Override
  public Doubles sin() {
    return map(Math::sin);
  }

  @Override
  public Doubles cos() {
    return map(Math::cos);
  }

  @Override
  public Doubles special(Special function, int order) {
    return map(x -> function.derivative(order, x));
  }

  @Override
  public Doubles tanh() {
    return map(Math::tanh);
  }

  @Override
  public Doubles sigmoid() {
    return map(Functions::sigmoid);
  }

  @Override
  public Doubles softplus() {
    return map(Functions::softplus);
  }

  @Override
  public Doubles relu() {
    return map(x -> Math.max(x, 0));
  }

  @Override
  public Doubles sum(int... axes) {
    return new Doubles(shape.without(axes), Loops.sum(values, shape, axes));
  }

  @Override
  public Doubles max(int... axes) {
    return new Doubles(shape.without(axes), Loops.max(values, shape, axes));
  }

  @Override
  public Doubles logSumExp(int... axes) {
    return new Doubles(shape.without(axes), Loops.logSumExp(values, shape, axes));
  }

  @Override
  public Doubles matmul(Doubles other, boolean transposeThis, boolean transposeOther) {
    Shape out = Shapes.matmul(shape, other.shape, transposeThis, transposeOther);
    double[] result =
        Loops.matmul(values, shape, other.values, other.shape, transposeThis, transposeOther);
    return new Doubles(out, result);
  }

  @Override
  public Doubles triangularSolve(Doubles right, boolean transpose) {
    Shape out = Shapes.triangularSolve(shape, right.shape);
    double[] result = Loops.triangularSolve(values, shape, right.values, right.shape, transpose);
    return new Doubles(out, result);
  }

  @Override
  public Doubles cholesky() {
    return new Doubles(shape, Loops.cholesky(values, shape));
  }

  @Override
  public Doubles cholesky1p() {
    return new Doubles(shape, Loops.cholesky1p(values, shape));
  }

  @Override
  public Doubles nuclearNorm() {
    return new Doubles(Shapes.nuclearNorm(shape), Spectra.nuclearNorm(values, shape));
  }

  @Override
  public Doubles polar() {
    return new Doubles(shape, Spectra.polar(values, shape));
  }

  @Override
  public Doubles lyapunov(Doubles right) {
    Shapes.lyapunov(shape, right.shape);
    return new Doubles(shape, Spectra.lyapunov(values, right.values, shape));
  }

  @Override
  public Doubles tril() {
    return new Doubles(shape, Loops.tril(values, shape));
  }

  @Override
  public Doubles diagonal() {
    return new Doubles(Shapes.diagonal(shape), Loops.diagonal(values, shape));
  }

  @Override
  public Doubles transpose() {
    return new Doubles(Shapes.transpose(shape), Loops.transpose(values, shape));
  }

  @Override
  public Doubles reshape(Shape to) {
    return new Doubles(Shapes.reshape(shape, to), values);
  }

  @Override
  public Doubles broadcastTo(Shape to) {
    return new Doubles(to, Loops.broadcastTo(values, shape, to));
  }

  @Override
  public Doubles slice(int axis, int from, int to) {
    double[] result = Loops.slice(values, shape, axis, from, to);
    return new Doubles(Shapes.slice(shape, axis, from, to), result);
  }

  @Override
  public Doubles joined(int axis, List<Doubles> others) {
    List<Doubles> all = Stream.concat(Stream.of(this), others.stream()).toList();
    List<Shape> shapes = all.stream().map(Doubles::shape).toList();
    Shape out = Shapes.concat(axis, shapes);
    List<double[]> arrays = all.stream().map(array -> array.values).toList();
    return new Doubles(out, Loops.concat(axis, arrays, shapes));
  }

  @Override
  public Doubles sortBy(Doubles keys) {
    Shapes.keyed("sortBy", shape, keys.shape);
    return new Doubles(shape, Loops.sortBy(values, keys.values, shape));
  }

  @Override
  public Doubles unsortBy(Doubles keys) {
    Shapes.keyed("unsortBy", shape, keys.shape);
    return new Doubles(shape, Loops.unsortBy(values, keys.values, shape));
  }

  @Override
  public Doubles constant(Shape of, double... numbers) {
    return Doubles.of(of, numbers);
  }

  @Override
  public Optional<double[]> elements() {
    return Optional.of(values.clone());
  }

  @Override
  public Doubles stopGradient() {
    return this;
  }

  /** Same shape and elements; NaN equals NaN, -0 is not 0. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Doubles doubles
        && shape.equals(doubles.shape)
        && Arrays.equals(values, doubles.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  /** The elements, in brackets unless this is a scalar. */
  @Override
  public String toString() {
    return shape.rank() == 0 ? Double.toString(values[0]) : Arrays.toString(values);
  }
}
