package org.vae4j.models.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vae4j.models.data.SplitTest.assertRefused;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrokesTest {
  private static final Dataset GREY = Strokes.grey(0, 1000, 1000, 1000);
  private static final Dataset BINARY = Strokes.binary(0, 1000, 1000, 1000);

  /** The digests that freeze version 1; results of other versions cannot be compared with it. */
  @Test
  void version1_isFrozen() {
    assertEquals(
        "0d0d585ec7feb82aadb2e04ae0cb3952f2f966a687e921087e71d714b5f94d46", GREY.train().sha256());
    assertEquals(
        "5f0d76620385685557c272a03629f58226a66dda0da6702a9fbffc505d0126b5",
        BINARY.train().sha256());
    assertEquals(
        "5d05f8ce9e06ac3615f6885666bad88e6d3de331b6494decc18f3958b943ea2b",
        Strokes.binary(0).sha256());
  }

  @Test
  void default_hasTheSizesOfTheMainComparison() {
    Dataset dataset = Strokes.binary(3);
    assertEquals("strokes", dataset.name());
    assertEquals(10_000, dataset.train().size());
    assertEquals(2_000, dataset.valid().size());
    assertEquals(2_000, dataset.test().size());
    assertEquals(28, dataset.rows());
    assertEquals(28, dataset.columns());
    assertTrue(dataset.binary());
    assertTrue(dataset.train().hasLabels());
  }

  @Test
  void example_dependsOnSeedSplitAndItsNumberAlone() {
    assertEquals(GREY.train().slice(0, 10).sha256(), Strokes.grey(0, 10, 1, 1).train().sha256());
    assertEquals(GREY.test().slice(0, 10).sha256(), Strokes.grey(0, 1, 2, 10).test().sha256());
    assertNotEquals(GREY.train().sha256(), Strokes.grey(1, 1000, 1, 1).train().sha256());
    assertNotEquals(GREY.train().sha256(), GREY.valid().sha256());
    assertNotEquals(GREY.train().sha256(), GREY.test().sha256());
    assertNotEquals(GREY.valid().sha256(), GREY.test().sha256());
  }

  @Test
  void binary_isGreyCutAtOneHalf() {
    assertFalse(GREY.binary());
    assertEquals(
        Binarization.THRESHOLD.evaluation(GREY.train(), 0).sha256(), BINARY.train().sha256());
  }

  @Test
  void digits_areEquallyFrequent() {
    int[] counts = new int[10];
    for (int label : SplitTest.labels(Strokes.binary(1).train())) {
      counts[label]++;
    }
    double chiSquared = 0;
    for (int count : counts) {
      chiSquared += (count - 1000.0) * (count - 1000.0) / 1000;
    }
    assertTrue(chiSquared < 27.9, "9 degrees of freedom, p = 0.001; got " + chiSquared);
  }

  @Test
  void images_haveInkAndAnEmptyMargin() {
    float[] image = new float[784];
    for (int i = 0; i < GREY.train().size(); i++) {
      GREY.train().fill(i, image, 0);
      double ink = 0;
      for (int p = 0; p < image.length; p++) {
        ink += image[p];
        boolean margin = p < 28 || p >= 756 || p % 28 == 0 || p % 28 == 27;
        assertTrue(!margin || image[p] == 0, "margin of image " + i);
      }
      assertTrue(ink > 15 && ink < 250, "ink of image " + i + ": " + ink);
    }
  }

  @Test
  void images_areAllDifferent() {
    long distinct =
        IntStream.range(0, 1000)
            .mapToObj(i -> GREY.train().slice(i, i + 1).sha256())
            .distinct()
            .count();
    assertEquals(1000, distinct);
  }

  /** Hard enough to be interesting, easy enough to be learnt: 0.45 to 0.65, held with a margin. */
  @ParameterizedTest(name = "strokes of seed {0}")
  @ValueSource(longs = {0, 1, 2})
  void kMeansOnRawPixels_findsAboutHalfOfTheDigits(long seed) {
    double accuracy = KMeans.accuracy(Strokes.binary(seed, 3000, 1, 1).train(), 10, 6, 1);
    assertTrue(accuracy > 0.47 && accuracy < 0.63, "accuracy " + accuracy);
  }

  @Test
  void kMeans_onSeparateClusters_findsThemAll() {
    byte[] pixels = new byte[300];
    int[] labels = new int[100];
    for (int i = 0; i < 100; i++) {
      labels[i] = i % 3;
      pixels[3 * i + i % 3] = (byte) (200 + i % 50);
    }
    Split split = Split.ofBytes(1, 3, pixels).labelled(labels);
    assertEquals(1, KMeans.accuracy(split, 3, 4, 0));
  }

  @Test
  void bestMatch_isTheOptimalAssignment() {
    assertEquals(8 + 8 + 4, KMeans.bestMatch(new int[][] {{3, 8, 1}, {8, 9, 0}, {2, 5, 4}}));
  }

  @Test
  void noImages_areRefused() {
    assertRefused(
        "strokes: each split must have > 0 images; got 0", () -> Strokes.grey(0, 10, 0, 10));
  }
}
