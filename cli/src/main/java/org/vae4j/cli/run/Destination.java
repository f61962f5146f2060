package org.vae4j.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.vae4j.cli.terminal.Options;
import org.vae4j.cli.terminal.Terminal;
import picocli.CommandLine.ParseResult;

/**
 * Where results go: known to be usable before any work, made only after all else is known to be
 * right.
 *
 * @param command whose default folder it is
 * @param out the folder asked for, or null for the next free one
 */
record Destination(String command, Path out) {
  /**
   * What {@code --out} and {@code --resume} ask for. Throws {@code IllegalArgumentException} for a
   * folder that holds something else than the run with this identity; one that holds nothing to go
   * on with is told of.
   */
  static Destination of(ParseResult given, Map<String, Object> identity, Terminal terminal) {
    String out = Options.text(given, Options.OUT);
    boolean resume = Options.on(given, Options.RESUME);
    String command = given.commandSpec().name();
    if (out == null) {
      if (resume) {
        throw new IllegalArgumentException("resume: --out must say which run goes on; got none");
      }
      return new Destination(command, null);
    }
    Path path = Path.of(out);
    RunFolder.check(path, identity, resume);
    if (resume && !Files.exists(path.resolve(RunFolder.CONFIG))) {
      terminal.err().println("nothing to resume in %s: starts from the beginning".formatted(path));
    }
    return new Destination(command, path);
  }

  /** Makes the folder, or opens it, with its config in it. */
  RunFolder claim(Map<String, Object> config) {
    return RunFolder.claim(out == null ? RunFolder.nextFree(command) : out, config);
  }
}
