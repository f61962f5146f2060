package org.vae4j.core.kernel;

import java.nio.charset.StandardCharsets;
import org.vae4j.core.NoiseKind;

/**
 * Noise that depends on nothing but a key and an index: element j of a row is a function of the
 * row's key and j, whichever thread draws it, in chunks of whatever size.
 *
 * <p>A stream is named by seed, noise node and phase; within it each step and example has a row of
 * its own. {@code double[]} receives the same float32 draws, so that all back ends see one noise.
 * Words come from {@link Threefry}.
 */
public final class NoiseStream {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private NoiseStream() {}

  /** The key of a stream: a hash of seed, name of the noise and phase of the run. */
  public static long streamKey(long seed, String name, String phase) {
    return mix(mix(mix(seed + GOLDEN) + hash(name)) + hash(phase));
  }

  /** The key of one example's row at one step of a stream. */
  public static long rowKey(long streamKey, long step, long example) {
    return mix(mix(streamKey + GOLDEN * step) + GOLDEN * example);
  }

  /** Writes elements {@code 0 .. n - 1} of the row of {@code key} to {@code into[at .. at + n)}. */
  public static void fill(NoiseKind kind, long key, float[] into, int at, int n) {
    fill(kind, key, 0, into, at, n);
  }

  /**
   * Writes elements {@code from .. from + n - 1} of the row of {@code key} to {@code into[at .. at
   * + n)}. Throws {@code IllegalArgumentException} unless {@code 0 <= from} and {@code from + n <=
   * 2^33}, {@code IndexOutOfBoundsException} outside the array.
   */
  public static void fill(NoiseKind kind, long key, long from, float[] into, int at, int n) {
    check(from, n);
    NoiseTile tile = NoiseTile.local();
    tile.row(kind, key, from, into, at, n);
    tile.flush(kind, into);
  }

  /** As {@link #fill(NoiseKind, long, float[], int, int)}: the same float32 draws, widened. */
  public static void fill(NoiseKind kind, long key, double[] into, int at, int n) {
    fill(kind, key, 0, into, at, n);
  }

  /** As {@link #fill(NoiseKind, long, long, float[], int, int)}: the same draws, widened. */
  public static void fill(NoiseKind kind, long key, long from, double[] into, int at, int n) {
    float[] draws = new float[n];
    fill(kind, key, from, draws, 0, n);
    for (int i = 0; i < n; i++) {
      into[at + i] = draws[i];
    }
  }

  /**
   * Writes the rows of {@code keys[from .. to)}, elements {@code 0 .. width - 1} of each, one after
   * the other to {@code into[at ..)}: {@code [B], D -> [B, D]}. Short rows share the work of one
   * vectorised pass, so this is several times as fast as row by row. Throws {@code
   * IndexOutOfBoundsException} outside an array.
   */
  public static void fillRows(
      NoiseKind kind, long[] keys, int from, int to, int width, float[] into, int at) {
    NoiseTile tile = NoiseTile.local();
    for (int row = from; row < to; row++) {
      tile.row(kind, keys[row], 0, into, at + (row - from) * width, width);
    }
    tile.flush(kind, into);
  }

  private static void check(long from, int n) {
    if (!(from >= 0 && from <= (1L << 33) - n)) {
      throw new IllegalArgumentException(
          "noise: elements must lie in [0, 2^33]; got " + from + " and count " + n);
    }
  }

  /** FNV-1a over the UTF-8 bytes, mixed: unlike String.hashCode 64 bits wide. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return mix(hash);
  }

  /** The finaliser of SplitMix64 (Stafford's variant 13): a bijection that avalanches. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
