package org.vae4j.models.flow;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.models.layer.Dense;
import org.vae4j.models.layer.Initializer;

/**
 * The network of a coupling: two hidden layers from what stays, and from a context if there is one,
 * to shift and scale of what moves. Its last layer starts at zero, and so the coupling at the
 * identity. Hidden units are tanh, which keeps a density smooth; a deviation from the rectifiers of
 * Dinh et al. (2017).
 */
final class Conditioner implements Trainable {
  private final List<Dense> entries;
  private final Dense middle;
  private final Dense shift;
  private final Dense raw;
  private final Parameter bound;

  /** A network for inputs of these widths, one or more, with parameters {@code name.*}. */
  Conditioner(String name, List<Integer> inputs, int outputs, int hidden, Initializer initializer) {
    this.entries =
        IntStream.range(0, inputs.size())
            .mapToObj(i -> Dense.glorot(name + ".input-" + i, inputs.get(i), hidden, initializer))
            .toList();
    this.middle = Dense.glorot(name + ".hidden", hidden, hidden, initializer);
    this.shift = Dense.zero(name + ".shift", hidden, outputs, initializer);
    this.raw = Dense.zero(name + ".log-scale", hidden, outputs, initializer);
    this.bound = initializer.constant(name + ".bound", Shape.of(outputs), 1);
  }

  /** The rescaling for these inputs, {@code [N, width]} each. */
  Rescaling apply(List<Var> inputs) {
    if (inputs.size() != entries.size()) {
      throw inputs
          .get(0)
          .refused(
              "coupling: inputs must be as many as at its making, "
                  + entries.size()
                  + " with the"
                  + " context; got "
                  + inputs.size());
    }
    Var sum = entries.get(0).apply(inputs.get(0));
    for (int i = 1; i < inputs.size(); i++) {
      sum = sum.plus(entries.get(i).apply(inputs.get(i)));
    }
    Var hidden = middle.apply(sum.tanh()).tanh();
    return Rescaling.bounded(shift.apply(hidden), raw.apply(hidden), bound.var());
  }

  @Override
  public List<Parameter> parameters() {
    Stream<Dense> layers = Stream.concat(entries.stream(), Stream.of(middle, shift, raw));
    return Stream.concat(layers.flatMap(layer -> layer.parameters().stream()), Stream.of(bound))
        .toList();
  }
}
