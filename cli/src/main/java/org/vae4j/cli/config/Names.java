package org.vae4j.cli.config;

import java.util.Locale;

/** Names of Java as they are typed. */
public final class Names {
  private Names() {}

  /** {@code learningRate} and {@code BERNOULLI_GREY} in kebab-case. */
  public static String kebab(String name) {
    String words =
        name.equals(name.toUpperCase(Locale.ROOT)) ? name : name.replaceAll("([A-Z])", "_$1");
    return words.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
