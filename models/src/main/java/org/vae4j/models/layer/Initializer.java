package org.vae4j.models.layer;

import org.vae4j.autodiff.Parameter;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Headroom;
import org.vae4j.core.kernel.NoiseStream;

/**
 * Start values from a seed: each parameter has a stream of its own, keyed by its name, so that two
 * models share the start of what they have in common. Numbers are drawn when first asked for.
 *
 * @param seed the model's seed
 */
public record Initializer(long seed) {
  private static final String REMEDY = "fewer components or smaller layers take less";

  /** A weight {@code [inputs, outputs]} that starts as {@link Start#GLOROT} says. */
  public Parameter glorot(String name, int inputs, int outputs) {
    return Start.GLOROT.weight(name, Shape.of(inputs, outputs), inputs, outputs, this);
  }

  /** A weight {@code [inputs, outputs]} that starts as {@link Start#HE} says. */
  public Parameter he(String name, int inputs, int outputs) {
    return Start.HE.weight(name, Shape.of(inputs, outputs), inputs, outputs, this);
  }

  /** An array of one value. */
  public Parameter constant(String name, Shape shape, double value) {
    return new Parameter(name, Tensor.filled(shape, value));
  }

  /** An array of normal numbers. */
  public Parameter normal(String name, Shape shape, double mean, double standardDeviation) {
    return drawn(name, shape, NoiseKind.NORMAL, mean, standardDeviation);
  }

  /** An array of numbers uniform within {@code +-bound}. */
  public Parameter uniform(String name, Shape shape, double bound) {
    return drawn(name, shape, NoiseKind.UNIFORM, -bound, 2 * bound);
  }

  private Parameter drawn(String name, Shape shape, NoiseKind kind, double shift, double scale) {
    return new Parameter(name, shape, () -> values(name, shape, kind, shift, scale));
  }

  private Tensor values(String name, Shape shape, NoiseKind kind, double shift, double scale) {
    Headroom.requireHeap("start of " + name, (long) Double.BYTES * shape.size(), REMEDY);
    double[] values = new double[shape.size()];
    long stream = NoiseStream.streamKey(seed, name, "initial");
    NoiseStream.fill(kind, NoiseStream.rowKey(stream, 0, 0), values, 0, values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = shift + scale * values[i];
    }
    return Tensor.of(shape, values);
  }
}
