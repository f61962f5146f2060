package org.vae4j.autodiff;

import java.util.List;

/** Something that owns parameters. */
public interface Trainable {
  /** The parameters, in a fixed order; each once. */
  List<Parameter> parameters();
}
