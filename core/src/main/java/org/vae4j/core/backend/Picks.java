package org.vae4j.core.backend;

import java.util.Arrays;
import org.vae4j.core.Shape;
import org.vae4j.core.Shapes;

/**
 * The values of operations that choose by index, in float64 as in {@link Loops}. An index is a
 * whole number from 0; what is none, or beyond the end, makes NaN of all that it would touch.
 */
public final class Picks {
  private Picks() {}

  /** The elements at {@code indices} along {@code axis}, by the rule of {@link Shapes#gather}. */
  public static double[] gather(double[] x, Shape s, double[] indices, int axis) {
    int length = s.dim(axis);
    int inner = s.strides()[axis];
    int outer = s.size() / Math.max(1, length * inner);
    double[] result = new double[outer * indices.length * inner];
    for (int o = 0, to = 0; o < outer; o++) {
      for (double index : indices) {
        if (valid(index, length)) {
          System.arraycopy(x, (o * length + (int) index) * inner, result, to, inner);
        } else {
          Arrays.fill(result, to, to + inner, Double.NaN);
        }
        to += inner;
      }
    }
    return result;
  }

  /**
   * Zeros of shape {@code out} with each element of {@code x} added at its index along {@code
   * axis}, by the rule of {@link Shapes#scatterAdd}; all NaN if one index is none.
   */
  public static double[] scatterAdd(double[] x, double[] indices, Shape out, int axis) {
    double[] result = new double[out.size()];
    int length = out.dim(axis);
    int inner = out.strides()[axis];
    int outer = out.size() / Math.max(1, length * inner);
    for (double index : indices) {
      if (!valid(index, length)) {
        Arrays.fill(result, Double.NaN);
        return result;
      }
    }
    for (int o = 0, from = 0; o < outer; o++) {
      for (double index : indices) {
        int to = (o * length + (int) index) * inner;
        for (int i = 0; i < inner; i++) {
          result[to + i] += x[from++];
        }
      }
    }
    return result;
  }

  /** {@code [..] -> [.., length]}: 1 at the index, else 0; all 0 if the index is none. */
  public static double[] oneHot(double[] indices, int length) {
    double[] result = new double[indices.length * length];
    for (int i = 0; i < indices.length; i++) {
      if (valid(indices[i], length)) {
        result[i * length + (int) indices[i]] = 1;
      }
    }
    return result;
  }

  /** The first index of the maximum along {@code axis}; NaN where an element is NaN. */
  public static double[] argmax(double[] x, Shape s, int axis) {
    int length = s.dim(axis);
    int inner = s.strides()[axis];
    double[] result = new double[Shapes.argmax(s, axis).size()];
    for (int i = 0; i < result.length; i++) {
      int at = i / inner * length * inner + i % inner;
      int best = 0;
      boolean numbers = true;
      for (int k = 0; k < length; k++) {
        double candidate = x[at + k * inner];
        numbers &= !Double.isNaN(candidate);
        best = candidate > x[at + best * inner] ? k : best;
      }
      result[i] = numbers ? best : Double.NaN;
    }
    return result;
  }

  private static boolean valid(double index, int length) {
    return index >= 0 && index < length && index == (int) index;
  }
}
