package org.vae4j.core.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * The tiles that kernels of several passes keep their intermediates in; each thread has its own.
 */
final class Scratch {
  private static final ThreadLocal<Scratch> LOCAL = ThreadLocal.withInitial(Scratch::new);

  final float[] first = new float[TileKernels.TILE];
  final float[] second = new float[TileKernels.TILE];
  final float[] third = new float[TileKernels.TILE];
  final int[] bits = new int[TileKernels.TILE];
  final int[] moreBits = new int[TileKernels.TILE];
  final int[] stillMoreBits = new int[TileKernels.TILE];

  private final ByteBuffer bytes =
      ByteBuffer.wrap(new byte[4 * TileKernels.TILE]).order(ByteOrder.nativeOrder());
  private final FloatBuffer floats = bytes.asFloatBuffer();
  private final IntBuffer ints = bytes.asIntBuffer();

  private Scratch() {}

  /** The scratch of the calling thread. */
  static Scratch local() {
    return LOCAL.get();
  }

  /**
   * The bits of {@code from}. Two block copies, because C2 on Java 17 does not vectorise {@link
   * Float#floatToRawIntBits}.
   */
  void toBits(float[] from, int[] to, int n) {
    floats.put(0, from, 0, n);
    ints.get(0, to, 0, n);
  }

  /** The floats with the bits {@code from}. */
  void toFloats(int[] from, float[] to, int n) {
    ints.put(0, from, 0, n);
    floats.get(0, to, 0, n);
  }
}
