package org.vae4j.core.distribution;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Constants;
import org.vae4j.core.Matrices;
import org.vae4j.core.Shape;

/**
 * The Gaussian distribution of any covariance, by its covariance or by the covariance's lower
 * Cholesky factor.
 *
 * @param <A> the kind of array
 */
public final class Gaussian<A extends Algebra<A>> implements Distribution<A> {
  private static final int LONGEST = 400;
  private static final double SYMMETRY = 1e-12;

  private final A mean;
  private final A factor;
  private final A covariance;

  private Gaussian(A mean, A factor, A covariance) {
    this.mean = mean;
    this.factor = factor;
    this.covariance = covariance;
    Check.finite("gaussian", "mean", mean);
  }

  /**
   * By mean {@code [.., D]} and covariance {@code [.., D, D]}. Throws {@code
   * IllegalArgumentException} unless a known covariance is symmetric and positive definite.
   */
  public static <A extends Algebra<A>> Gaussian<A> of(A mean, A covariance) {
    checkShapes(mean, "cov", covariance);
    Check.finite("gaussian", "cov", covariance);
    checkSymmetric(covariance);
    A factor = covariance.cholesky();
    factor
        .elements()
        .ifPresent(
            l ->
                Check.require(
                    !Double.isNaN(Arrays.stream(l).sum()),
                    () -> "gaussian: cov must be positive definite; got " + rows(covariance)));
    return new Gaussian<>(mean, factor, covariance);
  }

  /**
   * By mean {@code [.., D]} and lower Cholesky factor of the covariance {@code [.., D, D]}, whose
   * strict upper triangle is not read. Throws unless a known diagonal is positive.
   */
  public static <A extends Algebra<A>> Gaussian<A> ofFactor(A mean, A factor) {
    checkShapes(mean, "factor", factor);
    Check.finite("gaussian", "factor", factor);
    Check.positive("gaussian", "diagonal of factor", factor.diagonal());
    return new Gaussian<>(mean, factor.tril(), null);
  }

  private static <A extends Algebra<A>> void checkShapes(A mean, String name, A matrix) {
    int d = Check.length("gaussian", "mean", mean, 1);
    Shape shape = matrix.shape();
    if (!(shape.rank() >= 2 && shape.dim(-1) == d && shape.dim(-2) == d)) {
      throw matrix.refused(
          "gaussian: %s must have %d rows and columns, as mean has entries; got %s"
              .formatted(name, d, shape));
    }
  }

  private static <A extends Algebra<A>> void checkSymmetric(A covariance) {
    covariance
        .elements()
        .ifPresent(
            s -> {
              double[] t = covariance.transpose().elements().orElseThrow();
              for (int i = 0; i < s.length; i++) {
                Check.require(
                    Math.abs(s[i] - t[i]) <= SYMMETRY * Math.max(Math.abs(s[i]), Math.abs(t[i])),
                    () -> "gaussian: cov must be symmetric; got " + rows(covariance));
              }
            });
  }

  /** The elements of a matrix, row by row, as far as one reads them. */
  static <A extends Algebra<A>> String rows(A matrix) {
    double[] elements = matrix.elements().orElseThrow();
    int d = matrix.shape().dim(-1);
    StringBuilder text = new StringBuilder("[");
    for (int row = 0; row < elements.length; row += d) {
      text.append(row == 0 ? "" : ", ")
          .append(Arrays.toString(Arrays.copyOfRange(elements, row, row + d)));
    }
    text.append("]");
    return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST) + "...";
  }

  @Override
  public A mean() {
    return mean;
  }

  /** The lower Cholesky factor of the covariance. */
  public A factor() {
    return factor;
  }

  /** The covariance. */
  public A covariance() {
    return covariance == null ? factor.matmul(factor, false, true) : covariance;
  }

  /** Whether this was made from its factor, which then holds more digits than the covariance. */
  public boolean isFromFactor() {
    return covariance == null;
  }

  @Override
  public String family() {
    return "gaussian";
  }

  @Override
  public Map<String, A> parameters() {
    return Parameters.of("mean", mean, "cov", covariance());
  }

  @Override
  public Support support() {
    return Support.REAL_SPACE;
  }

  @Override
  public int dimension() {
    return mean.shape().dim(-1);
  }

  private A constant() {
    return factor.diagonal().log().plus(Constants.HALF_LOG_TWO_PI).sum(-1).negate();
  }

  @Override
  public A logDensity(Point<A> x) {
    return Matrices.whiten(factor, x.from(mean)).square().sum(-1).times(-0.5).plus(constant());
  }

  @Override
  public Point<A> draw(RandomGenerator stream, int count) {
    Shape batch = mean.shape().without(-1).broadcast(factor.shape().without(-2, -1));
    A noise = Draws.normals(mean, Draws.of(count, batch).append(dimension(), 1), stream);
    Shape whole = Draws.of(count, batch).append(dimension(), dimension());
    A offset = factor.broadcastTo(whole).matmul(noise);
    return Point.near(Point.Chart.IDENTITY, mean, offset.reshape(offset.shape().without(-1)));
  }

  @Override
  public A variance() {
    return covariance().diagonal();
  }

  @Override
  public Optional<A> entropy() {
    return Optional.of(constant().negate().plus(0.5 * dimension()));
  }
}
