package org.vae4j.core;

import java.util.List;
import java.util.Optional;

/**
 * The arithmetic that values and gradients share: {@link Tensor} computes at once, {@code Var}
 * builds an expression, and a formula written over {@code A extends Algebra<A>} serves both.
 *
 * <p>Binary operations broadcast as {@link Shape#broadcast} says. Axes may be negative; a reduction
 * without axes goes over all of them and gives a scalar; reduced axes are dropped. Shapes that do
 * not fit throw {@code IllegalArgumentException} with both shapes in the message.
 *
 * @param <A> the kind of array: the implementing class itself
 */
public interface Algebra<A extends Algebra<A>> {
  /** The shape of this array. */
  Shape shape();

  /**
   * What to throw where this does not have the shape that is asked of it: {@code message}, to which
   * arrays that are built before they are computed add where that was.
   */
  default IllegalArgumentException refused(String message) {
    return new IllegalArgumentException(message);
  }

  /** Elementwise sum. */
  A plus(A other);

  /** Elementwise difference. */
  A minus(A other);

  /** Elementwise product. */
  A times(A other);

  /** Elementwise quotient. */
  A over(A other);

  /** Elementwise maximum; at a tie the gradient goes half to each operand. */
  A max(A other);

  /** Elementwise minimum; at a tie the gradient goes half to each operand. */
  A min(A other);

  /** 1 where this exceeds {@code other}, else 0 (also for NaN); its gradient is zero. */
  A greater(A other);

  /** 1 where this equals {@code other}, else 0 (also for NaN); its gradient is zero. */
  A equal(A other);

  /** 1 where this is below {@code other}, else 0 (also for NaN); its gradient is zero. */
  default A less(A other) {
    return negate().greater(other.negate());
  }

  /** 1 where this is not below {@code other}, else 0 (also for NaN); its gradient is zero. */
  default A atLeast(A other) {
    return greater(other).plus(equal(other));
  }

  /**
   * {@code a} where this is non-zero, else {@code b}. No gradient flows to the branch not taken,
   * nor NaN, whatever that branch would be there.
   */
  A where(A a, A b);

  /** {@code this * factor + addend}, rounded once. */
  A fma(A factor, A addend);

  /** This plus a number. */
  A plus(double number);

  /** This times a number. */
  A times(double number);

  /** This minus a number. */
  default A minus(double number) {
    return plus(-number);
  }

  /** This divided by a number. */
  default A over(double number) {
    return times(1 / number);
  }

  /** Elementwise negative. */
  A negate();

  /** {@code x^y}; the gradient by the exponent is 0 where x is not positive. */
  A pow(A exponent);

  /** {@code x^p}; by the root, square or reciprocal where it is one. */
  default A pow(double exponent) {
    if (exponent == 2) {
      return square();
    }
    if (exponent == 0.5) {
      return sqrt();
    }
    return exponent == -1 ? reciprocal() : pow(number(exponent));
  }

  /** {@code 1/x}. */
  A reciprocal();

  /** {@code x^2}. */
  A square();

  /** {@code sqrt(x)}. */
  A sqrt();

  /** {@code |x|}, with gradient 0 at 0. */
  A abs();

  /** {@code e^x}. */
  A exp();

  /** {@code e^x - 1}, exact for small x. */
  A expm1();

  /** Natural logarithm. */
  A log();

  /** {@code log(1 + x)}, exact for small x. */
  A log1p();

  /** {@code log(1 + x) - x}, exact for small x; about {@code -x^2/2} there. */
  A log1pmx();

  /** {@code e^x - 1 - x}, exact for small x; about {@code x^2/2} there. */
  A expm1mx();

  /** {@code 2 / sqrt(pi)} times the integral of {@code e^(-t^2)} from 0 to x. */
  A erf();

  /** The standard normal distribution function, with full relative accuracy in both tails. */
  A normalCdf();

  /** Sine of an angle in radians. */
  A sin();

  /** Cosine of an angle in radians. */
  A cos();

  /** The derivative of that {@code order} of a special function; order 0 is the function. */
  A special(Special function, int order);

  /** {@code log Gamma(x)} for positive x. */
  default A lgamma() {
    return special(Special.LOG_GAMMA, 0);
  }

  /** The derivative of {@code log Gamma}. */
  default A digamma() {
    return special(Special.LOG_GAMMA, 1);
  }

  /** The second derivative of {@code log Gamma}. */
  default A trigamma() {
    return special(Special.LOG_GAMMA, 2);
  }

  /** The derivative of {@code digamma} of that {@code order}; order 0 is {@code digamma}. */
  default A polygamma(int order) {
    return special(Special.LOG_GAMMA, order + 1);
  }

  /** Hyperbolic tangent. */
  A tanh();

  /** {@code 1 / (1 + e^-x)}. */
  A sigmoid();

  /**
   * {@code log(1 + e^x)}, without overflow for large x and with full relative accuracy for small.
   */
  A softplus();

  /** {@code max(x, 0)}, with gradient 0 at 0. */
  A relu();

  /** {@code log(1 / (1 + e^-x))}, with full relative accuracy in both tails. */
  default A logSigmoid() {
    return negate().softplus().negate();
  }

  /** {@code x} where positive, else {@code slope x}; its gradient at 0 is {@code slope}. */
  default A leakyRelu(double slope) {
    return greater(number(0)).where(times(1.0), times(slope));
  }

