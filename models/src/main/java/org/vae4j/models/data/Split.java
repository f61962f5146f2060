package org.vae4j.models.data;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Examples of one shape, {@code rows x columns} values each, with or without labels. Immutable.
 *
 * <p>Images stay bytes in memory (byte v is the value v / 255) and become floats one batch at a
 * time. Real-valued data stay floats. A table with X columns is a split of {@code 1 x X} images.
 *
 * <pre>{@code
 * Split images = Split.ofBytes(28, 28, pixels).labelled(labels);
 * images.fill(order, 0, 100, batch);      // [100, 784]
 * }</pre>
 */
public final class Split {
  private final int rows;
  private final int columns;
  private final Pixels pixels;
  private final int[] labels;

  Split(int rows, int columns, Pixels pixels, int[] labels) {
    this.rows = rows;
    this.columns = columns;
    this.pixels = pixels;
    this.labels = labels;
  }

  /**
   * Images of bytes 0..255, row-major, one after the other; byte v has the value v / 255. The array
   * is copied. Throws {@code IllegalArgumentException} unless it holds one or more whole images.
   */
  public static Split ofBytes(int rows, int columns, byte[] pixels) {
    return owning(rows, columns, pixels.clone());
  }

  /** {@link #ofBytes} without the copy, for arrays that nobody else holds. */
  static Split owning(int rows, int columns, byte[] pixels) {
    return new Split(
        rows, columns, new Pixels.Grey(width(rows, columns, pixels.length), pixels), null);
  }

  /**
   * Examples of real numbers, row-major, one after the other. The array is copied. Throws {@code
   * IllegalArgumentException} unless it holds one or more whole examples of finite numbers.
   */
  public static Split ofFloats(int rows, int columns, float[] values) {
    int width = width(rows, columns, values.length);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "split: values must be finite; got %s in example %d, feature %d"
                .formatted(values[i], i / width, i % width));
      }
    }
    return new Split(rows, columns, new Pixels.Real(width, values.clone()), null);
  }

  private static int width(int rows, int columns, int length) {
    if (!(rows > 0 && columns > 0)) {
      throw new IllegalArgumentException(
          "split: rows and columns must be > 0; got %d x %d".formatted(rows, columns));
    }
    if (!((long) rows * columns <= Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "split: an example must have at most 2147483647 values; got %d x %d"
              .formatted(rows, columns));
    }
    int width = rows * columns;
    if (!(length > 0 && length % width == 0)) {
      throw new IllegalArgumentException(
          "split: must hold one or more examples of %d x %d values; got %d values"
              .formatted(rows, columns, length));
    }
    return width;
  }

  /**
   * The same examples with a label each. Throws {@code IllegalArgumentException} unless there are
   * {@link #size} labels, all {@code >= 0}.
   */
  public Split labelled(int... labels) {
    if (labels.length != size()) {
      throw new IllegalArgumentException(
          "split: must have one label for each of %d examples; got %d labels"
              .formatted(size(), labels.length));
    }
    for (int label : labels) {
      if (!(label >= 0)) {
        throw new IllegalArgumentException("split: labels must be >= 0; got " + label);
      }
    }
    return new Split(rows, columns, pixels, labels.clone());
  }

  /** Number of examples, at least 1. */
  public int size() {
    return pixels.size();
  }

  /** Height of an image. */
  public int rows() {
    return rows;
  }

  /** Width of an image. */
  public int columns() {
    return columns;
  }

  /** Values of one example, {@code rows * columns}. */
  public int features() {
    return pixels.width();
  }

  /** Whether the examples have labels. */
  public boolean hasLabels() {
    return labels != null;
  }

  /** The label of an example; throws {@code IllegalStateException} where there are none. */
  public int label(int example) {
    if (labels == null) {
      throw new IllegalStateException("split: must have labels to read one; got none");
    }
    return labels[Objects.checkIndex(example, labels.length)];
  }

  /** Writes one example, {@code [X]}, to {@code into} from index {@code at}. */
  public void fill(int example, float[] into, int at) {
    Objects.checkIndex(example, size());
    Objects.checkFromIndexSize(at, features(), into.length);
    pixels.fill(example, into, at);
  }

  /**
   * Writes the examples {@code order[from]} to {@code order[to - 1]} to the start of {@code into},
   * {@code [to - from, X]} row-major.
   */
  public void fill(int[] order, int from, int to, float[] into) {
    Objects.checkFromToIndex(from, to, order.length);
    for (int i = from; i < to; i++) {
      fill(order[i], into, (i - from) * features());
    }
  }

  /** Whether all values are 0 or 1, as a Bernoulli likelihood requires. */
  public boolean binary() {
    return pixels.binary();
  }

  /** Whether all values lie in [0, 1]; at once for images, whose values are bytes or bits. */
  public boolean unit() {
    return pixels.unit();
  }

  /** The mean of each feature over the examples, {@code [X]}, summed in double. */
  public double[] mean() {
    double[] mean = new double[features()];
    float[] row = new float[features()];
    for (int example = 0; example < size(); example++) {
      pixels.fill(example, row, 0);
      for (int i = 0; i < row.length; i++) {
        mean[i] += row[i];
      }
    }
    return Arrays.stream(mean).map(sum -> sum / size()).toArray();
  }

  /**
   * The split as it is seen in one epoch of training: itself, except after {@link
   * Binarization#DYNAMIC}, where each epoch has its own draw. A view, no copy.
   */
  public Split epoch(long epoch) {
    return new Split(rows, columns, pixels.epoch(epoch), labels);
  }

  /** The given examples, in the given order, with their labels. */
  public Split select(int... examples) {
    if (!(examples.length > 0)) {
      throw new IllegalArgumentException("select: must name at least 1 example; got none");
    }
    for (int example : examples) {
      Objects.checkIndex(example, size());
    }
    int[] selected =
        labels == null ? null : Arrays.stream(examples).map(example -> labels[example]).toArray();
    return new Split(rows, columns, pixels.select(examples), selected);
  }

  /** The examples {@code from} to {@code to - 1}. */
  public Split slice(int from, int to) {
    return select(IntStream.range(from, to).toArray());
  }

  /**
   * A uniform random subset of {@code count} examples, in random order, by {@code seed} alone: a
   * data set sorted by class has no say in it, and a smaller sample is the start of a larger one.
   */
  public Split sample(int count, long seed) {
    if (!(count > 0 && count <= size())) {
      throw new IllegalArgumentException(
          "sample: count must lie in 1..%d; got %d".formatted(size(), count));
    }
    return select(Mix.permutation(Mix.key("sample", seed), size(), count));
  }

  /** The same examples, shape and labels with other values. */
  Split with(Pixels other) {
    return new Split(rows, columns, other, labels);
  }

  Pixels pixels() {
    return pixels;
  }

  /** Feeds shape, values and labels. */
  void digest(MessageDigest digest) {
    Digests.update(digest, size(), rows, columns);
    pixels.digest(digest);
    Digests.update(digest, labels == null ? 0 : 1);
    if (labels != null) {
      Digests.update(digest, labels);
    }
  }

  /** SHA-256 of shape, values and labels, in lower-case hexadecimal. */
  public String sha256() {
    return Digests.sha256(this::digest);
  }
}
