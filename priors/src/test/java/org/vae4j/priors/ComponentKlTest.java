package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.Matrices;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.divergence.closed.GaussianTerms;
import org.vae4j.models.KlParts;
import org.vae4j.models.Prior;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.FullGaussian;
import org.vae4j.models.posterior.GaussianMixture;
import org.vae4j.models.posterior.Latent;

/** The ways to train a mixture prior with an explicit component. */
class ComponentKlTest {
  private static final double[] MEANS = {0, 0.2, 1, 1.5, 0.3, -0.5};
  private static final double[] LOG_VARS = {-2, -2.5, -3, -1, 0.5, 0.3};
  private static final int ROWS = 3;

  /** Between the components, on one of them, and wide over all, so many times. */
  private static DiagonalGaussian posteriors(int copies) {
    return new DiagonalGaussian(tile(MEANS, copies), tile(LOG_VARS, copies));
  }

  private static Var tile(double[] rows, int copies) {
    return Var.constant(Tensor.of(Shape.of(1, ROWS, 2), rows))
        .broadcastTo(Shape.of(copies, ROWS, 2))
        .reshape(copies * ROWS, 2);
  }

  private static Latent draws(DiagonalGaussian q) {
    return Latent.at(q, q.at(Var.noise("z", NoiseKind.NORMAL, q.mean().shape())));
  }

  @ParameterizedTest
  @EnumSource
  void trainingKl_ofEveryHandling_isNoLessThanTheKl(Covariance covariance) {
    int copies = 20_000;
    DiagonalGaussian q = posteriors(copies);
    Latent z = draws(q);
    double[] kl = mean(Subjects.gmm(ComponentHandling.MARGINAL, covariance).klFrom(q, z), copies);
    double[] bound = trainingKl(ComponentHandling.BOUND, covariance, q, z, copies);
    double[] vade = trainingKl(ComponentHandling.RESPONSIBILITIES, covariance, q, z, copies);
    double[] hard = trainingKl(ComponentHandling.GUMBEL_STRAIGHT_THROUGH, covariance, q, z, copies);
    for (int row = 0; row < ROWS; row++) {
      assertTrue(kl[row] < bound[row] + 0.02, kl[row] + " <= " + bound[row]);
      assertTrue(bound[row] <= vade[row] + 1e-12, bound[row] + " <= " + vade[row]);
      assertEquals(bound[row], hard[row], 0.05, "the mean over sampled components is the bound");
    }
    assertTrue(vade[2] - kl[2] > 0.1, "where components share the posterior, bounds are loose");
  }

  private static double[] trainingKl(
      ComponentHandling handling, Covariance covariance, DiagonalGaussian q, Latent z, int copies) {
    return mean(Subjects.gmm(handling, covariance).trainingKl(q, z), copies);
  }

