package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Shape;
import org.vae4j.models.Encoder;
import org.vae4j.models.MixturePrior;
import org.vae4j.models.Prior;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Mlp;
import org.vae4j.models.levels.Conditional;
import org.vae4j.models.levels.LevelPrior;
import org.vae4j.models.option.OptionValues;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.DiagonalHead;
import org.vae4j.models.posterior.PosteriorKind;

class MixturePriorTest {
  private static final Var POINTS =
      Var.constant(new Initializer(4).normal("points", Shape.of(20, 2), 0, 1.5).value());

  private static double[] value(Var var) {
    return Engine.evaluate(var).toDoubleArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gmm", "vamp"})
  void components_sumToTheDensity(String name) {
    MixturePrior prior =
        assertInstanceOf(MixturePrior.class, Subjects.of(Subjects.Variant.of(name)));
    assertSums(prior);
  }

  private static void assertSums(MixturePrior prior) {
    Var joint = prior.logJoint(POINTS);
    assertEquals(Shape.of(20, prior.components()), joint.shape());
    assertArrayEquals(value(prior.logDensity(POINTS)), value(joint.logSumExp(1)), 1e-10);
    double[] ones = new double[20];
    Arrays.fill(ones, 1);
    assertArrayEquals(ones, value(prior.logResponsibilities(POINTS).exp().sum(1)), 1e-12);
  }

  @Test
  void posteriorsThatAreNoGaussians_haveComponentsToo() {
    Initializer initializer = new Initializer(1);
    Mlp trunk = new Mlp("encoder", 4, List.of(3), Activation.TANH, initializer);
    for (PosteriorKind kind : PosteriorKind.values()) {
      Encoder encoder = new Encoder(trunk, kind.head(3, 2, OptionValues.none(), initializer));
      assertSums(VampPrior.fromNoise(encoder, Shape.of(5, 4), PseudoInputs.NOISE, initializer));
    }
  }

  @Test
  void twoLevelsUnderAMixture_haveItsComponents() {
    Initializer initializer = new Initializer(1);
    Mlp trunk = new Mlp("encoder", 4, List.of(3), Activation.TANH, initializer);
    Prior upper =
        VampPrior.fromNoise(
            new Encoder(trunk, 1, initializer), Shape.of(5, 4), PseudoInputs.NOISE, initializer);
    Mlp down = new Mlp("prior.z2", 1, List.of(3), Activation.TANH, initializer);
    Conditional lower = new Conditional(down, new DiagonalHead("prior.z1", 3, 1, initializer));
    assertSums(assertInstanceOf(MixturePrior.class, LevelPrior.of(upper, lower)));
    assertInstanceOf(LevelPrior.class, LevelPrior.of(new StandardNormal(1), lower));
  }

  @Test
  void logJoint_isWeightTimesDensity() {
    GaussianMixturePrior prior = Subjects.gmm(ComponentHandling.MARGINAL);
    DiagonalMixture mixture = (DiagonalMixture) prior.mixture();
    DiagonalGaussian each = mixture.components();
    Var expected = each.logDensity(DiagonalMixture.perComponent(POINTS)).plus(prior.logWeights());
    assertArrayEquals(value(expected), value(prior.logJoint(POINTS)), 1e-10);
  }
}
