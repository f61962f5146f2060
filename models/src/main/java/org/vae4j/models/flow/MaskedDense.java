package org.vae4j.models.flow;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Tensor;

/**
 * The affine map {@code x (W M) + b} with a fixed mask M, {@code [N, inputs] -> [N, outputs]}.
 *
 * @param weight W, {@code [inputs, outputs]}
 * @param mask M, 1 where an output sees an input, else 0
 * @param bias b, {@code [outputs]}
 */
record MaskedDense(Parameter weight, Tensor mask, Parameter bias) implements Trainable {
  /** An output sees inputs of at most its degree less {@code gap}. */
  static MaskedDense of(
      Parameter weight, IntUnaryOperator from, IntUnaryOperator to, int gap, Parameter bias) {
    int columns = weight.shape().dim(1);
    double[] mask =
        IntStream.range(0, weight.shape().size())
            .map(at -> to.applyAsInt(at % columns) - from.applyAsInt(at / columns))
            .mapToDouble(difference -> difference >= gap ? 1 : 0)
            .toArray();
    return new MaskedDense(weight, Tensor.of(weight.shape(), mask), bias);
  }

  /** {@code W M}. */
  Var masked() {
    return weight.var().times(Var.constant(mask));
  }

  Var apply(Var x) {
    return x.matmul(masked()).plus(bias.var());
  }

  /** One output, {@code [N, inputs] -> [N, 1]}. */
  Var apply(Var x, int output) {
    Var column = masked().slice(1, output, output + 1);
    return x.matmul(column).plus(bias.var().slice(0, output, output + 1));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }
}
