package org.vae4j.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.vae4j.models.data.SplitTest.assertRefused;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchOrderTest {
  @ParameterizedTest(name = "{0} examples in batches of {1} are {2} batches, the last of {3}")
  @CsvSource({"10, 5, 2, 5", "11, 5, 3, 1", "4, 5, 1, 4", "1, 1, 1, 1", "7, 2147483647, 1, 7"})
  void batches_coverAnEpochOnce(int examples, int batch, int count, int last) {
    BatchOrder batches = new BatchOrder(examples, batch, 3);
    assertEquals(count, batches.count());
    assertEquals(last, batches.end(count - 1) - batches.start(count - 1));
    int[] order = batches.permutation(2);
    int[] seen =
        IntStream.range(0, count)
            .flatMap(b -> IntStream.range(batches.start(b), batches.end(b)))
            .map(place -> order[place])
            .sorted()
            .toArray();
    assertArrayEquals(IntStream.range(0, examples).toArray(), seen);
    assertThrows(IndexOutOfBoundsException.class, () -> batches.start(count));
  }

  @Test
  void permutation_dependsOnSeedAndEpochAlone() {
    String first = Arrays.toString(new BatchOrder(100, 10, 1).permutation(7));
    assertEquals(first, Arrays.toString(new BatchOrder(100, 32, 1).permutation(7)));
    assertNotEquals(first, Arrays.toString(new BatchOrder(100, 10, 1).permutation(8)));
    assertNotEquals(first, Arrays.toString(new BatchOrder(100, 10, 2).permutation(7)));
  }

  /** Version 1 of the order: what reported results depend on. */
  @Test
  void permutation_isFrozen() {
    assertEquals(
        "[4, 5, 9, 6, 0, 1, 2, 7, 3, 8]", Arrays.toString(new BatchOrder(10, 3, 1).permutation(1)));
  }

  @Test
  void sizesThatAreNotPositive_areRefused() {
    assertRefused("batch order: examples must be > 0; got 0", () -> new BatchOrder(0, 10, 1));
    assertRefused("batch order: batch must be > 0; got -1", () -> new BatchOrder(10, -1, 1));
  }
}
