package org.vae4j.models.layer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Var;

/**
 * A layer and a way around it, {@code x + f(x)}, or {@code g(x) + f(x)} with a linear g where f
 * changes the size. Source: He, Zhang, Ren, Sun (2016), arXiv:1512.03385, eq. 1 and 2; here nothing
 * bends after the sum.
 *
 * @param body f
 * @param shortcut g; empty for the identity
 */
public record Residual(Layer body, Optional<Layer> shortcut) implements Layer, Compound {
  /** Throws {@code IllegalArgumentException} if f and g differ in width. */
  public Residual {
    shortcut.ifPresent(
        around -> {
          if (around.outputs() != body.outputs()) {
            throw new IllegalArgumentException(
                "residual: shortcut must have %d outputs; got %d"
                    .formatted(body.outputs(), around.outputs()));
          }
        });
  }

  /** {@code x + f(x)}. */
  public Residual(Layer body) {
    this(body, Optional.empty());
  }

  @Override
  public Var apply(Var x, Mode mode) {
    Var around = shortcut.map(layer -> layer.apply(x, mode)).orElse(x);
    String what = shortcut.isPresent() ? "residual: output of the shortcut" : "residual: input";
    return Rows.checked(what, around, body.outputs()).plus(body.apply(x, mode));
  }

  @Override
  public int outputs() {
    return body.outputs();
  }

  @Override
  public List<Layer> parts() {
    return Stream.concat(Stream.of(body), shortcut.stream()).toList();
  }
}
