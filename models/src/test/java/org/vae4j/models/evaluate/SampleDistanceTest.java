package org.vae4j.models.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.LinearGaussian;
import org.vae4j.models.data.Split;

class SampleDistanceTest {
  private final Split train = LinearGaussian.draw(600, 3);
  private final Split test = LinearGaussian.draw(500, 4);

  private SampleDistance distance(Split asked, Backend backend) {
    try (Engine engine = Engine.open(backend, 2);
        Evaluation evaluation = new Evaluation(engine, LinearGaussian.exact(0, 0), 1)) {
      return evaluation.sampleDistance(train, asked);
    }
  }

  /** Means of p(x|z) lack the noise of x, and so are a little off; data are as data are. */
  @Test
  void samplesOfTheTrueModel_areNearButForTheirNoise() {
    SampleDistance found = distance(test, Backend.REFERENCE);
    assertEquals(500, found.count());
    assertEquals(0, found.mmdOfData(), 0.02);
    assertTrue(found.mmd() > found.mmdOfData(), found.toString());
    assertTrue(found.slicedWassersteinOfData() < 0.15, found.toString());
    assertTrue(found.slicedWasserstein() > found.slicedWassersteinOfData(), found.toString());
    assertTrue(found.slicedWasserstein() < 0.5, found.toString());
  }

  /** All values moved by 3: along a random direction of 4 by 3 (sum of its elements). */
  @Test
  void dataElsewhere_areAsFarAsTheyWereMoved() {
    float[] moved = new float[test.size() * LinearGaussian.X];
    for (int i = 0; i < test.size(); i++) {
      test.fill(i, moved, i * LinearGaussian.X);
    }
    for (int i = 0; i < moved.length; i++) {
      moved[i] += 3;
    }
    SampleDistance found = distance(Split.ofFloats(1, LinearGaussian.X, moved), Backend.REFERENCE);
    assertEquals(3, found.slicedWassersteinOfData(), 0.4);
    assertTrue(found.mmd() > 1, found.toString());
    assertTrue(found.mmdOfData() > 1, found.toString());
  }

  @Test
  void backEnds_agree() {
    SampleDistance exact = distance(test, Backend.REFERENCE);
    SampleDistance rounded = distance(test, Backend.CPU);
    assertEquals(exact.mmd(), rounded.mmd(), 1e-4);
    assertEquals(exact.slicedWasserstein(), rounded.slicedWasserstein(), 1e-4);
  }
}
