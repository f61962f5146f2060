package org.vae4j.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** What this program was built from: filled in by the build. */
public final class Build {
  private static final Properties PROPERTIES = load();

  private Build() {}

  private static Properties load() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version, as in {@code 0.1.0}. */
  public static String version() {
    return PROPERTIES.getProperty("version");
  }

  /** The version of ND4J that it was built with. */
  public static String nd4jVersion() {
    return PROPERTIES.getProperty("nd4j");
  }

  /**
   * The commit, with {@code -dirty} behind it for changed sources; empty where the build was not
   * told.
   */
  public static Optional<String> commit() {
    String commit = PROPERTIES.getProperty("commit", "");
    return commit.isEmpty() ? Optional.empty() : Optional.of(commit);
  }
}
