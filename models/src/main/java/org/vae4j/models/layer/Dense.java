package org.vae4j.models.layer;

import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;

/** The affine map {@code x W + b}, {@code [N, inputs] -> [N, outputs]}. */
public final class Dense implements Layer {
  private final Parameter weight;
  private final Parameter bias;

  private Dense(Parameter weight, Parameter bias) {
    this.weight = weight;
    this.bias = bias;
  }

  /** A layer with weight {@code name.weight} by Glorot's rule and zero {@code name.bias}. */
  public static Dense glorot(String name, int inputs, int outputs, Initializer initializer) {
    return new Dense(
        initializer.glorot(name + ".weight", inputs, outputs),
        initializer.constant(name + ".bias", Shape.of(outputs), 0));
  }

  /** A layer with weight {@code name.weight} by He's rule and zero {@code name.bias}. */
  public static Dense he(String name, int inputs, int outputs, Initializer initializer) {
    return new Dense(
        initializer.he(name + ".weight", inputs, outputs),
        initializer.constant(name + ".bias", Shape.of(outputs), 0));
  }

  /** A layer that starts at zero: weight {@code name.weight} and {@code name.bias}. */
  public static Dense zero(String name, int inputs, int outputs, Initializer initializer) {
    return new Dense(
        initializer.constant(name + ".weight", Shape.of(inputs, outputs), 0),
        initializer.constant(name + ".bias", Shape.of(outputs), 0));
  }

  @Override
  public Var apply(Var x, Mode mode) {
    return x.matmul(weight.var()).plus(bias.var());
  }

  @Override
  public int outputs() {
    return weight.shape().dim(1);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }
}
