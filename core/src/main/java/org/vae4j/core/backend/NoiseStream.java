package org.vae4j.core.backend;

import org.vae4j.core.NoiseKind;

/**
 * Random numbers by key and position: element j of a row is a function of (key, j) alone, so
 * results depend neither on the order of drawing nor on how the work is cut. All back ends see the
 * same float32 values.
 *
 * <p>Source: the mixing function of splitmix64, Steele, Lea, Flood (2014), "Fast splittable
 * pseudorandom number generators".
 */
public final class NoiseStream {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private NoiseStream() {}

  /** The key of a noise node in a phase of a run. */
  public static long streamKey(long seed, String name, String phase) {
    return mix(mix(mix(seed) ^ hash(name)) ^ hash(phase));
  }

  /** The key of one row: a step (or sample) and an example. */
  public static long rowKey(long streamKey, long step, long example) {
    return mix(mix(streamKey + GOLDEN * step) ^ mix(example + 0x632BE59BD9B4E019L));
  }

  /** Writes elements 0 to {@code n - 1} of the row {@code key} to {@code into[at ..]}. */
  public static void fill(NoiseKind kind, long key, float[] into, int at, int n) {
    for (int j = 0; j < n; j++) {
      into[at + j] = (float) draw(kind, key, j);
    }
  }

  /** As the float32 fill, widened. */
  public static void fill(NoiseKind kind, long key, double[] into, int at, int n) {
    for (int j = 0; j < n; j++) {
      into[at + j] = (float) draw(kind, key, j);
    }
  }

  private static double draw(NoiseKind kind, long key, int j) {
    return switch (kind) {
      case NORMAL -> normal(key, j);
      case UNIFORM -> uniform(key, j);
      case GUMBEL -> -Math.log(-Math.log(uniform(key, j)));
    };
  }

  /** Box, Muller (1958): elements 2i and 2i + 1 are one pair. */
  private static double normal(long key, int j) {
    int pair = j & ~1;
    double radius = Math.sqrt(-2 * Math.log(uniform(key, pair)));
    double angle = 2 * Math.PI * uniform(key, pair + 1);
    return radius * (j == pair ? Math.cos(angle) : Math.sin(angle));
  }

  /** 23 bits and a half, so that neither 0 nor 1 comes out in float32. */
  private static double uniform(long key, int j) {
    return ((mix(key + GOLDEN * (j + 1)) >>> 41) + 0.5) * 0x1p-23;
  }

  private static long hash(String text) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return mix(hash);
  }

  private static long mix(long bits) {
    long z = bits;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
