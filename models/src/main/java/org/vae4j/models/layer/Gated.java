package org.vae4j.models.layer;

import java.util.List;
import java.util.stream.Stream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;

/**
 * A linear map gated by another, {@code (x W + b) sigmoid(x V + c)}, {@code [N, inputs] -> [N,
 * outputs]}. Source: Dauphin, Fan, Auli, Grangier (2017), arXiv:1612.08083, eq. 1; the dense layer
 * of the VampPrior paper (Tomczak, Welling (2018), arXiv:1705.07120).
 */
public final class Gated implements Layer {
  private final Dense value;
  private final Dense gate;

  /** A layer with parameters {@code name.value.*} and {@code name.gate.*} by He's rule. */
  public Gated(String name, int inputs, int outputs, Initializer initializer) {
    this.value = Dense.he(name + ".value", inputs, outputs, initializer);
    this.gate = Dense.he(name + ".gate", inputs, outputs, initializer);
  }

  @Override
  public Var apply(Var x, Mode mode) {
    return value.apply(x, mode).times(gate.apply(x, mode).sigmoid());
  }

  @Override
  public int outputs() {
    return value.outputs();
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.of(value, gate).flatMap(dense -> dense.parameters().stream()).toList();
  }
}
