package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.posterior.DiagonalGaussian;

class StandardNormalTest {
  private static final StandardNormal PRIOR = new StandardNormal(2);

  private static DiagonalGaussian posterior(double mean, double logVar) {
    return new DiagonalGaussian(
        Var.constant(Tensor.filled(Shape.of(1, 2), mean)),
        Var.constant(Tensor.filled(Shape.of(1, 2), logVar)));
  }

  @Test
  void logDensity_atTheOrigin_isMinusLogTwoPi() {
    Var origin = Var.zeros(Shape.of(1, 2));
    assertEquals(-Math.log(2 * Math.PI), Engine.evaluate(PRIOR.logDensity(origin)).scalar(), 1e-15);
  }

  @Test
  void klFrom_thePriorItself_isZero() {
    assertEquals(0, Engine.evaluate(PRIOR.klFrom(posterior(0, 0), null)).scalar());
  }

  @Test
  void klFrom_aPosteriorNearThePrior_keepsItsDigits() {
    double logVar = 2e-8;
    double series = logVar * logVar / 2;
    double kl = Engine.evaluate(PRIOR.klFrom(posterior(0, logVar), null)).scalar();
    assertEquals(series, kl, 1e-7 * series);
  }

  @Test
  void klTerms_ofAPosterior_areTheTextbookTerms() {
    var terms = PRIOR.klTerms(posterior(1.5, Math.log(4))).orElseThrow();
    assertArrayEquals(
        new double[] {2.25, 3, -Math.log(4), 5.25 - Math.log(4)},
        new double[] {
          Engine.evaluate(terms.mean()).scalar(),
          Engine.evaluate(terms.variance()).scalar(),
          Engine.evaluate(terms.logDeterminant()).scalar(),
          Engine.evaluate(terms.kl()).scalar()
        },
        1e-14);
  }

  @Test
  void latent_ofZero_isRefused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new StandardNormal(0));
    assertEquals("standard-normal: latent must be >= 1; got 0", refused.getMessage());
  }
}
