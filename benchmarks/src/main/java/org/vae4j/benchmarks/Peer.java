package org.vae4j.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A contender's process. Its environment has no {@code OPENBLAS_*} and as many OpenMP threads as
 * the race asks for; what it says beside the protocol goes to a log file.
 */
final class Peer implements AutoCloseable {
  private static final String READY = "READY ";
  private static final String SKIP = "SKIP ";
  private static final Set<String> STRANGE =
      Set.of("OMP_", "OPENBLAS_", "MKL_", "KMP_", "GOMP_", "GOTO_", "BACKEND_PRIORITY_");

  private final String name;
  private final Process process;
  private final BufferedReader out;
  private final Writer in;
  private final Path log;
  private final String engine;
  private final boolean declines;

  /** Starts {@code command} and waits until it is ready. */
  Peer(String name, List<String> command, Map<String, String> environment, Path log) {
    this.name = name;
    this.log = log;
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().keySet().removeIf(key -> STRANGE.stream().anyMatch(key::startsWith));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException failed) {
      throw new UncheckedIOException(name + ": " + failed.getMessage(), failed);
    }
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    in = new BufferedWriter(process.outputWriter(StandardCharsets.UTF_8));
    String first = read();
    declines = first.startsWith(SKIP);
    if (!(declines || first.startsWith(READY))) {
      throw failure("must answer READY; got " + first);
    }
    engine = first.substring(declines ? SKIP.length() : READY.length());
  }

  /** Whether it cannot race here; {@link #engine} is the reason then. */
  boolean declines() {
    return declines;
  }

  /** Name and version of the engine. */
  String engine() {
    return engine;
  }

  /** The contender's name in the race. */
  String name() {
    return name;
  }

  /** Has it compute the example in {@code source}; results go to {@code target}. */
  void check(Path source, Path target) {
    String answer = ask("check " + source + " " + target);
    if (!answer.equals("CHECKED")) {
      throw failure("must answer CHECKED; got " + answer);
    }
  }

  /** Lets it run. */
  Lap go(double seconds) {
    return Lap.parse(ask("go " + seconds));
  }

  private String ask(String line) {
    try {
      in.write(line + "\n");
      in.flush();
    } catch (IOException gone) {
      throw failure("must listen; got " + gone.getMessage());
    }
    return read();
  }

  private String read() {
    try {
      String line = out.readLine();
      if (line == null) {
        throw failure("must answer; it has ended");
      }
      return line;
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private IllegalStateException failure(String rule) {
    close();
    return new IllegalStateException(name + ": " + rule + lastWords());
  }

  /** The end of its log. */
  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      List<String> end = lines.subList(Math.max(0, lines.size() - 5), lines.size());
      return " (" + log.getFileName() + ": " + String.join(" | ", end) + ")";
    } catch (IOException unreadable) {
      return " (" + log.getFileName() + ")";
    }
  }

  /** Ends the process. */
  @Override
  public void close() {
    try {
      in.close();
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException gone) {
      process.destroyForcibly();
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
