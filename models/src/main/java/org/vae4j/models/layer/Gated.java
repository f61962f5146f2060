package org.vae4j.models.layer;

import java.util.List;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Var;

/**
 * A map gated by another, {@code value(x) sigmoid(gate(x))}, {@code [N, inputs] -> [N, outputs]}.
 * Source: Dauphin, Fan, Auli, Grangier (2017), arXiv:1612.08083, section 2; the layers of the
 * VampPrior paper (Tomczak, Welling (2018), arXiv:1705.07120).
 */
public final class Gated implements Layer, Compound {
  private final Layer value;
  private final Layer gate;

  /** Throws {@code IllegalArgumentException} if the two differ in width. */
  public Gated(Layer value, Layer gate) {
    if (value.outputs() != gate.outputs()) {
      throw new IllegalArgumentException(
          "gated: gate must have %d outputs; got %d".formatted(value.outputs(), gate.outputs()));
    }
    this.value = value;
    this.gate = gate;
  }

  /** Affine maps with parameters {@code name.value.*} and {@code name.gate.*} by He's rule. */
  public static Gated dense(String name, int inputs, int outputs, Initializer initializer) {
    return new Gated(
        Dense.he(name + ".value", inputs, outputs, initializer),
        Dense.he(name + ".gate", inputs, outputs, initializer));
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
  public List<Layer> parts() {
    return List.of(value, gate);
  }
}
