package org.vae4j.priors;

import java.util.List;
import org.vae4j.models.Prior;

/**
 * A kind of prior that is chosen by name. To add one to the catalogue, from this module or from a
 * jar beside the program: implement this with a public constructor without arguments, and name the
 * class in {@code META-INF/services/org.vae4j.priors.PriorFamily}.
 */
public interface PriorFamily {
  /** The name in kebab-case, as in {@code standard-normal}. */
  String name();

  /** What it is, on one line. */
  String description();

  /**
   * The flags of the program that it understands besides {@link #declared}, without their dashes.
   */
  default List<String> options() {
    return List.of();
  }

  /**
   * Options of its own: flags that the program has by this declaration. It reads them from {@link
   * PriorContext#options}.
   */
  default List<PriorOption<?>> declared() {
    return List.of();
  }

  /**
   * A prior for this model; throws {@code IllegalArgumentException} if the context does not fit.
   */
  Prior create(PriorContext context);
}
