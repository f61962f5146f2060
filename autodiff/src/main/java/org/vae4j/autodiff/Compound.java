package org.vae4j.autodiff;

import java.util.List;

/**
 * A {@link Trainable} made of others, whose parameters and states are theirs in order. A parameter
 * that two parts share counts once, where it first stands.
 */
public interface Compound extends Trainable {
  /** What it is made of. */
  List<? extends Trainable> parts();

  @Override
  default List<Parameter> parameters() {
    return parts().stream().flatMap(part -> part.parameters().stream()).distinct().toList();
  }

  @Override
  default List<Parameter> states() {
    return parts().stream().flatMap(part -> part.states().stream()).distinct().toList();
  }
}
