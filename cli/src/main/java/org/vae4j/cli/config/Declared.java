package org.vae4j.cli.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of type {@link org.vae4j.models.option.OptionValues} of a config record: it
 * stands for the options of whatever the flag {@link #value} chooses, which are flags as well.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Declared {
  /** The flag that chooses, another component of the same record. */
  String value();
}
