package org.vae4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.core.Tensor;

/**
 * What loss and gradients must be, by the float64 back end, and how far a contender's are from it.
 * The distance is the greatest difference within an array relative to its greatest element.
 */
final class Agreement {
  /** Contenders further away than this do not compute the workload. */
  static final double TOLERANCE = 1e-4;

  private final Map<String, float[]> expected = new LinkedHashMap<>();

  /** {@code reference}: the loss, then the gradients of the example's weights where there are. */
  Agreement(Example example, float[] reference) {
    expected.put("loss", new float[] {reference[0]});
    int at = 1;
    for (Map.Entry<String, Tensor> weight : example.weights().entrySet()) {
      int size = weight.getValue().shape().size();
      if (at + size <= reference.length) {
        float[] gradient = new float[size];
        System.arraycopy(reference, at, gradient, 0, size);
        expected.put("gradient of " + weight.getKey(), gradient);
        at += size;
      }
    }
  }

  /** Arrays compared. */
  int size() {
    return expected.size();
  }

  /**
   * The largest distance of the results in {@code file}. Throws {@code IllegalStateException} with
   * the array's name above {@link #TOLERANCE}, or when the file has another length.
   */
  double check(String contender, Path file) {
    FloatBuffer results = read(file);
    int length = expected.values().stream().mapToInt(array -> array.length).sum();
    if (results.remaining() != length) {
      throw new IllegalStateException(
          contender + ": results must have " + length + " numbers; got " + results.remaining());
    }
    double worst = 0;
    for (Map.Entry<String, float[]> entry : expected.entrySet()) {
      float[] got = new float[entry.getValue().length];
      results.get(got);
      double distance = distance(entry.getValue(), got);
      if (!(distance <= TOLERANCE)) {
        throw new IllegalStateException(
            "%s: %s must agree with float64 to %.0e; got a distance of %.1e"
                .formatted(contender, entry.getKey(), TOLERANCE, distance));
      }
      worst = Math.max(worst, distance);
    }
    return worst;
  }

  private static double distance(float[] expected, float[] got) {
    double greatest = Double.MIN_NORMAL;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      greatest = Math.max(greatest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) expected[i] - got[i]));
    }
    return difference / greatest;
  }

  private static FloatBuffer read(Path file) {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(file))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
