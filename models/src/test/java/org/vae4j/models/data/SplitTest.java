package org.vae4j.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SplitTest {
  /** Four images of 1 x 2 pixels. */
  private static final Split BYTES =
      Split.ofBytes(1, 2, new byte[] {0, (byte) 255, 51, 102, 1, 2, (byte) 128, (byte) 254})
          .labelled(7, 8, 9, 7);

  @Test
  void ofBytes_hasTheValueOfAByteOver255() {
    assertEquals(4, BYTES.size());
    assertEquals(1, BYTES.rows());
    assertEquals(2, BYTES.columns());
    assertEquals(2, BYTES.features());
    float[] into = {-1, -1, -1, -1};
    BYTES.fill(1, into, 1);
    assertArrayEquals(new float[] {-1, 51 / 255f, 102 / 255f, -1}, into);
    BYTES.fill(0, into, 0);
    assertArrayEquals(new float[] {0, 1, 102 / 255f, -1}, into);
    BYTES.fill(3, into, 2);
    assertArrayEquals(new float[] {0, 1, 128 / 255f, 254 / 255f}, into);
  }

  @Test
  void ofFloats_keepsItsValues() {
    float[] values = {-1.5f, 3e8f, Float.MIN_VALUE};
    Split split = Split.ofFloats(1, 3, values);
    float[] into = new float[3];
    values[0] = 9;
    split.fill(0, into, 0);
    assertArrayEquals(new float[] {-1.5f, 3e8f, Float.MIN_VALUE}, into, "the array is copied");
  }

  @Test
  void fill_ofAnOrder_isOneRowAfterTheOther() {
    float[] into = new float[4];
    BYTES.fill(new int[] {0, 2, 0, 1}, 1, 3, into);
    assertArrayEquals(new float[] {1 / 255f, 2 / 255f, 0, 1}, into);
  }

  @Test
  void fill_outsideTheSplitOrTheArray_isRefused() {
    float[] into = new float[3];
    assertThrows(IndexOutOfBoundsException.class, () -> BYTES.fill(4, into, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> BYTES.fill(-1, into, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> BYTES.fill(0, into, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> BYTES.fill(new int[2], 0, 3, into));
  }

  @Test
  void binary_holdsForZeroAndOneAlone() {
    assertFalse(BYTES.binary());
    assertTrue(Split.ofBytes(1, 2, new byte[] {0, (byte) 255}).binary());
    assertFalse(Split.ofBytes(1, 2, new byte[] {0, 1}).binary(), "a byte 1 is 1/255");
    assertTrue(Split.ofFloats(1, 3, new float[] {0, 1, -0f}).binary());
    assertFalse(Split.ofFloats(1, 2, new float[] {0, 0.999999f}).binary());
  }

  @Test
  void mean_isTheMeanOfEachFeature() {
    assertArrayEquals(
        new double[] {(0 + 51 + 1 + 128) / 1020.0, (255 + 102 + 2 + 254) / 1020.0},
        BYTES.mean(),
        1e-7);
  }

  @Test
  void select_keepsValuesAndLabelsTogether() {
    Split selected = BYTES.select(3, 1, 1);
    assertEquals(3, selected.size());
    assertArrayEquals(new int[] {7, 8, 8}, labels(selected));
    float[] into = new float[6];
    selected.fill(new int[] {0, 1, 2}, 0, 3, into);
    assertArrayEquals(
        new float[] {128 / 255f, 254 / 255f, 51 / 255f, 102 / 255f, 51 / 255f, 102 / 255f}, into);
    assertArrayEquals(new int[] {8, 9}, labels(BYTES.slice(1, 3)));
    assertThrows(IndexOutOfBoundsException.class, () -> BYTES.select(0, 4));
    assertRefused("select: must name at least 1 example; got none", () -> BYTES.slice(2, 2));
  }

  @Test
  void sample_isSeededDistinctAndNested() {
    Split numbers =
        Split.ofFloats(1, 1, new float[1000]).labelled(IntStream.range(0, 1000).toArray());
    int[] hundred = labels(numbers.sample(100, 4));
    assertEquals(100, Arrays.stream(hundred).distinct().count());
    assertArrayEquals(hundred, labels(numbers.sample(100, 4)));
    assertArrayEquals(Arrays.copyOf(hundred, 10), labels(numbers.sample(10, 4)));
    assertNotEquals(Arrays.toString(hundred), Arrays.toString(labels(numbers.sample(100, 5))));
    assertEquals(499.5, Arrays.stream(hundred).average().orElseThrow(), 4 * 28.9, "no prefix");
    assertRefused("sample: count must lie in 1..1000; got 1001", () -> numbers.sample(1001, 0));
    assertRefused("sample: count must lie in 1..1000; got 0", () -> numbers.sample(0, 0));
  }

  @Test
  void sha256_changesWithEachPartOfTheContent() {
    byte[] six = {1, 2, 3, 4, 5, 6};
    Split split = Split.ofBytes(1, 3, six);
    String[] digests = {
      split.sha256(),
      Split.ofBytes(3, 1, six).sha256(),
      Split.ofBytes(1, 6, six).sha256(),
      Split.ofBytes(1, 3, new byte[] {1, 2, 3, 4, 5, 7}).sha256(),
      split.labelled(0, 0).sha256(),
      split.labelled(0, 1).sha256(),
      Split.ofFloats(1, 3, new float[] {1, 2, 3, 4, 5, 6}).sha256(),
    };
    assertEquals(digests.length, Arrays.stream(digests).distinct().count());
    assertEquals(split.sha256(), Split.ofBytes(1, 3, six).sha256());
    assertTrue(split.sha256().matches("[0-9a-f]{64}"));
  }

  @Test
  void epoch_ofFixedValues_isTheSame() {
    assertEquals(BYTES.sha256(), BYTES.epoch(3).sha256());
  }

  @Test
  void shapesAndValuesThatDoNotFit_areRefused() {
    assertRefused(
        "split: rows and columns must be > 0; got 0 x 2", () -> Split.ofBytes(0, 2, new byte[2]));
    assertRefused(
        "split: an example must have at most 2147483647 values; got 65536 x 65536",
        () -> Split.ofBytes(65536, 65536, new byte[2]));
    assertRefused(
        "split: must hold one or more examples of 1 x 2 values; got 3 values",
        () -> Split.ofBytes(1, 2, new byte[3]));
    assertRefused(
        "split: must hold one or more examples of 1 x 2 values; got 0 values",
        () -> Split.ofFloats(1, 2, new float[0]));
    assertRefused(
        "split: values must be finite; got NaN in example 1, feature 0",
        () -> Split.ofFloats(1, 2, new float[] {0, 0, Float.NaN, 0}));
  }

  @Test
  void labelsThatDoNotFit_areRefused() {
    assertRefused(
        "split: must have one label for each of 4 examples; got 3 labels",
        () -> BYTES.labelled(1, 2, 3));
    assertRefused("split: labels must be >= 0; got -1", () -> BYTES.labelled(1, 2, -1, 3));
    Split unlabelled = Split.ofBytes(1, 1, new byte[1]);
    assertFalse(unlabelled.hasLabels());
    assertThrows(IllegalStateException.class, () -> unlabelled.label(0));
  }

  static int[] labels(Split split) {
    return IntStream.range(0, split.size()).map(split::label).toArray();
  }

  static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
