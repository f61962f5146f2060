package org.vae4j.models.layer;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;

/** Hidden layers in sequence, {@code [N, inputs] -> [N, last width]}. */
public final class Mlp implements Layer, Compound {
  private final Sequence layers;
  private final int inputs;

  /**
   * Layers {@code name.0, name.1, ...} of these widths. Throws {@code IllegalArgumentException}
   * unless there is one and all are positive.
   */
  public Mlp(
      String name,
      int inputs,
      List<Integer> widths,
      Activation activation,
      Initializer initializer) {
    this(name, inputs, widths, new Hidden(activation), initializer);
  }

  /** As above, with hidden layers made as {@code hidden} says. */
  public Mlp(
      String name, int inputs, List<Integer> widths, Hidden hidden, Initializer initializer) {
    if (widths.isEmpty() || widths.stream().anyMatch(width -> !(width > 0))) {
      throw new IllegalArgumentException(
          name + ": hidden widths must be one or more positive numbers; got " + widths);
    }
    this.inputs = inputs;
    List<Layer> made = new ArrayList<>();
    int width = inputs;
    for (int next : widths) {
      made.add(hidden.dense(name + "." + made.size(), width, next, initializer));
      width = next;
    }
    this.layers = new Sequence(made);
  }

  @Override
  public Var apply(Var x, Mode mode) {
    return layers.apply(Rows.checked("mlp: input", x, inputs), mode);
  }

  @Override
  public int outputs() {
    return layers.outputs();
  }

  @Override
  public List<Trainable> parts() {
    return List.of(layers);
  }
}
