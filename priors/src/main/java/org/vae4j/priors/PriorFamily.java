package org.vae4j.priors;

import org.vae4j.models.Prior;
import org.vae4j.models.option.Configurable;

/**
 * A kind of prior that is chosen by name. To add one to the catalogue, from this module or from a
 * jar beside the program: implement this with a public constructor without arguments, and name the
 * class in {@code META-INF/services/org.vae4j.priors.PriorFamily}. Its options are flags of the
 * program by their declaration, and {@link PriorContext#options} has what is given for them.
 */
public interface PriorFamily extends Configurable {
  /** The name in kebab-case, as in {@code standard-normal}. */
  String name();

  /** What it is, on one line. */
  String description();

  /**
   * A prior for this model; throws {@code IllegalArgumentException} if the context does not fit.
   */
  Prior create(PriorContext context);
}
