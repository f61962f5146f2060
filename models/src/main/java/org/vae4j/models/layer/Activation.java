package org.vae4j.models.layer;

import java.util.List;
import java.util.function.UnaryOperator;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Var;

/** How a hidden layer bends. */
public enum Activation {
  /** Hyperbolic tangent. */
  TANH(Var::tanh, Start.GLOROT),
  /** {@code max(x, 0)}. */
  RELU(Var::relu, Start.HE),
  /** {@code x}, or 0.01 x where that is more. */
  LEAKY_RELU(x -> x.leakyRelu(0.01), Start.HE),
  /** {@code x}, or {@code e^x - 1} below 0. Source: Clevert et al. (2016), arXiv:1511.07289. */
  ELU(x -> x.relu().plus(x.min(Var.constant(0)).expm1()), Start.HE),
  /** {@code x sigmoid(x)}. Source: Elfwing, Uchibe, Doya (2018), arXiv:1702.03118. */
  SILU(Var::silu, Start.HE),
  /** {@code x Phi(x)}. Source: Hendrycks, Gimpel (2016), arXiv:1606.08415. */
  GELU(Var::gelu, Start.HE),
  /** {@code log(1 + e^x)}. */
  SOFTPLUS(Var::softplus, Start.HE),
  /** {@code x} cut to -1 and 1. */
  HARD_TANH(x -> x.clamp(-1, 1), Start.GLOROT),
  /** A gate in place of a bend: {@link Gated}. */
  GATED(UnaryOperator.identity(), Start.HE);

  private final UnaryOperator<Var> function;
  private final Start start;

  Activation(UnaryOperator<Var> function, Start start) {
    this.function = function;
    this.start = start;
  }

  /** How the weights of a layer start that bends so. */
  Start start() {
    return start;
  }

  /** The bend of {@code linear}. */
  Layer bent(Layer linear) {
    return new Bent(linear, function);
  }

  private record Bent(Layer linear, UnaryOperator<Var> function) implements Layer, Compound {
    @Override
    public Var apply(Var x, Mode mode) {
      return function.apply(linear.apply(x, mode));
    }

    @Override
    public int outputs() {
      return linear.outputs();
    }

    @Override
    public List<Layer> parts() {
      return List.of(linear);
    }
  }
}
