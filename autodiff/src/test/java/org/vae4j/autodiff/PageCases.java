package org.vae4j.autodiff;

import static org.vae4j.autodiff.OpCases.REAL;
import static org.vae4j.autodiff.OpCases.dim;
import static org.vae4j.autodiff.OpCases.shape;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.vae4j.autodiff.OpCases.Drawn;
import org.vae4j.autodiff.OpCases.Row;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.Window;

/** The table of tests for {@link Indices} and {@link Convolutions}. */
final class PageCases {
  /** The second operand has indices below this; no axis chosen along is shorter. */
  private static final int INDICES = 3;

  private PageCases() {}

  static List<Row> rows() {
    return List.of(
        new Row("gather", PageCases::gather, PageCases::indexed),
        new Row("scatter-add", PageCases::scatterAdd, PageCases::indexed),
        new Row("one-hot", PageCases::oneHot, (s, random) -> List.of(indices(s.get(0), random))),
        new Row("argmax", PageCases::argmax, REAL),
        new Row("conv2d", random -> new Slid(random).conv2d(), REAL),
        new Row("conv2d-transposed", random -> new Slid(random).transposed(), REAL),
        new Row("conv2d-filter", random -> new Slid(random).filter(), REAL),
        new Row("patches", random -> new Slid(random).patches(), REAL),
        new Row("fold", random -> new Slid(random).fold(), REAL));
  }

  private static Drawn gather(Random random) {
    Shape values = shape(random, 1, 3);
    int axis = random.nextInt(values.rank());
    Shape enough = values.with(axis, INDICES + random.nextInt(3));
    return new Drawn(Indices.gather(axis), enough, shape(random, 0, 2));
  }

  private static Drawn scatterAdd(Random random) {
    Shape indices = shape(random, 0, 2);
    int[] before = shape(random, 0, 1).dims();
    int[] after = shape(random, 0, 1).dims();
    Shape values = Shape.of(before).append(indices.dims()).append(after);
    Op op = Indices.scatterAdd(before.length, INDICES + random.nextInt(3));
    return new Drawn(op, values, indices);
  }

  private static Drawn oneHot(Random random) {
    return new Drawn(Indices.oneHot(INDICES + random.nextInt(3)), shape(random, 0, 3));
  }

  private static Drawn argmax(Random random) {
    Shape values = shape(random, 1, 4);
    return new Drawn(Indices.argmax(random.nextInt(values.rank())), values);
  }

  private static List<Tensor> indexed(List<Shape> shapes, Random random) {
    return List.of(
        REAL.values(shapes.subList(0, 1), random).get(0), indices(shapes.get(1), random));
  }

  private static Tensor indices(Shape shape, Random random) {
    double[] elements = new double[shape.size()];
    Arrays.setAll(elements, i -> random.nextInt(INDICES));
    return Tensor.of(shape, elements);
  }

  /** A filter of random size, stride and padding over images of random size. */
  private static final class Slid {
    final Window window;
    final Shape image;
    final Shape filter;
    final Shape map;

    Slid(Random random) {
      int height = dim(random);
      int width = dim(random);
      int padding = random.nextInt(Math.min(height, width));
      window = new Window(height, width, 1 + random.nextInt(3), padding);
      image =
          Shape.of(dim(random), height + random.nextInt(4), width + random.nextInt(4), dim(random));
      filter = Shape.of(height, width, image.dim(3), dim(random));
      map = window.map(image, filter);
    }

    Drawn conv2d() {
      return new Drawn(Convolutions.conv2d(window), image, filter);
    }

    Drawn transposed() {
      return new Drawn(
          Convolutions.conv2dTransposed(window, image.dim(1), image.dim(2)), map, filter);
    }

    Drawn filter() {
      return new Drawn(Convolutions.conv2dFilter(window), image, map);
    }

    Drawn patches() {
      return new Drawn(Convolutions.patches(window), image);
    }

    Drawn fold() {
      return new Drawn(Convolutions.fold(window, image), window.patches("fold", image));
    }
  }
}
