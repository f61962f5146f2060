package org.vae4j.core.kernel;

import java.util.Arrays;
import org.vae4j.core.NoiseKind;

/**
 * Draws noise for up to {@link #PAIRS} pairs of elements in one pass: pieces of rows are collected,
 * with key and counter for each pair, and written out when the tile is full. Elements 2i and 2i + 1
 * of a row come from the two words of counter i.
 */
final class NoiseTile {
  private static final int PAIRS = TileKernels.TILE / 2;

  private static final ThreadLocal<NoiseTile> LOCAL = ThreadLocal.withInitial(NoiseTile::new);

  private final int[] key0 = new int[PAIRS];
  private final int[] key1 = new int[PAIRS];
  private final int[] key2 = new int[PAIRS];
  private final int[] word0 = new int[PAIRS];
  private final int[] word1 = new int[PAIRS];
  private final float[] even = new float[PAIRS];
  private final float[] odd = new float[PAIRS];
  private final float[] draws = new float[2 * PAIRS];

  /** Pairs collected. */
  private int pairs;

  /** Pieces collected, and for each its place in the draws, its target and its length. */
  private int pieces;

  private final int[] source = new int[PAIRS];
  private final int[] target = new int[PAIRS];
  private final int[] count = new int[PAIRS];

  private NoiseTile() {}

  /** The tile of the calling thread. */
  static NoiseTile local() {
    NoiseTile tile = LOCAL.get();
    tile.clear();
    return tile;
  }

  private void clear() {
    pairs = 0;
    pieces = 0;
  }

  /** Collects elements {@code from .. from + n - 1} of a row for {@code into[at .. at + n)}. */
  void row(NoiseKind kind, long key, long from, float[] into, int at, int n) {
    for (int done = 0; done < n; ) {
      if (pairs == PAIRS) {
        flush(kind, into);
      }
      int skipped = (int) (from + done & 1);
      int length = Math.min(n - done, 2 * (PAIRS - pairs) - skipped);
      piece(key, from + done - skipped >>> 1, skipped, at + done, length);
      done += length;
    }
  }

  private void piece(long key, long counter, int skipped, int at, int length) {
    source[pieces] = 2 * pairs + skipped;
    target[pieces] = at;
    count[pieces++] = length;
    int end = pairs + (skipped + length + 1 >> 1);
    Arrays.fill(key0, pairs, end, (int) key);
    Arrays.fill(key1, pairs, end, (int) (key >>> 32));
    Arrays.fill(word1, pairs, end, 0);
    int base = (int) counter - pairs;
    for (int i = pairs; i < end; i++) {
      word0[i] = base + i;
    }
    pairs = end;
  }

  /** Draws what was collected, writes it to {@code into} and empties the tile. */
  void flush(NoiseKind kind, float[] into) {
    Threefry.hash(key0, key1, key2, word0, word1, pairs);
    Draws.draw(kind, word0, word1, even, odd, pairs);
    interleave(draws, even, odd, pairs);
    for (int i = 0; i < pieces; i++) {
      System.arraycopy(draws, source[i], into, target[i], count[i]);
    }
    clear();
  }

  private static void interleave(float[] out, float[] even, float[] odd, int n) {
    for (int i = 0; i < n; i++) {
      out[2 * i] = even[i];
      out[2 * i + 1] = odd[i];
    }
  }
}
