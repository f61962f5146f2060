package org.vae4j.models.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.LinearGaussian;
import org.vae4j.models.Vae;
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

  /** Draws are as data are; means of p(x|z) lack the noise of x, and so are a little off. */
  @Test
  void samplesOfTheTrueModel_areAsNearAsData_meansAreNot() {
    SampleDistance found = distance(test, Backend.REFERENCE);
    SampleDistance.Gap samples = found.samples().orElseThrow();
    assertEquals(500, found.count());
    assertEquals(0, found.data().mmd(), 0.02);
    assertEquals(0, samples.mmd(), 0.02);
    assertTrue(found.means().mmd() > 2 * Math.max(samples.mmd(), found.data().mmd()));
    assertTrue(found.data().slicedWasserstein() < 0.15, found.toString());
    assertTrue(samples.slicedWasserstein() < 0.15, found.toString());
    assertTrue(found.means().slicedWasserstein() > samples.slicedWasserstein(), found.toString());
    assertTrue(found.means().slicedWasserstein() < 0.5, found.toString());
  }

  @Test
  void means_areThoseOfTheModel_andDrawsGoByTheSeed() {
    Vae vae = LinearGaussian.exact(0, 0);
    try (Engine engine = Engine.open(Backend.REFERENCE)) {
      Generated made = Generated.of(engine, vae, 20, 3);
      assertArrayEquals(vae.sample(engine, 20, 3).toDoubleArray(), made.means());
      double[] samples = made.samples().orElseThrow();
      assertArrayEquals(samples, Generated.of(engine, vae, 20, 3).samples().orElseThrow());
      assertNotEquals(samples[0], Generated.of(engine, vae, 20, 4).samples().orElseThrow()[0]);
    }
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
    assertEquals(3, found.data().slicedWasserstein(), 0.4);
    assertTrue(found.samples().orElseThrow().mmd() > 1, found.toString());
    assertTrue(found.data().mmd() > 1, found.toString());
  }

  @Test
  void backEnds_agree() {
    SampleDistance exact = distance(test, Backend.REFERENCE);
    SampleDistance rounded = distance(test, Backend.CPU);
    same(exact.means(), rounded.means());
    same(exact.samples().orElseThrow(), rounded.samples().orElseThrow());
    same(exact.data(), rounded.data());
  }

  private static void same(SampleDistance.Gap exact, SampleDistance.Gap rounded) {
    assertEquals(exact.mmd(), rounded.mmd(), 1e-4);
    assertEquals(exact.slicedWasserstein(), rounded.slicedWasserstein(), 1e-4);
  }
}
