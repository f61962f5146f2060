package org.vae4j.models.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * The values of a split, one row of {@code width} values an example, in the form that is smallest
 * for them: bytes, floats, or bits that are drawn when they are read.
 */
sealed interface Pixels {
  /** Values of one example. */
  int width();

  /** Examples held. */
  int size();

  /** Writes the values of {@code example} to {@code into} from index {@code at}. */
  void fill(int example, float[] into, int at);

  /** Whether all values are 0 or 1. */
  boolean binary();

  /** Whether all values lie in [0, 1]. */
  boolean unit();

  /** These examples, in this order, in a new array. */
  Pixels select(int[] examples);

  /** The same pixels as of {@code epoch}; itself unless they are drawn anew each epoch. */
  default Pixels epoch(long epoch) {
    return this;
  }

  /** Feeds the stored content, after one byte that names its form. */
  void digest(MessageDigest digest);

  /** Bytes 0..255; byte v has the value v / 255. */
  record Grey(int width, byte[] values) implements Pixels {
    private static final float[] VALUE = new float[256];

    static {
      for (int v = 0; v < VALUE.length; v++) {
        VALUE[v] = v / 255f;
      }
    }

    @Override
    public int size() {
      return values.length / width;
    }

    @Override
    public void fill(int example, float[] into, int at) {
      int from = example * width;
      for (int i = 0; i < width; i++) {
        into[at + i] = VALUE[values[from + i] & 0xff];
      }
    }

    @Override
    public boolean binary() {
      for (byte value : values) {
        if (!(value == 0 || value == (byte) 255)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean unit() {
      return true;
    }

    /** 255 where the value is at least one half, else 0. */
    Grey threshold() {
      byte[] bits = new byte[values.length];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = (byte) ((values[i] & 0xff) > 127 ? 255 : 0);
      }
      return new Grey(width, bits);
    }

    @Override
    public Grey select(int[] examples) {
      byte[] selected = new byte[Math.multiplyExact(examples.length, width)];
      for (int i = 0; i < examples.length; i++) {
        System.arraycopy(values, examples[i] * width, selected, i * width, width);
      }
      return new Grey(width, selected);
    }

    @Override
    public void digest(MessageDigest digest) {
      digest.update((byte) 'u');
      digest.update(values);
    }
  }

  /** Real numbers, kept as they are. */
  record Real(int width, float[] values) implements Pixels {
    @Override
    public int size() {
      return values.length / width;
    }

    @Override
    public void fill(int example, float[] into, int at) {
      System.arraycopy(values, example * width, into, at, width);
    }

    @Override
    public boolean binary() {
      for (float value : values) {
        if (!(value == 0 || value == 1)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean unit() {
      for (float value : values) {
        if (!(value >= 0 && value <= 1)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public Real select(int[] examples) {
      float[] selected = new float[Math.multiplyExact(examples.length, width)];
      for (int i = 0; i < examples.length; i++) {
        System.arraycopy(values, examples[i] * width, selected, i * width, width);
      }
      return new Real(width, selected);
    }

    @Override
    public void digest(MessageDigest digest) {
      digest.update((byte) 'f');
      ByteBuffer row = ByteBuffer.allocate(Math.multiplyExact(width, Float.BYTES));
      for (int from = 0; from < values.length; from += width) {
        row.asFloatBuffer().put(values, from, width);
        digest.update(row.duplicate());
      }
    }
  }

  /**
   * Bits drawn when read: value i of example e is 1 with probability {@code source} at (e, i),
   * decided by a hash of (seed, epoch, e, i) alone. A selected example keeps its number and with it
   * its draws.
   */
  record Redrawn(Pixels source, int[] examples, long seed, long epoch) implements Pixels {
    @Override
    public int width() {
      return source.width();
    }

    @Override
    public int size() {
      return source.size();
    }

    @Override
    public void fill(int example, float[] into, int at) {
      source.fill(example, into, at);
      draw(Mix.key("binarization", seed, epoch, examples[example]), into, at, width());
    }

    private static void draw(long key, float[] into, int at, int width) {
      for (int i = 0; i < width; i++) {
        float value = into[at + i];
        if (value > 0 && value < 1) {
          // 24 bits are exact in a float, and so is the comparison.
          into[at + i] = (Mix.bits(key, i) >>> 40) * 0x1p-24f < value ? 1 : 0;
        }
      }
    }

    @Override
    public boolean binary() {
      return true;
    }

    @Override
    public boolean unit() {
      return true;
    }

    @Override
    public Redrawn select(int[] rows) {
      int[] selected = new int[rows.length];
      for (int i = 0; i < rows.length; i++) {
        selected[i] = examples[rows[i]];
      }
      return new Redrawn(source.select(rows), selected, seed, epoch);
    }

    @Override
    public Redrawn epoch(long other) {
      return new Redrawn(source, examples, seed, other);
    }

    @Override
    public void digest(MessageDigest digest) {
      digest.update((byte) 'b');
      digest.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(seed).putLong(epoch).flip());
      Digests.update(digest, examples);
      source.digest(digest);
    }
  }
}
