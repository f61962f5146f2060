package org.vae4j.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.vae4j.cli.config.CompareConfig;
import org.vae4j.cli.config.ConfigFile;
import org.vae4j.cli.config.Values;

/**
 * The run or comparison that a folder holds already.
 *
 * @param path the folder
 * @param settings the text of each setting in its config
 */
record Occupant(Path path, Map<String, String> settings) {
  /** Stands in the config of a comparison, and not in that of a run. */
  private static final String SEVERAL = "priors";

  /** Whom this folder belongs to, if it has a config. */
  static Optional<Occupant> of(Path path) {
    if (!Files.exists(path.resolve(RunFolder.CONFIG))) {
      return Optional.empty();
    }
    Path config = path.resolve(RunFolder.CONFIG);
    Map<String, String> settings = ConfigFile.read(config.toString(), RunFolder.text(config));
    CompareConfig.requireSpelling(config.toString(), settings.keySet());
    return Optional.of(new Occupant(path, settings));
  }

  /**
   * Whether it came to no checkpoint, so that nothing is lost if another takes its place. A config
   * that a user wrote, which lacks what a run adds, is no such run.
   */
  boolean vain() {
    return (settings.containsKey("prior") || settings.containsKey(SEVERAL))
        && settings.keySet().containsAll(RunFolder.texts(CompareConfig.complete(settings)).keySet())
        && bare();
  }

  /** Whether the folder holds nothing but traces, be it of runs in folders of their own. */
  private boolean bare() {
    try (Stream<Path> all = Files.list(path)) {
      return all.allMatch(this::isTrace);
    } catch (IOException e) {
      throw RunFolder.failure("read", path, e);
    }
  }

  private boolean isTrace(Path file) {
    String name = file.getFileName().toString();
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      return settings.containsKey(SEVERAL) && isVainRun(file);
    }
    return name.equals(RunFolder.CONFIG)
        || name.endsWith(RunFolder.UNFINISHED)
        || (name.equals(MetricsFile.NAME) && MetricsFile.beforeEpochs(file));
  }

  private static boolean isVainRun(Path file) {
    return of(file).map(run -> !run.settings.containsKey(SEVERAL) && run.vain()).orElse(false);
  }

  /** Throws {@code IllegalArgumentException} unless it is the one with this identity. */
  void requireSame(Map<String, Object> identity) {
    requireKind(settings.containsKey(SEVERAL), identity.containsKey(SEVERAL));
    Map<String, Object> saved = CompareConfig.identity(settings);
    for (Map.Entry<String, Object> entry : identity.entrySet()) {
      String name = entry.getKey();
      String now = Values.text(entry.getValue());
      String then = saved.containsKey(name) ? Values.text(saved.get(name)) : "not set";
      if (!then.equals(now)) {
        throw new IllegalArgumentException(
            "out: must not hold another run; got %s, whose %s is %s, not %s"
                .formatted(path, name, then, now));
      }
    }
  }

  private void requireKind(boolean several, boolean asked) {
    if (several && !asked) {
      throw new IllegalArgumentException(
          "out: must be a folder for one run; got %s, a comparison with its runs in folders of their own"
              .formatted(path));
    }
    if (asked && !several) {
      throw new IllegalArgumentException(
          "out: must be a folder for a comparison; got %s, which holds one run".formatted(path));
    }
  }
}
