package org.vae4j.cli.run;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.cli.chart.Raster;
import org.vae4j.cli.report.Pictures;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Planar;
import org.vae4j.models.data.Split;
import org.vae4j.models.evaluate.Generated;

/**
 * Pictures of a model: what it makes up, and what it makes of test images. The same model and seed
 * give the same files.
 *
 * @param facts what they show
 * @param files PNG files by name
 */
record Gallery(Pictures facts, Map<String, byte[]> files) {
  private static final int MOST_PIXELS = 640;
  private static final int ACROSS = 8;
  private static final int PAIRS_ACROSS = 10;
  private static final int PAIR_ROWS = 2;

  /** The same test images whatever the seed of a run. */
  private static final long CHOICE = 0;

  /** Images of a data set whose examples are such; points of one whose density is known. */
  static Gallery of(Engine engine, Vae vae, Dataset dataset, long seed) {
    Optional<Planar> planar =
        Arrays.stream(Planar.values()).filter(p -> p.title().equals(dataset.name())).findFirst();
    if (planar.isPresent()) {
      return points(
          planar.get(), dataset.test(), Generated.of(engine, vae, PlaneView.SAMPLES, seed));
    }
    if (dataset.rows() > 1 && dataset.columns() > 1) {
      return images(engine, vae, dataset, seed);
    }
    String reason = "examples are neither images nor points of a known density";
    return new Gallery(Pictures.none(reason), Map.of());
  }

  /** Draws from p(x|z) where the likelihood has such, else its means. */
  private static Gallery points(Planar density, Split test, Generated made) {
    double most = Arrays.stream(rows(test)).map(Math::abs).max().orElseThrow();
    double reach = Math.ceil(most);
    PlaneView view = new PlaneView(reach);
    view.density(density);
    int outside = view.points(made.samples().orElse(made.means()));
    boolean noise = made.samples().isPresent();
    return new Gallery(
        new Pictures(PlaneView.SAMPLES, 0, reach, outside, noise, null),
        Map.of(Pictures.SAMPLES, view.png()));
  }

  private static Gallery images(Engine engine, Vae vae, Dataset dataset, long seed) {
    int across = fitting(dataset.columns(), ACROSS);
    int down = fitting(dataset.rows(), ACROSS);
    Tensor samples = vae.sample(engine, across * down, seed);
    int pairs =
        Math.min(dataset.test().size(), PAIR_ROWS * fitting(dataset.columns(), PAIRS_ACROSS));
    double[] chosen = rows(dataset.test().sample(pairs, CHOICE));
    Tensor x = Tensor.of(Shape.of(pairs, dataset.features()), chosen);
    double[] again = vae.reconstruct(engine, x).toDoubleArray();
    return new Gallery(
        new Pictures(across * down, pairs, null, null, null, null),
        Map.of(
            Pictures.SAMPLES,
            sheet(samples.toDoubleArray(), dataset, across),
            Pictures.RECONSTRUCTIONS,
            pairs(chosen, again, dataset)));
  }

  private static int fitting(int size, int most) {
    return Math.max(2, Math.min(most, MOST_PIXELS / (size + 1)));
  }

  private static double[] rows(Split split) {
    double[] rows = new double[split.size() * split.features()];
    float[] one = new float[split.features()];
    for (int i = 0; i < split.size(); i++) {
      split.fill(i, one, 0);
      for (int j = 0; j < one.length; j++) {
        rows[i * one.length + j] = one[j];
      }
    }
    return rows;
  }

  private static byte[] sheet(double[] images, Dataset shape, int across) {
    int count = images.length / shape.features();
    Sheet sheet = new Sheet(shape.rows(), shape.columns(), (count - 1) / across + 1, across);
    for (int i = 0; i < count; i++) {
      sheet.put(images, i, i / across, i % across);
    }
    return sheet.png();
  }

  /** Odd rows of images, and the same again under each. */
  private static byte[] pairs(double[] images, double[] again, Dataset shape) {
    int count = images.length / shape.features();
    int across = Math.min(count, fitting(shape.columns(), PAIRS_ACROSS));
    int rows = (count - 1) / across + 1;
    Sheet sheet = new Sheet(shape.rows(), shape.columns(), 2 * rows, across);
    for (int i = 0; i < count; i++) {
      sheet.put(images, i, 2 * (i / across), i % across);
      sheet.put(again, i, 2 * (i / across) + 1, i % across);
    }
    return sheet.png();
  }

  /** Images side by side, one pixel of grey between them. */
  private record Sheet(int height, int width, int across, Raster raster) {
    private static final double GREY = 0.5;

    Sheet(int height, int width, int down, int across) {
      this(height, width, across, Raster.grey(across * (width + 1) - 1, down * (height + 1) - 1));
      for (int row = 0; row < raster.height(); row++) {
        for (int column = 0; column < raster.width(); column++) {
          raster.grey(column, row, GREY);
        }
      }
    }

    void put(double[] images, int image, int down, int right) {
      for (int i = 0; i < height * width; i++) {
        raster.grey(
            right * (width + 1) + i % width,
            down * (height + 1) + i / width,
            images[image * height * width + i]);
      }
    }

    byte[] png() {
      return raster.png();
    }
  }
}
