package org.vae4j.models.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/**
 * Splits from ND4J's arrays and iterators. Values are copied as they are: images of 0..255 are to
 * be divided by 255 first.
 */
public final class FromNd4j {
  private FromNd4j() {}

  /**
   * The examples of an array {@code [B, X]}, {@code [B, H, W]} or {@code [B, 1, H, W]}. Throws
   * {@code IllegalArgumentException} for another shape or values that are not finite.
   */
  public static Split split(INDArray features) {
    Tensor values = Tensor.from(features);
    int[] image = image(values.shape());
    return Split.ofFloats(image[0], image[1], values.toFloatArray());
  }

  /**
   * Examples as above with the labels {@code [B]}, {@code [B, 1]} or, one-hot, {@code [B, C]}.
   * Throws {@code IllegalArgumentException} where labels are of another form or number.
   */
  public static Split split(INDArray features, INDArray labels) {
    Tensor classes = Tensor.from(labels);
    int[] label = labels(classes);
    if (label == null) {
      throw new IllegalArgumentException(
          "labels: must be class numbers [B] or [B, 1], or one-hot [B, C]; got " + classes);
    }
    return split(features).labelled(label);
  }

  /**
   * All examples of an iterator, from its start where it can be reset. Its labels are kept if they
   * are class numbers or one-hot in every batch; other targets, which an autoencoder has no use
   * for, are left. Throws {@code IllegalArgumentException} for an empty iterator, masked features,
   * or batches of different shapes.
   */
  public static Split split(DataSetIterator iterator) {
    if (iterator.resetSupported()) {
      iterator.reset();
    }
    List<float[]> values = new ArrayList<>();
    List<int[]> labels = new ArrayList<>();
    int[] image = null;
    while (iterator.hasNext()) {
      DataSet batch = iterator.next();
      Tensor features = features(batch);
      int[] shape = image(features.shape());
      if (image != null && !Arrays.equals(image, shape)) {
        throw new IllegalArgumentException(
            "iterator: examples must be of one shape; got %s and %s"
                .formatted(Arrays.toString(image), Arrays.toString(shape)));
      }
      image = shape;
      values.add(features.toFloatArray());
      labels.add(batch.getLabels() == null ? null : labels(Tensor.from(batch.getLabels())));
    }
    if (image == null) {
      throw new IllegalArgumentException("iterator: must hold at least 1 example; got none");
    }
    Split split = Split.ofFloats(image[0], image[1], concatenated(values));
    return labels.contains(null)
        ? split
        : split.labelled(labels.stream().flatMapToInt(Arrays::stream).toArray());
  }

  private static Tensor features(DataSet batch) {
    if (batch.getFeaturesMaskArray() != null) {
      throw new IllegalArgumentException("iterator: features must have no mask; got one");
    }
    return Tensor.from(batch.getFeatures());
  }

  private static int[] image(Shape shape) {
    int[] dims = shape.dims();
    if (dims.length == 2) {
      return new int[] {1, dims[1]};
    }
    if (dims.length == 3) {
      return new int[] {dims[1], dims[2]};
    }
    if (dims.length == 4 && dims[1] == 1) {
      return new int[] {dims[2], dims[3]};
    }
    throw new IllegalArgumentException(
        "features: must be [B, X], [B, H, W] or [B, 1, H, W]; got " + shape);
  }

  private static float[] concatenated(List<float[]> parts) {
    float[] all = new float[Math.toIntExact(parts.stream().mapToLong(part -> part.length).sum())];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** The class of each example, or null where these are not classes. */
  private static int[] labels(Tensor labels) {
    Shape shape = labels.shape();
    if (!(shape.rank() == 1 || shape.rank() == 2)) {
      return null;
    }
    float[] values = labels.toFloatArray();
    int classes = shape.rank() == 1 ? 1 : shape.dim(1);
    return classes == 1 ? numbers(values) : hot(values, classes);
  }

  private static int[] numbers(float[] values) {
    int[] numbers = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = (int) values[i];
      if (!(numbers[i] >= 0 && numbers[i] == values[i])) {
        return null;
      }
    }
    return numbers;
  }

  private static int[] hot(float[] values, int classes) {
    int[] hot = new int[values.length / classes];
    Arrays.fill(hot, -1);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == 0) {
        continue;
      }
      if (!(values[i] == 1 && hot[i / classes] < 0)) {
        return null;
      }
      hot[i / classes] = i % classes;
    }
    return Arrays.stream(hot).anyMatch(label -> label < 0) ? null : hot;
  }
}
