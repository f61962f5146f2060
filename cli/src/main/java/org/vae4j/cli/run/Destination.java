package org.vae4j.cli.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
   * folder that holds something else than the run with this identity; one whose run came to no
   * checkpoint is told of and started anew.
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
    Optional<Occupant> occupant = Occupant.of(path);
    boolean vain = occupant.map(Occupant::vain).orElse(false);
    if (resume && (vain || occupant.isEmpty())) {
      terminal.err().println("nothing to resume in %s: starts from the beginning".formatted(path));
    } else if (vain) {
      terminal.err().println("no checkpoint in %s: starts anew".formatted(path));
    }
    return new Destination(command, path);
  }

  /** Makes the folder, or opens it, with its config in it. */
  RunFolder claim(Map<String, Object> config) {
    return RunFolder.claim(out == null ? RunFolder.nextFree(command) : out, config);
  }
}
