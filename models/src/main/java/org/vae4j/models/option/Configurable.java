package org.vae4j.models.option;

import java.util.List;

/** What declares the options that it uses, and uses no other. */
public interface Configurable {
  /** Its options, in the order in which a user reads of them. */
  default List<Option<?>> options() {
    return List.of();
  }

  /**
   * Settings of the program, by the names of their flags, that concern it although others read
   * them. A setting that is named here by some concerns no other.
   */
  default List<String> concerns() {
    return List.of();
  }

  /** Those of these values that are for options of its own. */
  default OptionValues own(OptionValues values) {
    return values.only(options());
  }
}
