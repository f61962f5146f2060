package org.vae4j.core;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.vae4j.core.backend.Loops;
import org.vae4j.core.backend.Spectra;

/**
 * Arrays that have their elements, and compute at once: the elements of the operands in float64
 * through {@link Loops}, rounded once to the widest of their types. {@link Tensor} and {@link
 * Doubles} differ in where elements lie and in what types there are.
 *
 * @param <A> the kind of array: the implementing class itself
 */
abstract class Immediate<A extends Immediate<A>> implements Algebra<A> {
  private final Shape shape;

  Immediate(Shape shape) {
    this.shape = shape;
  }

  /** This. */
  abstract A self();

  /** The elements, row-major, for reading alone. */
  abstract double[] values();

  /** An array of the type of this, whose elements nobody else writes. */
  abstract A made(Shape of, double[] elements);

  /** The one of the two whose type holds both. */
  abstract A wider(A other);

  @Override
  public final Shape shape() {
    return shape;
  }

  /** A row-major copy of the elements. */
  public abstract double[] toDoubleArray();

  /** The only element; throws {@code IllegalArgumentException} unless the size is 1. */
  public final double scalar() {
    if (shape.size() != 1) {
      throw new IllegalArgumentException("scalar: size must be 1; got shape " + shape);
    }
    return values()[0];
  }

  private A map(DoubleUnaryOperator f) {
    return made(shape, Loops.map(values(), f));
  }

  private A zip(String op, A other, DoubleBinaryOperator f) {
    Shape out = Shapes.broadcast(op, shape, other.shape());
    double[] result = Loops.zip(values(), shape, other.values(), other.shape(), out, f);
    return wider(other).made(out, result);
  }

  @Override
  public final A plus(A other) {
    return zip("plus", other, Double::sum);
  }

  @Override
  public final A minus(A other) {
    return zip("minus", other, (a, b) -> a - b);
  }

  @Override
  public final A times(A other) {
    return zip("times", other, (a, b) -> a * b);
  }

  @Override
  public final A over(A other) {
    return zip("over", other, (a, b) -> a / b);
  }

  @Override
  public final A max(A other) {
    return zip("max", other, Math::max);
  }

  @Override
  public final A min(A other) {
    return zip("min", other, Math::min);
  }

  @Override
  public final A equal(A other) {
    return zip("equal", other, (a, b) -> a == b ? 1 : 0);
  }

  @Override
  public final A pow(A exponent) {
    return zip("pow", exponent, Math::pow);
  }

  @Override
  public final A greater(A other) {
    return zip("greater", other, (a, b) -> a > b ? 1 : 0);
  }

  @Override
  public final A where(A a, A b) {
    Shape out = Shapes.broadcast("where", shape, Shapes.broadcast("where", a.shape(), b.shape()));
    double[] result =
        Loops.where(values(), shape, a.values(), a.shape(), b.values(), b.shape(), out);
    return a.wider(b).made(out, result);
  }

  @Override
  public final A fma(A factor, A addend) {
    Shape out = Shapes.fma(shape, factor.shape(), addend.shape());
    double[] result =
        Loops.fma(
            values(), shape, factor.values(), factor.shape(), addend.values(), addend.shape(), out);
    return wider(factor).wider(addend).made(out, result);
  }

  @Override
  public final A plus(double number) {
    return map(x -> x + number);
  }

  @Override
  public final A times(double number) {
    return map(x -> x * number);
  }

  @Override
  public final A negate() {
    return map(x -> -x);
  }

  @Override
  public final A reciprocal() {
    return map(x -> 1 / x);
  }

  @Override
  public final A square() {
    return map(x -> x * x);
  }

  @Override
  public final A sqrt() {
    return map(Math::sqrt);
  }

  @Override
  public final A abs() {
    return map(Math::abs);
  }

  @Override
  public final A exp() {
    return map(Math::exp);
  }

  @Override
  public final A expm1() {
    return map(Math::expm1);
  }

  @Override
  public final A log() {
    return map(Math::log);
  }

  @Override
  public final A log1p() {
    return map(Math::log1p);
  }

  @Override
  public final A log1pmx() {
    return map(Functions::log1pmx);
  }

  @Override
  public final A expm1mx() {
    return map(Functions::expm1mx);
  }

