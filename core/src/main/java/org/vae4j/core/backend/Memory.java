package org.vae4j.core.backend;

import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.core.DType;

/**
 * An owned, mutable block of ND4J memory holding float32 or float64 elements, for plans to keep
 * their arenas, parameters and inputs in. It starts at a multiple of 64 bytes and lives until
 * {@link #close}, or until the collector finds it unreachable.
 *
 * <p>Not synchronised: threads that touch overlapping ranges order themselves.
 */
public final class Memory implements AutoCloseable {
  private static final int ALIGNMENT = 64;

  /** Bytes per NIO buffer, as a power of two: its index in bytes is an int. */
  private static final int SEGMENT_BITS = 30;

  private final DType dtype;
  private final long length;
  private final INDArray owner;
  private final int segmentBits;

  /** One buffer per segment, of {@code dtype}; null once closed. */
  private Buffer[] segments;

  private Memory(DType dtype, long length, int segmentBits) {
    this.dtype = dtype;
    this.length = length;
    this.segmentBits = segmentBits;
    DataType type = dtype == DType.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE;
    owner = Nd4j.createUninitializedDetached(type, length + ALIGNMENT / dtype.bytes());
    owner.assign(0);
    segments = new Buffer[Math.toIntExact((length >> segmentBits) + 1)];
    for (int s = 0; s < segments.length; s++) {
      long start = (long) s << segmentBits;
      segments[s] = pointer(start, Math.min(length - start, 1L << segmentBits)).asBuffer();
    }
  }

  /**
   * A zeroed block of {@code elements} elements. Throws {@code IllegalArgumentException} when they
   * are negative or more than 2147483647.
   */
  public static Memory allocate(DType dtype, long elements) {
    return allocate(dtype, elements, SEGMENT_BITS - Integer.numberOfTrailingZeros(dtype.bytes()));
  }

  /** As {@link #allocate(DType, long)}, cut into buffers of {@code 2^segmentBits} elements. */
  static Memory allocate(DType dtype, long elements, int segmentBits) {
    if (!(elements >= 0 && elements <= Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "memory: elements must lie in [0, 2147483647]; got " + elements);
    }
    return new Memory(dtype, elements, segmentBits);
  }

  /** The type of the elements. */
  public DType dtype() {
    return dtype;
  }

  /** Number of elements. */
  public long length() {
    return length;
  }

  /**
   * Copies elements {@code [offset, offset + n)} to {@code into[at .. at + n)}, rounding float64 to
   * float32. Throws {@code IllegalArgumentException} outside the block, {@code
   * IndexOutOfBoundsException} outside the array, {@code IllegalStateException} when closed.
   */
  public void get(long offset, float[] into, int at, int n) {
    check(offset, n);
    for (int done = 0; done < n; ) {
      Buffer segment = segment(offset + done);
      int index = index(offset + done);
      int count = Math.min(n - done, segment.capacity() - index);
      if (segment instanceof FloatBuffer floats) {
        floats.get(index, into, at + done, count);
      } else if (segment instanceof DoubleBuffer doubles) {
        for (int i = 0; i < count; i++) {
          into[at + done + i] = (float) doubles.get(index + i);
        }
      }
      done += count;
    }
  }

  /** As {@link #get(long, float[], int, int)} into {@code double[]}; float32 widens exactly. */
  public void get(long offset, double[] into, int at, int n) {
    check(offset, n);
    for (int done = 0; done < n; ) {
      Buffer segment = segment(offset + done);
      int index = index(offset + done);
      int count = Math.min(n - done, segment.capacity() - index);
      if (segment instanceof DoubleBuffer doubles) {
        doubles.get(index, into, at + done, count);
      } else if (segment instanceof FloatBuffer floats) {
        for (int i = 0; i < count; i++) {
          into[at + done + i] = floats.get(index + i);
        }
      }
      done += count;
    }
  }

