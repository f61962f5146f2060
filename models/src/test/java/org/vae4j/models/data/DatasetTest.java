package org.vae4j.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vae4j.models.data.SplitTest.assertRefused;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final Split TWO = Split.ofBytes(1, 2, new byte[] {0, (byte) 255, 0, 0});
  private static final Split GREY = Split.ofBytes(1, 2, new byte[] {0, 9});

  @Test
  void splitsOfDifferentShapes_areRefused() {
    Split upright = Split.ofBytes(2, 1, new byte[2]);
    assertRefused(
        "dataset: valid must have the shape of train, 1 x 2; got 2 x 1",
        () -> new Dataset("d", TWO, upright, TWO));
    assertRefused(
        "dataset: test must have the shape of train, 1 x 2; got 2 x 1",
        () -> new Dataset("d", TWO, TWO, upright));
  }

  @Test
  void binary_holdsIfItHoldsForEachSplit() {
    assertTrue(new Dataset("d", TWO, TWO, TWO).binary());
    assertFalse(new Dataset("d", GREY, TWO, TWO).binary());
    assertFalse(new Dataset("d", TWO, GREY, TWO).binary());
    assertFalse(new Dataset("d", TWO, TWO, GREY).binary());
  }

  @Test
  void sha256_isOfTheContentInItsPlaces() {
    Dataset dataset = new Dataset("d", TWO, GREY, GREY);
    assertEquals(dataset.sha256(), new Dataset("other name", TWO, GREY, GREY).sha256());
    assertNotEquals(dataset.sha256(), new Dataset("d", GREY, TWO, GREY).sha256());
    assertNotEquals(dataset.sha256(), new Dataset("d", TWO, GREY, TWO).sha256());
  }

  @Test
  void partition_putsEachExampleInOnePart() {
    Split all = Split.ofFloats(1, 1, new float[100]).labelled(IntStream.range(0, 100).toArray());
    Dataset dataset = Dataset.partition("d", all, 20, 30, 1);
    assertEquals(50, dataset.train().size());
    assertEquals(20, dataset.valid().size());
    assertEquals(30, dataset.test().size());
    assertArrayEquals(
        IntStream.range(0, 100).toArray(),
        Stream.of(dataset.train(), dataset.valid(), dataset.test())
            .flatMapToInt(split -> IntStream.of(SplitTest.labels(split)))
            .sorted()
            .toArray());
    assertEquals(dataset.sha256(), Dataset.partition("d", all, 20, 30, 1).sha256());
    assertNotEquals(dataset.sha256(), Dataset.partition("d", all, 20, 30, 2).sha256());
    assertRefused(
        "partition: each part must have > 0 of the 100 examples; got valid 50, test 50",
        () -> Dataset.partition("d", all, 50, 50, 1));
    assertRefused(
        "partition: each part must have > 0 of the 100 examples; got valid -1, test 50",
        () -> Dataset.partition("d", all, -1, 50, 1));
  }
}
