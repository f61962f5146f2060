package org.vae4j.cli.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of a config record that is a record of {@link Setting}s itself: its flags are
 * flags of the whole, under one heading of {@code --help}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Group {
  /** The heading. */
  String value();
}
