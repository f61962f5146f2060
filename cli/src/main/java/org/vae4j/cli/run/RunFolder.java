package org.vae4j.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.vae4j.cli.config.ConfigFile;
import org.vae4j.models.store.AtomicFile;

/**
 * The folder of one run. It belongs to the config in its {@code config.yaml}; every file in it is
 * whole, since it is written beside its place and then moved there.
 */
final class RunFolder implements AutoCloseable {
  static final String CONFIG = "config.yaml";
  static final String UNFINISHED = ".tmp";

  private final Path path;
  private final Map<String, String> settings;
  private final Optional<RunFolder> top;
  private final Optional<FolderLock> lock;

  private RunFolder(
      Path path, Map<String, String> settings, Optional<RunFolder> top, Optional<FolderLock> lock) {
    this.path = path;
    this.settings = settings;
    this.top = top;
    this.lock = lock;
  }

  /**
   * Refuses a folder that cannot become that of a run: a file, a folder with something else in it,
   * or one that holds a run which is not to be gone on with. One that came to no checkpoint makes
   * room.
   *
   * @param identity the values by flag that decide about the run's results
   */
  static void check(Path path, Map<String, Object> identity, boolean resume) {
    if (!Files.exists(path)) {
      return;
    }
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException("out: must be a folder; got file " + path);
    }
    Optional<Occupant> occupant = Occupant.of(path);
    if (occupant.isEmpty()) {
      List<String> names = names(path);
      if (!names.isEmpty()) {
        throw new IllegalArgumentException(
            "out: must be a new or empty folder; got %s, which holds %s"
                .formatted(path, names.get(0)));
      }
    } else if (!occupant.get().vain()) {
      occupant.get().requireSame(identity);
      if (!resume) {
        throw new IllegalArgumentException(
            "out: must not hold a run already; got %s (--resume goes on with it)".formatted(path));
      }
    }
  }

  /**
   * Makes the folder, or opens it where it is there, for this process alone until {@link #close};
   * {@link #check} comes first. Throws {@code IllegalArgumentException} while another process has
   * it.
   */
  static RunFolder claim(Path path, Map<String, Object> config) {
    // Whoever reads the file with the lock on it again, in this process, gives the lock up.
    Optional<Occupant> before = Files.isDirectory(path) ? Occupant.of(path) : Optional.empty();
    make(path, config);
    FolderLock lock = FolderLock.on(path.resolve(CONFIG));
    boolean anew = before.map(Occupant::vain).orElse(true);
    if (anew && before.isPresent()) {
      renew(path, config);
      lock.close();
      lock = FolderLock.on(path.resolve(CONFIG));
    }
    Map<String, String> settings = anew ? texts(config) : before.orElseThrow().settings();
    RunFolder folder = new RunFolder(path, settings, Optional.empty(), Optional.of(lock));
    folder.clean();
    return folder;
  }

  /**
   * Makes the folder of one of several runs, or opens it; it is this one's as long as this is.
   * Throws {@code IllegalArgumentException} if it holds a run with another identity.
   */
  RunFolder claimInner(String name, Map<String, Object> config, Map<String, Object> identity) {
    Path inner = file(name);
    check(inner, identity, true);
    make(inner, config);
    if (Occupant.of(inner).orElseThrow().vain()) {
      renew(inner, config);
    }
    RunFolder folder = new RunFolder(inner, texts(config), Optional.of(this), Optional.empty());
    folder.clean();
    return folder;
  }

  /** The text of each setting as a config file keeps it. */
  static Map<String, String> texts(Map<String, Object> config) {
    return ConfigFile.read(CONFIG, ConfigFile.write(config));
  }

  /** The config of a run that goes on is the one it began with. */
  private static void make(Path path, Map<String, Object> config) {
    try {
      Files.createDirectories(path);
      if (!Files.exists(path.resolve(CONFIG))) {
        write(path, config);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException(
          "out: must be a folder that can be made and written; got %s (%s)".formatted(path, e), e);
    }
  }

  private static void write(Path path, Map<String, Object> config) {
    AtomicFile.write(
        path.resolve(CONFIG), ConfigFile.write(config).getBytes(StandardCharsets.UTF_8));
  }

  /** Begins anew in the place of what came to nothing. */
  private static void renew(Path path, Map<String, Object> config) {
    try (Stream<Path> all = Files.walk(path, 2)) {
      for (Path old : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!old.equals(path) && !old.equals(path.resolve(CONFIG))) {
          Files.delete(old);
        }
      }
    } catch (IOException e) {
      throw failure("clean", path, e);
    }
    write(path, config);
  }

  /** Makes {@code runs/<command>-N} under the current directory, for the first N that is free. */
  static Path nextFree(String command) {
    Path runs = Path.of("runs");
    try {
      Files.createDirectories(runs);
      for (int n = 1; ; n++) {
        Path candidate = runs.resolve(command + "-" + n);
        try {
          return Files.createDirectory(candidate);
        } catch (FileAlreadyExistsException taken) {
          continue;
        }
      }
    } catch (IOException e) {
      throw failure("make", runs, e);
    }
  }

  /** The folder of a run that was made; throws {@code IllegalArgumentException} if it is none. */
  static RunFolder open(Path path) {
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException("run folder: must exist; got " + path);
    }
    Occupant occupant =
        Occupant.of(path)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "run folder: must hold %s; got %s without it".formatted(CONFIG, path)));
    return new RunFolder(path, occupant.settings(), Optional.empty(), Optional.empty());
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(UNFINISHED))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw failure("read", folder, e);
    }
  }

  /** Removes what a crash left half written. */
  private void clean() {
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.filter(f -> f.toString().endsWith(UNFINISHED)).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw failure("clean", path, e);
    }
  }

  /** Lets other processes have it. */
  @Override
  public void close() {
    lock.ifPresent(FolderLock::close);
  }

  /** The text of each setting in its config. */
  Map<String, String> config() {
    return settings;
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  /** The folder that was asked for: itself, or that of the comparison it belongs to. */
  RunFolder top() {
    return top.orElse(this);
  }

  /** The path of a file in it. */
  Path file(String name) {
    return path.resolve(name);
  }

  /** Whether it has that file. */
  boolean has(String name) {
    return Files.exists(file(name));
  }

  /** The text of a file in it. */
  String read(String name) {
    return text(file(name));
  }

  /** Writes a file whole, or not at all. */
  void write(String name, String text) {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file whole, or not at all. */
  void write(String name, byte[] bytes) {
    AtomicFile.write(file(name), bytes);
  }

  /** What a file in it holds, if it has that file. */
  Optional<byte[]> bytes(String name) {
    try {
      return has(name) ? Optional.of(Files.readAllBytes(file(name))) : Optional.empty();
    } catch (IOException e) {
      throw failure("read", file(name), e);
    }
  }

  /** The text of a file that must be there. */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("run folder: must hold the file; got none at " + file, e);
    } catch (IOException e) {
      throw failure("read", file, e);
    }
  }

  /** An error of the file system as one line. */
  static UncheckedIOException failure(String what, Path path, IOException e) {
    String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
    return new UncheckedIOException(
        "%s %s: %s%s".formatted(what, path, e.getClass().getSimpleName(), reason), e);
  }
}
