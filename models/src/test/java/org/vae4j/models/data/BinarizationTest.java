package org.vae4j.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vae4j.models.data.SplitTest.assertRefused;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BinarizationTest {
  /** Two images, each of all 256 grey values. */
  private static final Split GREYS = greys();

  private static Split greys() {
    byte[] pixels = new byte[512];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    return Split.ofBytes(16, 16, pixels).labelled(3, 4);
  }

  private static float[] values(Split split, int example) {
    float[] values = new float[split.features()];
    split.fill(example, values, 0);
    return values;
  }

  @Test
  void none_isTheSplitItself() {
    assertSame(GREYS, Binarization.NONE.training(GREYS, 1));
    assertSame(GREYS, Binarization.NONE.evaluation(GREYS, 1));
  }

  @Test
  void threshold_isOneFromOneHalfOn() {
    Split split = Binarization.THRESHOLD.training(GREYS, 1);
    float[] values = values(split, 0);
    for (int v = 0; v < 256; v++) {
      assertEquals(v >= 128 ? 1 : 0, values[v], "grey value " + v);
    }
    assertTrue(split.binary());
    assertEquals(4, split.label(1), "labels stay");
    Split reals = Split.ofFloats(1, 3, new float[] {0.49999997f, 0.5f, 1});
    assertArrayEquals(
        new float[] {0, 1, 1}, values(Binarization.THRESHOLD.evaluation(reals, 1), 0));
  }

  @Test
  void dynamic_drawsOneWithTheValueAsProbability() {
    Split train = Binarization.DYNAMIC.training(GREYS, 1);
    assertTrue(train.binary());
    int epochs = 20_000;
    double[] ones = new double[256];
    for (int epoch = 0; epoch < epochs; epoch++) {
      float[] values = values(train.epoch(epoch), epoch % 2);
      for (int v = 0; v < 256; v++) {
        ones[v] += values[v];
      }
    }
    double squared = 0;
    for (int v = 0; v < 256; v++) {
      double p = v / 255.0;
      double error = Math.sqrt(p * (1 - p) / epochs);
      assertEquals(p, ones[v] / epochs, 5 * error, "grey value " + v);
      squared += error == 0 ? 0 : Math.pow((ones[v] / epochs - p) / error, 2);
    }
    assertEquals(254, squared, 4 * Math.sqrt(2 * 254), "chi-squared over all values");
  }

  @Test
  void dynamic_training_isDrawnAnewForEachEpochExampleAndSeed() {
    Split train = Binarization.DYNAMIC.training(GREYS, 1);
    String[] draws = {
      Arrays.toString(values(train.epoch(1), 0)),
      Arrays.toString(values(train.epoch(2), 0)),
      Arrays.toString(values(train.epoch(1), 1)),
      Arrays.toString(values(Binarization.DYNAMIC.training(GREYS, 2).epoch(1), 0)),
    };
    assertEquals(draws.length, Arrays.stream(draws).distinct().count());
    assertEquals(draws[0], Arrays.toString(values(train.epoch(2).epoch(1), 0)));
  }

  @Test
  void dynamic_evaluation_isDrawnOnce() {
    Split test = Binarization.DYNAMIC.evaluation(GREYS, 1);
    assertTrue(test.binary());
    assertEquals(test.sha256(), test.epoch(5).sha256());
    assertEquals(test.sha256(), Binarization.DYNAMIC.evaluation(GREYS, 1).sha256());
    assertNotEquals(test.sha256(), Binarization.DYNAMIC.evaluation(GREYS, 2).sha256());
  }

  @Test
  void dynamic_aSelectedExample_keepsItsDraws() {
    Split train = Binarization.DYNAMIC.training(GREYS, 1);
    assertArrayEquals(values(train.epoch(4), 1), values(train.select(1).epoch(4), 0));
    assertNotEquals(train.select(1).sha256(), train.select(0).sha256());
  }

  /** Version 1 of the draw: what reported results depend on. */
  @Test
  void dynamic_isFrozen() {
    assertEquals(
        "0cae85b0da2d2e3f2fd8d4d6dd6ed2e3c9b6af1858549e22e6671768bd7bced5",
        Binarization.DYNAMIC.evaluation(GREYS, 0).sha256());
  }

  @Test
  void binaryData_areNotChanged() {
    Split binary = Binarization.THRESHOLD.training(GREYS, 1);
    assertSame(binary, Binarization.DYNAMIC.training(binary, 9));
    assertEquals(binary.sha256(), Binarization.DYNAMIC.evaluation(binary, 9).sha256());
    assertEquals(binary.sha256(), Binarization.THRESHOLD.evaluation(binary, 9).sha256());
  }

  @Test
  void dataset_drawsItsSplitsApart() {
    Dataset dataset = new Dataset("d", GREYS, GREYS, GREYS).binarized(Binarization.DYNAMIC, 1);
    assertNotEquals(dataset.valid().sha256(), dataset.test().sha256());
    assertNotEquals(
        Arrays.toString(values(dataset.train(), 0)), Arrays.toString(values(dataset.valid(), 0)));
    assertTrue(dataset.binary());
  }

  @Test
  void valuesOutsideZeroToOne_areRefused() {
    Split reals = Split.ofFloats(1, 2, new float[] {0.5f, 1.5f});
    assertRefused(
        "binarize: values must lie in [0, 1]; got 1.5",
        () -> Binarization.DYNAMIC.training(reals, 1));
    assertRefused(
        "binarize: values must lie in [0, 1]; got 1.5",
        () -> Binarization.THRESHOLD.evaluation(reals, 1));
  }
}