  @ParameterizedTest
  @EnumSource(names = {"BOUND", "RESPONSIBILITIES"})
  void trainingParts_addUpToTheTrainingKl(ComponentHandling handling) {
    GaussianMixturePrior prior = Subjects.gmm(handling);
    DiagonalGaussian q = posteriors(1);
    Latent z = Latent.at(q, q.mean().plus(0.1));
    KlParts parts = prior.trainingParts(q, z).orElseThrow();
    GaussianTerms<Var> terms = parts.terms();
    Var sum = terms.mean().plus(terms.variance()).plus(terms.logDeterminant()).plus(parts.rest());
    double[] expected = Engine.evaluate(prior.trainingKl(q, z)).toDoubleArray();
    assertArrayEquals(expected, Engine.evaluate(parts.kl()).toDoubleArray(), 1e-12);
    assertArrayEquals(expected, Engine.evaluate(sum).toDoubleArray(), 1e-12);
    for (double rest : Engine.evaluate(parts.rest()).toDoubleArray()) {
      assertTrue(rest >= 0, "KL(gamma || pi) is a divergence; got " + rest);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MARGINAL", "GUMBEL_SOFTMAX", "GUMBEL_STRAIGHT_THROUGH"})
  void trainingParts_whereTermsCannotBeToldApart_areEmpty(ComponentHandling handling) {
    DiagonalGaussian q = posteriors(1);
    Latent z = Latent.at(q, q.mean());
    assertEquals(Optional.empty(), Subjects.gmm(handling).trainingParts(q, z));
  }

  @Test
  void trainingParts_ofAClosedKl_haveNoRest() {
    DiagonalGaussian q = posteriors(1);
    StandardNormal prior = new StandardNormal(2);
    KlParts parts = prior.trainingParts(q, Latent.at(q, q.mean())).orElseThrow();
    assertArrayEquals(new double[ROWS], Engine.evaluate(parts.rest()).toDoubleArray());
    assertEquals(Engine.evaluate(prior.klTerms(q).orElseThrow().kl()), Engine.evaluate(parts.kl()));
  }

  /** A small step of gamma away from the optimum, kept normalised, makes the bound no smaller. */
  @Test
  void least_isTheLeast() {
    Mixture mixture = Subjects.gmm(ComponentHandling.BOUND).mixture();
    ComponentKl least = ComponentKl.least(mixture, posteriors(1));
    double[] best = Engine.evaluate(least.parts().kl()).toDoubleArray();
    for (int c = 0; c < Subjects.COMPONENTS; c++) {
      double[] nudge = new double[Subjects.COMPONENTS];
      nudge[c] = 0.3;
      Var moved = least.logGamma().plus(Var.constant(Tensor.of(Shape.of(3), nudge))).logSoftmax(1);
      ComponentKl other = new ComponentKl(least.logWeights(), least.terms(), moved);
      double[] worse = Engine.evaluate(other.parts().kl()).toDoubleArray();
      for (int row = 0; row < ROWS; row++) {
        assertTrue(worse[row] > best[row], worse[row] + " > " + best[row]);
      }
    }
  }

  /** Diagonal Gaussians written with Cholesky factors: one number for each of four pairs. */
  @Test
  void terms_ofDiagonalGaussians_doNotDependOnHowTheyAreWritten() {
    DiagonalMixture diagonal = (DiagonalMixture) Subjects.gmm(ComponentHandling.BOUND).mixture();
    Var cholesky = Matrices.onDiagonal(diagonal.components().logVar().times(0.5).exp());
    FullMixture full =
        new FullMixture(
            diagonal.logWeights(), new FullGaussian(diagonal.components().mean(), cholesky));
    DiagonalGaussian q = posteriors(1);
    FullGaussian fullQ =
        new FullGaussian(q.mean(), Matrices.onDiagonal(q.logVar().times(0.5).exp()));
    double[] expected = kl(diagonal.terms(q));
    assertArrayEquals(expected, kl(diagonal.terms(fullQ)), 1e-12);
    assertArrayEquals(expected, kl(full.terms(q)), 1e-12);
    assertArrayEquals(expected, kl(full.terms(fullQ)), 1e-12);
    Var z = q.mean().plus(0.3);
    assertArrayEquals(
        Engine.evaluate(diagonal.joint(z)).toDoubleArray(),
        Engine.evaluate(full.joint(z)).toDoubleArray(),
        1e-12);
  }

  private static double[] kl(Optional<GaussianTerms<Var>> terms) {
    return Engine.evaluate(terms.orElseThrow().kl()).toDoubleArray();
  }

  @Test
  void trainingKl_ofAPosteriorWithoutAClosedKl_isRefused() {
    Shape shape = Shape.of(3, 2, 2);
    GaussianMixture q =
        new GaussianMixture(
            Var.constant(-Math.log(2)).broadcastTo(Shape.of(3, 2)),
            Var.zeros(shape),
            Var.zeros(shape));
    GaussianMixturePrior prior = Subjects.gmm(ComponentHandling.BOUND);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> prior.trainingKl(q, null));
    assertEquals(
        "gmm: only gmm-component marginal goes with a posterior whose KL(q || p_c) has no closed form;"
            + " got mixture",
        refused.getMessage());
  }

  /**
   * The anti-example: with the component drawn from the weights the loss is {@code sum_c pi_c KL(q
   * || p_c)}. Descent from components that lie apart ends with all of them equal, at the mean of
   * the posteriors' means; descent on the bound, from the same start, keeps them apart.
   */
  @Test
  void componentsDrawnFromTheWeights_endAtOnePoint() {
    Tensor collapsed = descend(true);
    Tensor sound = descend(false);
    for (int c = 0; c < 3; c++) {
      for (int d = 0; d < 2; d++) {
        double centre = (MEANS[d] + MEANS[2 + d] + MEANS[4 + d]) / 3;
        assertEquals(centre, collapsed.at(c, d), 0.02);
      }
    }
    double apart = 0;
    for (int d = 0; d < 2; d++) {
      apart = Math.max(apart, Math.abs(sound.at(0, d) - sound.at(1, d)));
    }
    assertTrue(apart > 0.5, "components trained on the bound; got " + sound);
  }

  private static Tensor descend(boolean drawnFromWeights) {
    GaussianMixturePrior prior =
        GaussianMixturePrior.of(
            Tensor.zeros(Shape.of(3)),
            Tensor.of(Shape.of(3, 2), 0.0, 0.5, 1.2, 1.4, 0.2, -0.8),
            Tensor.zeros(Shape.of(3, 2)),
            ComponentHandling.BOUND);
    List<Parameter> parameters = prior.parameters().subList(1, 3);
    DiagonalGaussian q = posteriors(1);
    for (int step = 0; step < 400; step++) {
      ComponentKl kl = ComponentKl.least(prior.mixture(), q);
      Var loss = drawnFromWeights ? kl.terms().kl().times(kl.logWeights().exp()) : prior.klBound(q);
      List<Var> gradients = Subjects.gradients(loss.sum(), parameters);
      for (int i = 0; i < parameters.size(); i++) {
        Tensor slope = Engine.evaluate(gradients.get(i));
        parameters.get(i).assign(parameters.get(i).value().minus(slope.times(0.1)));
      }
    }
    return parameters.get(0).value();
  }

  /** At a low temperature the straight-through gradient is on average that of the bound. */
  @Test
  void trainingKl_straightThrough_hasTheGradientOfTheBoundOnAverage() {
    int copies = 40_000;
    GaussianMixturePrior prior = Subjects.gmm(ComponentHandling.GUMBEL_STRAIGHT_THROUGH);
    DiagonalGaussian q = posteriors(copies);
    Var loss = prior.trainingKl(q, Latent.at(q, q.mean())).mean();
    double[] expected =
        Engine.evaluate(
                Subjects.gradients(prior.klBound(posteriors(1)).mean(), means(prior)).get(0))
            .toDoubleArray();
    Var found = Subjects.gradients(loss, means(prior)).get(0);
    try (Plan plan = new ReferencePlan(Graph.of(Map.of("found", found)))) {
      plan.feed(Prior.TEMPERATURE, 0.1);
      plan.draw(Draw.of(12, "test", 0, copies * ROWS));
      plan.run();
      assertArrayEquals(expected, plan.read("found").toDoubleArray(), 0.1);
    }
  }

  private static List<Parameter> means(Prior prior) {
    return prior.parameters().subList(1, 2);
  }

  /** The mean of each posterior's values over copies with noise of their own. */
  private static double[] mean(Var values, int copies) {
    Var means = values.reshape(copies, ROWS).mean(0);
    try (Plan plan = new ReferencePlan(Graph.of(Map.of("means", means)))) {
      if (plan.takes(Prior.TEMPERATURE)) {
        plan.feed(Prior.TEMPERATURE, 0.5);
      }
      plan.draw(Draw.of(11, "test", 0, copies * ROWS));
      plan.run();
      return plan.read("means").toDoubleArray();
    }
  }
}
