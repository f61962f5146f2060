package org.vae4j.priors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.vae4j.core.Choice;
import org.vae4j.models.Prior;

/** The priors that can be chosen by name: every {@link PriorFamily} on the class path. */
public final class PriorCatalogue {
  private final Map<String, PriorFamily> families = new LinkedHashMap<>();

  /** A catalogue of these; throws {@code IllegalArgumentException} if two have one name. */
  PriorCatalogue(Iterable<PriorFamily> found) {
    for (PriorFamily family : found) {
      PriorFamily other = families.putIfAbsent(family.name(), family);
      if (other != null) {
        throw new IllegalArgumentException(
            "prior '"
                + family.name()
                + "' must be provided once; got "
                + other.getClass().getName()
                + " and "
                + family.getClass().getName());
      }
    }
  }

  /**
   * What the class path provides; throws {@code IllegalArgumentException} on a name given twice and
   * on a provider that cannot be loaded.
   */
  public static PriorCatalogue load() {
    try {
      return new PriorCatalogue(ServiceLoader.load(PriorFamily.class));
    } catch (ServiceConfigurationError | LinkageError broken) {
      throw new IllegalArgumentException(
          "plugins: every family of priors must load; got " + broken.getMessage(), broken);
    }
  }

  /** All families, in the order they were found. */
  public List<PriorFamily> families() {
    return List.copyOf(families.values());
  }

  /**
   * The prior of that name. Throws {@code IllegalArgumentException} with the known names, for an
   * option that it does not have, or if the context does not fit.
   */
  public Prior create(String name, PriorContext context) {
    PriorFamily family = find(name);
    context.options().requireOnly(family.options());
    return family.create(context);
  }

  /** The family of that name; throws {@code IllegalArgumentException} with the known names. */
  public PriorFamily find(String name) {
    return Choice.among("prior", name, families);
  }
}
