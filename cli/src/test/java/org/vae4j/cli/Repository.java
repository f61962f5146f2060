package org.vae4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that this project is built in. */
public final class Repository {
  private Repository() {}

  /** Where the launcher lies, at or above the current directory. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("vae4j"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
