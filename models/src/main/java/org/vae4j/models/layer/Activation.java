package org.vae4j.models.layer;

import java.util.List;
import java.util.function.UnaryOperator;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;

/** How a hidden layer of an MLP bends. */
public enum Activation {
  /** Hyperbolic tangent of a dense layer. */
  TANH(Var::tanh),
  /** Rectified dense layer. */
  RELU(Var::relu),
  /** A gate in place of a nonlinearity: {@link Gated}. */
  GATED(UnaryOperator.identity());

  private final UnaryOperator<Var> function;

  Activation(UnaryOperator<Var> function) {
    this.function = function;
  }

  /** A hidden layer of this kind. */
  Layer layer(String name, int inputs, int outputs, Initializer initializer) {
    return switch (this) {
      case TANH -> new Bent(Dense.glorot(name, inputs, outputs, initializer), function);
      case RELU -> new Bent(Dense.he(name, inputs, outputs, initializer), function);
      case GATED -> new Gated(name, inputs, outputs, initializer);
    };
  }

  private record Bent(Dense dense, UnaryOperator<Var> function) implements Layer {
    @Override
    public Var apply(Var x, Mode mode) {
      return function.apply(dense.apply(x, mode));
    }

    @Override
    public int outputs() {
      return dense.outputs();
    }

    @Override
    public List<Parameter> parameters() {
      return dense.parameters();
    }
  }
}
