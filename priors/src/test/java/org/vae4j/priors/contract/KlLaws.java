package org.vae4j.priors.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.verify.Cubature;
import org.vae4j.models.Prior;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.Latent;
import org.vae4j.models.posterior.Noise;

/** What a KL owes to the densities. */
final class KlLaws {
  private static final int DRAWS = 100_000;
  private static final double ERRORS = 4;
  private static final double REACH = 10;
  private static final double ROUNDING = 1e-6;

  /** Mean and log-variance of three posteriors: narrow, off-centre and skewed. */
  private static final List<double[][]> POSTERIORS =
      List.of(
          new double[][] {{0.3, -0.2}, {-3, -2.5}},
          new double[][] {{1.5, 2}, {-1, 0.3}},
          new double[][] {{-2, 0.5}, {0.5, -4}});

  private KlLaws() {}

  static void meanIsTheIntegral(Prior prior) {
    for (double[][] posterior : POSTERIORS) {
      Estimate kl =
          Estimate.of(Draws.of(prior.klFrom(at(posterior, DRAWS), draws(posterior)), 3, 0));
      assertEquals(
          integral(prior, posterior),
          kl.mean(),
          ERRORS * kl.standardError() + ROUNDING,
          "mean of the KL against the integral of q log q/p");
    }
  }

  static void agreesWithMonteCarlo(Prior prior) {
    for (double[][] posterior : POSTERIORS) {
      DiagonalGaussian q = at(posterior, DRAWS);
      Latent latent = draws(posterior);
      Var ratio = q.logDensity(latent.z()).minus(prior.logDensity(latent.z()));
      Estimate difference = Estimate.of(Draws.of(ratio.minus(prior.klFrom(q, latent)), 4, 0));
      assertEquals(
          0,
          difference.mean(),
          ERRORS * difference.standardError() + ROUNDING,
          "mean of log q - log p less the KL");
    }
  }

  static void termsAddUp(Prior prior) {
    for (double[][] posterior : POSTERIORS) {
      DiagonalGaussian q = at(posterior, 3);
      prior
          .klTerms(q)
          .ifPresent(
              terms -> {
                Var sum = terms.mean().plus(terms.variance()).plus(terms.logDeterminant());
                double[] kl = Draws.of(prior.klFrom(q, Latent.at(q, q.mean())), 5, 0);
                assertArrayEquals(kl, Draws.of(sum, 5, 0), 1e-12, "sum of the terms");
                assertArrayEquals(kl, Draws.of(terms.kl(), 5, 0), 1e-12, "the terms' own sum");
              });
    }
  }

  private static DiagonalGaussian at(double[][] posterior, int rows) {
    Shape shape = Shape.of(rows, 2);
    return new DiagonalGaussian(
        Var.constant(Tensor.of(Shape.of(2), posterior[0])).broadcastTo(shape),
        Var.constant(Tensor.of(Shape.of(2), posterior[1])).broadcastTo(shape));
  }

  private static Latent draws(double[][] posterior) {
    return at(posterior, DRAWS).draw(Noise.perExample("posterior"), 1);
  }

  private static double integral(Prior prior, double[][] posterior) {
    double[] lower = new double[2];
    double[] upper = new double[2];
    for (int axis = 0; axis < 2; axis++) {
      double reach = REACH * Math.exp(0.5 * posterior[1][axis]);
      lower[axis] = posterior[0][axis] - reach;
      upper[axis] = posterior[0][axis] + reach;
    }
    try (RowFunction integrand =
        new RowFunction(
            z -> {
              Var logQ = at(posterior, z.shape().dim(0)).logDensity(z);
              return logQ.exp().times(logQ.minus(prior.logDensity(z)));
            })) {
      return Cubature.integrate(integrand, lower, upper, 1e-7).value();
    }
  }

  /** A mean over draws and its standard error. */
  private record Estimate(double mean, double standardError) {
    static Estimate of(double[] values) {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      double mean = sum / values.length;
      double squares = 0;
      for (double value : values) {
        squares += (value - mean) * (value - mean);
      }
      return new Estimate(mean, Math.sqrt(squares / (values.length - 1.0) / values.length));
    }
  }
}
