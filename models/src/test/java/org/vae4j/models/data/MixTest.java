package org.vae4j.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MixTest {
  /** The first outputs of SplitMix64 seeded with 1234567, as published with its C source. */
  @Test
  void bits_areThoseOfSplitMix64() {
    long[] published = {
      6457827717110365317L,
      3203168211198807973L,
      -8629252141511181193L,
      4593380528125082431L,
      -2037821214251327795L
    };
    assertArrayEquals(published, LongStream.range(0, 5).map(i -> Mix.bits(1234567, i)).toArray());
  }

  @Test
  void key_tellsPurposesCoordinatesAndTheirOrderApart() {
    long[] keys = {
      Mix.key("a"),
      Mix.key("b"),
      Mix.key("a", 0),
      Mix.key("a", 1),
      Mix.key("a", 0, 0),
      Mix.key("a", 0, 1),
      Mix.key("a", 1, 0),
      Mix.key("a", -1)
    };
    assertEquals(keys.length, Arrays.stream(keys).distinct().count());
  }

  @Test
  void below_coversItsRangeAlone() {
    assertEquals(0, Mix.below(10, 0));
    assertEquals(9, Mix.below(10, -1));
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[Mix.below(7, Mix.bits(3, i))]++;
    }
    assertTrue(chiSquared(counts, 10_000) < 22.5, "6 degrees of freedom, p = 0.001");
  }

  @Test
  void unit_liesInItsHalfOpenRange() {
    assertEquals(0, Mix.unit(0));
    assertEquals(1 - 0x1p-53, Mix.unit(-1));
    assertEquals(-2, Mix.between(-2, 3, 0));
    assertTrue(Mix.between(-2, 3, -1) < 3);
  }

  @Test
  void permutation_isUniform() {
    int[] counts = new int[24];
    for (int draw = 0; draw < 24_000; draw++) {
      int[] p = Mix.permutation(Mix.key("test", draw), 4, 4);
      counts[6 * p[0] + 2 * rank(p[1], p[0]) + (p[2] < p[3] ? 0 : 1)]++;
    }
    assertTrue(chiSquared(counts, 1_000) < 49.7, "23 degrees of freedom, p = 0.001");
  }

  @Test
  void permutation_ofFewerPlaces_isTheStartOfTheWhole() {
    int[] whole = Mix.permutation(5, 100, 100);
    assertArrayEquals(Arrays.copyOf(whole, 30), Mix.permutation(5, 100, 30));
    assertArrayEquals(IntStream.range(0, 100).toArray(), Arrays.stream(whole).sorted().toArray());
    assertNotEquals(Arrays.toString(whole), Arrays.toString(Mix.permutation(6, 100, 100)));
  }

  private static int rank(int value, int taken) {
    return value > taken ? value - 1 : value;
  }

  private static double chiSquared(int[] counts, double expected) {
    return Arrays.stream(counts)
        .mapToDouble(count -> (count - expected) * (count - expected) / expected)
        .sum();
  }
}
