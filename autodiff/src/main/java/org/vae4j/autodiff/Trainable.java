package org.vae4j.autodiff;

import java.util.List;

/** Something that owns parameters; a {@link Compound} where they are those of its parts. */
public interface Trainable {
  /** The parameters, in a fixed order; each once. */
  List<Parameter> parameters();

  /**
   * Named arrays that belong to what was learned but follow no gradient, such as running means; in
   * a fixed order, each once, and none of them among the parameters.
   */
  default List<Parameter> states() {
    return List.of();
  }
}
