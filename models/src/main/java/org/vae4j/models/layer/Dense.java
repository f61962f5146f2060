package org.vae4j.models.layer;

import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;

/** The affine map {@code x W + b}, {@code [N, inputs] -> [N, outputs]}. */
public final class Dense implements Layer {
  private final Parameter weight;
  private final List<Parameter> bias;

  private Dense(Parameter weight, List<Parameter> bias) {
    this.weight = weight;
    this.bias = bias;
  }

  private Dense(String name, Parameter weight, Initializer initializer) {
    this(weight, List.of(initializer.constant(name + ".bias", Shape.of(weight.shape().dim(1)), 0)));
  }

  /** A layer with weight {@code name.weight} by a rule and zero {@code name.bias}. */
  public static Dense of(
      String name, int inputs, int outputs, Start start, Initializer initializer) {
    Shape shape = Shape.of(inputs, outputs);
    Parameter weight = start.weight(name + ".weight", shape, inputs, outputs, initializer);
    return new Dense(name, weight, initializer);
  }

  /** A layer with weight {@code name.weight} by Glorot's rule and zero {@code name.bias}. */
  public static Dense glorot(String name, int inputs, int outputs, Initializer initializer) {
    return of(name, inputs, outputs, Start.GLOROT, initializer);
  }

  /** A layer with weight {@code name.weight} by He's rule and zero {@code name.bias}. */
  public static Dense he(String name, int inputs, int outputs, Initializer initializer) {
    return of(name, inputs, outputs, Start.HE, initializer);
  }

  /** A layer that starts at zero: weight {@code name.weight} and {@code name.bias}. */
  public static Dense zero(String name, int inputs, int outputs, Initializer initializer) {
    Shape shape = Shape.of(inputs, outputs);
    return new Dense(name, initializer.constant(name + ".weight", shape, 0), initializer);
  }

  /** The same without b, for what is normalised next. */
  public Dense unbiased() {
    return new Dense(weight, List.of());
  }

  @Override
  public Var apply(Var x, Mode mode) {
    Var product = x.matmul(weight.var());
    return bias.isEmpty() ? product : product.plus(bias.get(0).var());
  }

  @Override
  public int outputs() {
    return weight.shape().dim(1);
  }

  @Override
  public List<Parameter> parameters() {
    return bias.isEmpty() ? List.of(weight) : List.of(weight, bias.get(0));
  }
}