  /** {@code x sigmoid(x)}. Source: Elfwing, Uchibe, Doya (2018), arXiv:1702.03118. */
  default A silu() {
    return times(sigmoid());
  }

  /** {@code x Phi(x)}, exact. Source: Hendrycks, Gimpel (2016), arXiv:1606.08415. */
  default A gelu() {
    return times(normalCdf());
  }

  /** Elements below {@code low} or above {@code high} set to it; gradient 1 from one to other. */
  default A clamp(double low, double high) {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "clamp: low must be <= high; got low " + low + " and high " + high);
    }
    return max(number(low)).min(number(high));
  }

  /** {@code x} held within {@code [-1, 1]}. */
  default A hardTanh() {
    return clamp(-1, 1);
  }

  /** Sum over {@code axes}. */
  A sum(int... axes);

  /** Maximum over {@code axes}; its gradient is shared equally among ties. NaN wins. */
  A max(int... axes);

  /** {@code log(sum(e^x))} over {@code axes}, without overflow; {@code -inf} for no mass. */
  A logSumExp(int... axes);

  /** {@code e^x / sum(e^x)}, the sum over {@code axes}, without overflow; NaN for no mass. */
  default A softmax(int... axes) {
    return logSoftmax(axes).exp();
  }

  /** The logarithm of {@link #softmax}, finite where that would be 0. */
  default A logSoftmax(int... axes) {
    Shape kept = shape().keeping(axes);
    A shifted = minus(max(axes).stopGradient().reshape(kept));
    return shifted.minus(shifted.exp().sum(axes).log().reshape(kept));
  }

  /** Mean over {@code axes}. */
  default A mean(int... axes) {
    int count = shape().size() / Math.max(1, shape().without(axes).size());
    return sum(axes).times(1.0 / count);
  }

  /** Matrix product over the last two axes, {@code [.., N, M] x [.., M, P] -> [.., N, P]}. */
  default A matmul(A other) {
    return matmul(other, false, false);
  }

  /**
   * Matrix product over the last two axes, each operand transposed first where asked for. Leading
   * axes are a batch and broadcast.
   */
  A matmul(A other, boolean transposeThis, boolean transposeOther);

  /**
   * Solves {@code L X = B} (or {@code L^T X = B}) with this as the lower triangle {@code L}, {@code
   * [.., D, D], [.., D, N] -> [.., D, N]}; the strict upper triangle is not read. Batches
   * broadcast.
   */
  A triangularSolve(A right, boolean transpose);

  /**
   * The lower factor {@code L} of {@code L L^T}, which is the symmetric part of this, {@code [..,
   * D, D] -> [.., D, D]}; NaN where that is not positive definite.
   */
  A cholesky();

  /**
   * The lower {@code E} with {@code (I + E) (I + E)^T = I + S}, S the symmetric part of this: exact
   * for small ones, {@code [.., D, D] -> [.., D, D]}; NaN where I + S is not positive definite.
   */
  A cholesky1p();

  /** The sum of the singular values of the last two axes, {@code [.., D, D] -> [..]}. */
  A nuclearNorm();

  /**
   * The orthogonal factor {@code U V^T} of {@code U S V^T}, {@code [.., D, D] -> [.., D, D]}: the
   * gradient of the nuclear norm. One of several where a matrix is singular.
   */
  A polar();

  /**
   * The X of {@code S X + X S = C}, S the symmetric part of this and C the {@code right} one, both
   * {@code [.., D, D]}; the X of least norm where eigenvalues of S sum to 0.
   */
  A lyapunov(A right);

  /** The lower triangle with its diagonal, zero above, {@code [.., D, D] -> [.., D, D]}. */
  A tril();

  /** The diagonal of the last two axes, {@code [.., D, D] -> [.., D]}. */
  A diagonal();

  /** The last two axes exchanged. */
  A transpose();

  /** The same elements in another shape of the same size. */
  A reshape(Shape shape);

  /** The same elements in another shape of the same size. */
  default A reshape(int... dims) {
    return reshape(Shape.of(dims));
  }

  /** This repeated along axes of length 1 (or absent) to {@code shape}. */
  A broadcastTo(Shape shape);

  /** The elements {@code from} (inclusive) to {@code to} (exclusive) along {@code axis}. */
  A slice(int axis, int from, int to);

  /** This and then {@code others}, laid end to end along {@code axis}; other axes are equal. */
  A joined(int axis, List<A> others);

  /**
   * The elements along the last axis in the order that sorts {@code keys}, of the same shape; equal
   * keys keep their order. No gradient flows to the keys.
   */
  A sortBy(A keys);

  /** The inverse of {@link #sortBy}: element i goes to where the i-th smallest key is. */
  A unsortBy(A keys);

  /** The elements along the last axis in ascending order. */
  default A sort() {
    return sortBy(stopGradient());
  }

  /** A constant array of the same kind as this: {@code shape.size()} values, row-major. */
  A constant(Shape shape, double... values);

  /** A constant scalar of the same kind as this. */
  default A number(double value) {
    return constant(Shape.SCALAR, value);
  }

  /** The elements, row-major, if they are known: not those of an expression yet to be computed. */
  Optional<double[]> elements();

  /** The same value as a constant: no gradient flows through it. */
  A stopGradient();
}
