package org.vae4j.benchmarks;

import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Layer;
import org.vae4j.models.layer.Mode;

/**
 * A convolution by 4 x 4 filters that halves the side of square images, or its transpose that
 * doubles it; rows hold images {@code [side, side, channels]}.
 *
 * @param filter {@code [4, 4, C, O]}: C channels of the larger image, O of the smaller
 * @param bias of each channel of the result
 * @param side of the images that come in
 * @param up whether images grow
 * @param rectified whether negative results become 0
 */
record ConvolutionLayer(Parameter filter, Parameter bias, int side, boolean up, boolean rectified)
    implements Layer {
  private static final int KERNEL = 4;
  private static final int STRIDE = 2;
  private static final int PADDING = 1;

  /** {@code [N, side^2 inputs] -> [N, (side/2)^2 outputs]}, rectified. */
  static ConvolutionLayer down(
      String name, int side, int inputs, int outputs, Initializer initializer) {
    Parameter filter = filter(name, inputs, outputs, KERNEL * KERNEL * inputs, initializer);
    Parameter bias = initializer.constant(name + ".bias", Shape.of(outputs), 0);
    return new ConvolutionLayer(filter, bias, side, false, true);
  }

  /** {@code [N, side^2 inputs] -> [N, (2 side)^2 outputs]}. */
  static ConvolutionLayer up(
      String name, int side, int inputs, int outputs, boolean rectified, Initializer initializer) {
    Parameter filter = filter(name, outputs, inputs, STRIDE * STRIDE * inputs, initializer);
    Parameter bias = initializer.constant(name + ".bias", Shape.of(outputs), 0);
    return new ConvolutionLayer(filter, bias, side, true, rectified);
  }

  private static Parameter filter(
      String name, int larger, int smaller, int terms, Initializer initializer) {
    Shape shape = Shape.of(KERNEL, KERNEL, larger, smaller);
    return initializer.normal(name + ".weight", shape, 0, Math.sqrt(2.0 / terms));
  }

  @Override
  public Var apply(Var rows, Mode mode) {
    int count = rows.shape().dim(0);
    int channels = filter.shape().dim(up ? 3 : 2);
    Var image = rows.reshape(count, side, side, channels);
    Var result =
        up
            ? image.conv2dTransposed(filter.var(), STRIDE, PADDING, 0)
            : image.conv2d(filter.var(), STRIDE, PADDING);
    Var shifted = result.plus(bias.var());
    return (rectified ? shifted.relu() : shifted).reshape(count, outputs());
  }

  @Override
  public int outputs() {
    int after = up ? STRIDE * side : side / STRIDE;
    return after * after * bias.shape().dim(0);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(filter, bias);
  }
}
