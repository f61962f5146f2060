package org.vae4j.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.Window;

/** Convolutions against the sums that define them, and the shapes that they make. */
class ConvolutionsTest {
  @Test
  void conv2d_everyCase_isTheSumOverTheFilter() {
    for (OpCases.Case c : cases("conv2d")) {
      Tensor image = c.operands().get(0);
      Tensor filter = c.operands().get(1);
      Shape map = c.op().shape(c.shapes());
      double[] actual = value(c);
      Slide slide = new Slide(c.op());
      int at = 0;
      for (int b = 0; b < map.dim(0); b++) {
        for (int y = 0; y < map.dim(1); y++) {
          for (int x = 0; x < map.dim(2); x++) {
            for (int o = 0; o < map.dim(3); o++) {
              assertEquals(slide.sum(image, filter, b, y, x, o), actual[at++], 1e-12, c::toString);
            }
          }
        }
      }
    }
  }

  /** What a filter sees at a place, by the definition. */
  private record Slide(Op op) {
    double sum(Tensor image, Tensor filter, int b, int y, int x, int o) {
      Window w = op.attribute(0, Window.class);
      double sum = 0;
      for (int i = 0; i < w.height(); i++) {
        for (int j = 0; j < w.width(); j++) {
          int row = y * w.stride() + i - w.padding();
          int column = x * w.stride() + j - w.padding();
          boolean inside =
              row >= 0
                  && row < image.shape().dim(1)
                  && column >= 0
                  && column < image.shape().dim(2);
          for (int k = 0; inside && k < image.shape().dim(3); k++) {
            sum += image.at(b, row, column, k) * filter.at(i, j, k, o);
          }
        }
      }
      return sum;
    }
  }

  @Test
  void conv2dTransposed_everyCase_isTheAdjointOfConv2d() {
    for (OpCases.Case c : cases("conv2d-transposed")) {
      Window window = c.op().attribute(0, Window.class);
      double[] folded = value(c);
      Tensor filter = c.operands().get(1);
      Shape image = c.op().shape(c.shapes());
      double[] other = new double[image.size()];
      Arrays.setAll(other, i -> Math.sin(3.7 * i));
      double[] mapped =
          Convolutions.conv2d(window)
              .value(
                  List.of(other, filter.toDoubleArray()),
                  List.of(image, filter.shape()),
                  c.shapes().get(0));
      assertEquals(
          dot(folded, other), dot(c.operands().get(0).toDoubleArray(), mapped), 1e-10, c::toString);
    }
  }

  @Test
  void conv2dTransposed_more_choosesAmongTheSizesThatAStrideMakesEqual() {
    Var filter = Var.input("w", Shape.of(4, 4, 2, 5));
    Var map = Var.input("y", Shape.of(3, 7, 6, 5));
    assertEquals(Shape.of(3, 14, 12, 2), map.conv2dTransposed(filter, 2, 1, 0).shape());
    assertEquals(Shape.of(3, 15, 13, 2), map.conv2dTransposed(filter, 2, 1, 1).shape());
    assertEquals(map.shape(), map.conv2dTransposed(filter, 2, 1, 1).conv2d(filter, 2, 1).shape());
  }

  private static List<OpCases.Case> cases(String name) {
    return OpCases.rows().stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow()
        .cases();
  }

  private static double[] value(OpCases.Case c) {
    List<double[]> operands = c.operands().stream().map(Tensor::toDoubleArray).toList();
    return c.op().value(operands, c.shapes(), c.op().shape(c.shapes()));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
