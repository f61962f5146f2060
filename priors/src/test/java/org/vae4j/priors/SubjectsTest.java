package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Tensor;

class SubjectsTest {
  @Test
  void components_ofEveryMixture_lieWellApart() {
    checkApart(Subjects.gmm(ComponentHandling.MARGINAL).mixture());
    checkApart(Subjects.vamp().mixture());
  }

  /** Three standard deviations along some axis between any two, no weight below a tenth. */
  private static void checkApart(DiagonalMixture mixture) {
    Tensor mean = Engine.evaluate(mixture.components().mean());
    Tensor variance = Engine.evaluate(mixture.components().logVar().exp());
    Tensor weights = Engine.evaluate(mixture.logWeights().exp());
    for (int i = 0; i < Subjects.COMPONENTS; i++) {
      assertTrue(weights.at(i) > 0.1, "weights " + weights);
      for (int j = 0; j < i; j++) {
        double most = 0;
        for (int axis = 0; axis < 2; axis++) {
          double pooled = (variance.at(i, axis) + variance.at(j, axis)) / 2;
          double distance = Math.abs(mean.at(i, axis) - mean.at(j, axis));
          most = Math.max(most, distance / Math.sqrt(pooled));
        }
        assertTrue(most > 3, "components " + i + " and " + j + ": " + most);
      }
    }
  }
}
