package org.vae4j.models.data;

import java.util.Arrays;

/**
 * Randomness as a pure function of integers: the SplitMix64 generator read at any counter.
 *
 * <p>A key names a stream, by its purpose and coordinates such as (seed, epoch); a counter names a
 * draw in it. Nothing is remembered between draws, so a resumed run needs only the coordinates, and
 * only integer arithmetic is used, so every machine draws the same bits. Source: Steele, Lea, Flood
 * (2014), "Fast splittable pseudorandom number generators", with the mixing constants that {@link
 * java.util.SplittableRandom} uses.
 *
 * <p>Kept apart from the noise of training: the bytes of a data set are fixed once and for all.
 */
final class Mix {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private Mix() {}

  /** The key of the stream of this purpose at these coordinates; their order matters. */
  static long key(String purpose, long... coordinates) {
    long key = mix(purpose.hashCode());
    for (long coordinate : coordinates) {
      key = mix(key ^ mix(coordinate + GOLDEN_GAMMA));
    }
    return key;
  }

  /** Draw number {@code counter} of the stream: 64 uniform bits. */
  static long bits(long key, long counter) {
    return mix(key + GOLDEN_GAMMA * (counter + 1));
  }

  /** An integer in {@code [0, bound)} from the upper 32 bits; its bias is below bound / 2^32. */
  static int below(int bound, long bits) {
    return (int) (((bits >>> 32) * bound) >>> 32);
  }

  /** A real number in {@code [0, 1)} from the upper 53 bits. */
  static double unit(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }

  /** A real number in {@code [low, high)}. */
  static double between(double low, double high, long bits) {
    return low + (high - low) * unit(bits);
  }

  /**
   * The first {@code count} places of a uniform permutation of {@code 0..size-1} (Fisher-Yates).
   */
  static int[] permutation(long key, int size, int count) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    for (int i = 0; i < count; i++) {
      int chosen = i + below(size - i, bits(key, i));
      int moved = order[i];
      order[i] = order[chosen];
      order[chosen] = moved;
    }
    return count == size ? order : Arrays.copyOf(order, count);
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
