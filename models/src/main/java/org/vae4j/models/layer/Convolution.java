package org.vae4j.models.layer;

import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.Window;

/**
 * A convolution of images in rows, or its transpose, and a number added to each channel: {@code [N,
 * from] -> [N, to]}. By the windows used here, 4 x 4 at every other pixel, an image is halved,
 * rounded down, and the transpose knows which of the two sizes it came from.
 */
public final class Convolution implements Layer {
  /** Halves: filters 4 x 4, 2 pixels apart, one row of zeros around the image. */
  public static final Window HALVING = new Window(4, 4, 2, 1);

  private final Parameter filter;
  private final List<Parameter> bias;
  private final Image from;
  private final Image to;
  private final Window window;
  private final boolean up;

  private Convolution(
      Parameter filter, List<Parameter> bias, Image from, Image to, Window window, boolean up) {
    this.filter = filter;
    this.bias = bias;
    this.from = from;
    this.to = to;
    this.window = window;
    this.up = up;
  }

  /**
   * A convolution with parameters {@code name.weight [KH, KW, from, channels]} and {@code
   * name.bias}. Throws {@code IllegalArgumentException} if the image is smaller than the window.
   */
  public static Convolution down(
      String name, Image from, int channels, Window window, Start start, Initializer initializer) {
    int height = from.height() + 2 * window.padding();
    int width = from.width() + 2 * window.padding();
    if (!(height >= window.height() && width >= window.width())) {
      throw new IllegalArgumentException(
          name + ": images must be no smaller than the filter of " + window + "; got " + from);
    }
    Image to =
        new Image(window.placesDown(from.height()), window.placesAcross(from.width()), channels);
    double area = window.height() * window.width();
    double shared = area / (window.stride() * window.stride());
    Parameter filter =
        start.weight(
            name + ".weight",
            shape(window, from, to),
            area * from.channels(),
            shared * channels,
            initializer);
    return new Convolution(filter, bias(name, to, initializer), from, to, window, false);
  }

  /**
   * The transpose of a convolution from {@code to} to {@code from}, with parameters {@code
   * name.weight [KH, KW, to, from]} and {@code name.bias}. Throws {@code IllegalArgumentException}
   * if the window does not take the one size to the other.
   */
  public static Convolution up(
      String name, Image from, Image to, Window window, Start start, Initializer initializer) {
    boolean fits =
        window.placesDown(to.height()) == from.height()
            && window.placesAcross(to.width()) == from.width();
    if (!fits) {
      throw new IllegalArgumentException(
          name + ": " + window + " must take images " + to + " to the size of " + from);
    }
    double area = window.height() * window.width();
    double shared = area / (window.stride() * window.stride());
    Parameter filter =
        start.weight(
            name + ".weight",
            shape(window, to, from),
            shared * from.channels(),
            area * to.channels(),
            initializer);
    return new Convolution(filter, bias(name, to, initializer), from, to, window, true);
  }

  private static Shape shape(Window window, Image larger, Image smaller) {
    return Shape.of(window.height(), window.width(), larger.channels(), smaller.channels());
  }

  private static List<Parameter> bias(String name, Image to, Initializer initializer) {
    return List.of(initializer.constant(name + ".bias", Shape.of(to.channels()), 0));
  }

  /** The same without the number added to each channel, for what is normalised next. */
  public Convolution unbiased() {
    return new Convolution(filter, List.of(), from, to, window, up);
  }

  /** The images of the result. */
  public Image to() {
    return to;
  }

  @Override
  public Var apply(Var x, Mode mode) {
    if (x.shape().rank() != 2 || x.shape().dim(1) != from.size()) {
      throw x.refused("convolution: rows must hold images " + from + "; got " + x.shape());
    }
    int n = x.shape().dim(0);
    Var image = x.reshape(n, from.height(), from.width(), from.channels());
    Var sums =
        up
            ? image.conv2dTransposed(
                filter.var(), window.stride(), window.padding(), to.height(), to.width())
            : image.conv2d(filter.var(), window.stride(), window.padding());
    Var shifted = bias.isEmpty() ? sums : sums.plus(bias.get(0).var());
    return shifted.reshape(n, to.size());
  }

  @Override
  public int outputs() {
    return to.size();
  }

  @Override
  public List<Parameter> parameters() {
    return bias.isEmpty() ? List.of(filter) : List.of(filter, bias.get(0));
  }
}