  @Override
  public final A erf() {
    return map(Functions::erf);
  }

  @Override
  public final A normalCdf() {
    return map(Functions::normalCdf);
  }

  @Override
  public final A sin() {
    return map(Math::sin);
  }

  @Override
  public final A cos() {
    return map(Math::cos);
  }

  @Override
  public final A special(Special function, int order) {
    return map(x -> function.derivative(order, x));
  }

  @Override
  public final A tanh() {
    return map(Math::tanh);
  }

  @Override
  public final A sigmoid() {
    return map(Functions::sigmoid);
  }

  @Override
  public final A softplus() {
    return map(Functions::softplus);
  }

  @Override
  public final A relu() {
    return map(x -> Math.max(x, 0));
  }

  @Override
  public final A sum(int... axes) {
    return made(shape.without(axes), Loops.sum(values(), shape, axes));
  }

  @Override
  public final A max(int... axes) {
    return made(shape.without(axes), Loops.max(values(), shape, axes));
  }

  @Override
  public final A logSumExp(int... axes) {
    return made(shape.without(axes), Loops.logSumExp(values(), shape, axes));
  }

  @Override
  public final A matmul(A other, boolean transposeThis, boolean transposeOther) {
    Shape out = Shapes.matmul(shape, other.shape(), transposeThis, transposeOther);
    double[] result =
        Loops.matmul(values(), shape, other.values(), other.shape(), transposeThis, transposeOther);
    return wider(other).made(out, result);
  }

  @Override
  public final A triangularSolve(A right, boolean transpose) {
    Shape out = Shapes.triangularSolve(shape, right.shape());
    double[] result =
        Loops.triangularSolve(values(), shape, right.values(), right.shape(), transpose);
    return wider(right).made(out, result);
  }

  @Override
  public final A cholesky() {
    return made(shape, Loops.cholesky(values(), shape));
  }

  @Override
  public final A cholesky1p() {
    return made(shape, Loops.cholesky1p(values(), shape));
  }

  @Override
  public final A nuclearNorm() {
    return made(Shapes.nuclearNorm(shape), Spectra.nuclearNorm(values(), shape));
  }

  @Override
  public final A polar() {
    return made(shape, Spectra.polar(values(), shape));
  }

  @Override
  public final A lyapunov(A right) {
    Shapes.lyapunov(shape, right.shape());
    return wider(right).made(shape, Spectra.lyapunov(values(), right.values(), shape));
  }

  @Override
  public final A tril() {
    return made(shape, Loops.tril(values(), shape));
  }

  @Override
  public final A diagonal() {
    return made(Shapes.diagonal(shape), Loops.diagonal(values(), shape));
  }

  @Override
  public final A transpose() {
    return made(Shapes.transpose(shape), Loops.transpose(values(), shape));
  }

  @Override
  public final A broadcastTo(Shape to) {
    return made(to, Loops.broadcastTo(values(), shape, to));
  }

  @Override
  public final A slice(int axis, int from, int to) {
    double[] result = Loops.slice(values(), shape, axis, from, to);
    return made(Shapes.slice(shape, axis, from, to), result);
  }

  @Override
  public final A joined(int axis, List<A> others) {
    return endToEnd(axis, Stream.concat(Stream.of(self()), others.stream()).toList());
  }

  /** The arrays joined along {@code axis}; throws on an empty list. */
  static <A extends Immediate<A>> A endToEnd(int axis, List<A> arrays) {
    List<Shape> shapes = arrays.stream().map(A::shape).toList();
    Shape out = Shapes.concat(axis, shapes);
    double[] result = Loops.concat(axis, arrays.stream().map(A::values).toList(), shapes);
    return arrays.stream().reduce(A::wider).orElseThrow().made(out, result);
  }

  @Override
  public final A sortBy(A keys) {
    Shapes.keyed("sortBy", shape, keys.shape());
    return made(shape, Loops.sortBy(values(), keys.values(), shape));
  }

  @Override
  public final A unsortBy(A keys) {
    Shapes.keyed("unsortBy", shape, keys.shape());
    return made(shape, Loops.unsortBy(values(), keys.values(), shape));
  }

  @Override
  public final Optional<double[]> elements() {
    return Optional.of(toDoubleArray());
  }

  @Override
  public final A stopGradient() {
    return self();
  }
}
