package org.vae4j.core.kernel;

/**
 * The counter-based generator Threefry-2x32 with 20 rounds: a bijection of 64-bit counters for each
 * 64-bit key whose words pass as independent uniform bits.
 *
 * <p>Source: Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3",
 * section 4.2. Nothing but additions, rotations and exclusive ors, in loops of four rounds each, so
 * that C2 on Java 17 vectorises them.
 */
final class Threefry {
  private static final int PARITY = 0x1bd11bda;

  private Threefry() {}

  /**
   * Replaces {@code n} counters {@code (x0, x1)} by the words of their keys {@code (k0, k1)};
   * {@code k2} is scratch.
   */
  static void hash(int[] k0, int[] k1, int[] k2, int[] x0, int[] x1, int n) {
    for (int i = 0; i < n; i++) {
      k2[i] = k0[i] ^ k1[i] ^ PARITY;
    }
    int[][] keys = {k0, k1, k2};
    for (int group = 0; group < 5; group++) {
      int[] ka = keys[group % 3];
      int[] kb = keys[(group + 1) % 3];
      if (group % 2 == 0) {
        evenRounds(x0, x1, ka, kb, group, n);
      } else {
        oddRounds(x0, x1, ka, kb, group, n);
      }
    }
    inject(x0, x1, k2, k0, 5, n);
  }

  /** Adds a pair of keys, as {@link #inject} does, and applies four rounds. */
  private static void evenRounds(int[] x0, int[] x1, int[] ka, int[] kb, int number, int n) {
    for (int i = 0; i < n; i++) {
      int b = x1[i] + kb[i] + number;
      int a = x0[i] + ka[i] + b;
      b = Integer.rotateLeft(b, 13) ^ a;
      a += b;
      b = Integer.rotateLeft(b, 15) ^ a;
      a += b;
      b = Integer.rotateLeft(b, 26) ^ a;
      a += b;
      x0[i] = a;
      x1[i] = Integer.rotateLeft(b, 6) ^ a;
    }
  }

  private static void oddRounds(int[] x0, int[] x1, int[] ka, int[] kb, int number, int n) {
    for (int i = 0; i < n; i++) {
      int b = x1[i] + kb[i] + number;
      int a = x0[i] + ka[i] + b;
      b = Integer.rotateLeft(b, 17) ^ a;
      a += b;
      b = Integer.rotateLeft(b, 29) ^ a;
      a += b;
      b = Integer.rotateLeft(b, 16) ^ a;
      a += b;
      x0[i] = a;
      x1[i] = Integer.rotateLeft(b, 24) ^ a;
    }
  }

  private static void inject(int[] x0, int[] x1, int[] ka, int[] kb, int number, int n) {
    for (int i = 0; i < n; i++) {
      x0[i] += ka[i];
      x1[i] += kb[i] + number;
    }
  }
}