  /**
   * Copies {@code from[at .. at + n)} to elements {@code [offset, offset + n)}; see {@link #get}.
   */
  public void put(long offset, float[] from, int at, int n) {
    check(offset, n);
    for (int done = 0; done < n; ) {
      Buffer segment = segment(offset + done);
      int index = index(offset + done);
      int count = Math.min(n - done, segment.capacity() - index);
      if (segment instanceof FloatBuffer floats) {
        floats.put(index, from, at + done, count);
      } else if (segment instanceof DoubleBuffer doubles) {
        for (int i = 0; i < count; i++) {
          doubles.put(index + i, from[at + done + i]);
        }
      }
      done += count;
    }
  }

  /**
   * Copies {@code from[at .. at + n)} in, rounding to float32 where the block is; see {@link #get}.
   */
  public void put(long offset, double[] from, int at, int n) {
    check(offset, n);
    for (int done = 0; done < n; ) {
      Buffer segment = segment(offset + done);
      int index = index(offset + done);
      int count = Math.min(n - done, segment.capacity() - index);
      if (segment instanceof DoubleBuffer doubles) {
        doubles.put(index, from, at + done, count);
      } else if (segment instanceof FloatBuffer floats) {
        for (int i = 0; i < count; i++) {
          floats.put(index + i, (float) from[at + done + i]);
        }
      }
      done += count;
    }
  }

  /**
   * A fresh pointer at element {@code offset} for {@link Blas}, valid while this block is open and
   * reachable. Throws {@code IllegalStateException} unless float32 and open, {@code
   * IllegalArgumentException} outside the block.
   */
  public FloatPointer floats(long offset) {
    requireFloat32("floats");
    check(offset, 0);
    return (FloatPointer) pointer(0, length).position(offset);
  }

  /**
   * The whole float32 block as a buffer in native order, position 0, sharing the memory: valid
   * while this block is open and reachable. Throws {@code IllegalStateException} for float64 and
   * for blocks of 1 GiB and more, which {@link #get} and {@link #put} still reach.
   */
  public FloatBuffer floatBuffer() {
    requireFloat32("floatBuffer");
    check(0, 0);
    if (!(segments.length == 1)) {
      throw new IllegalStateException(
          "memory: floatBuffer needs fewer than "
              + (1L << segmentBits)
              + " elements; got "
              + length);
    }
    return ((FloatBuffer) segments[0]).duplicate();
  }

  /** Frees the memory; pointers and buffers taken from it must no longer be used. Idempotent. */
  @Override
  public void close() {
    if (segments != null) {
      segments = null;
      owner.close();
    }
  }

  /** {@code memory[FLOAT32 x 1024]}. */
  @Override
  public String toString() {
    return "memory[" + dtype + " x " + length + (segments == null ? ", closed]" : "]");
  }

  /** A pointer to {@code count} elements whose position 0 is the element {@code start}. */
  private Pointer pointer(long start, long count) {
    Pointer base = owner.data().addressPointer();
    long slack = (-base.address() & (ALIGNMENT - 1)) / dtype.bytes();
    Pointer whole = dtype == DType.FLOAT32 ? new FloatPointer(base) : new DoublePointer(base);
    return whole.capacity(slack + start + count).getPointer(slack + start);
  }

  private Buffer segment(long offset) {
    return segments[(int) (offset >> segmentBits)];
  }

  private int index(long offset) {
    return (int) (offset & ((1L << segmentBits) - 1));
  }

  private void check(long offset, int n) {
    if (segments == null) {
      throw new IllegalStateException("memory: must be open; got " + this);
    }
    if (!(offset >= 0 && n >= 0 && n <= length - offset)) {
      throw new IllegalArgumentException(
          "memory: range must lie within " + this + "; got offset " + offset + " and count " + n);
    }
  }

  private void requireFloat32(String where) {
    if (dtype != DType.FLOAT32) {
      throw new IllegalStateException("memory: " + where + " needs FLOAT32; got " + this);
    }
  }
}
