package org.vae4j.cli.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a component of a config record a flag of the command line and a key of {@code config.yaml}:
 * {@code learningRate} is {@code --learning-rate} and {@code learning-rate}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Setting {
  /** What stands after the flag, as in {@code N}; the names themselves for a choice. */
  String label() default "";

  /** The value where none is given, as one would type it. */
  String fallback();

  /** One line for {@code --help}. */
  String help();

  /**
   * Where it has an effect, if not everywhere: under any of these, each like {@code network=mlp},
   * {@code likelihood=gaussian|laplace}, {@code warm-up!=0}, or several with blanks between them
   * that must all hold.
   */
  String[] only() default {};
}
