package org.vae4j.cli.run;

import org.vae4j.autodiff.engine.Engine;
import org.vae4j.cli.config.MachineConfig;
import org.vae4j.cli.terminal.Terminal;
import org.vae4j.core.backend.Backend;
import org.vae4j.core.backend.Preflight;

/**
 * What a command computes on. It comes before data and models, because the back end must be chosen
 * before anything of ND4J is loaded, and because ND4J then loads while the data are read.
 */
public final class Machine {
  private final Backend backend;
  private final int threads;

  private Machine(Backend backend, int threads) {
    this.backend = backend;
    this.threads = threads;
  }

  /**
   * Chooses the back end; says so on the terminal if it is a second best. Throws {@code
   * IllegalArgumentException} with the remedy if it cannot run here.
   */
  public static Machine enter(MachineConfig config, Terminal terminal) {
    Preflight machine = Preflight.now();
    Preflight.Selection selection = machine.select(config.backend()).enter();
    selection.warning().ifPresent(text -> terminal.err().println("warning: " + text));
    machine.blasWarning().ifPresent(text -> terminal.err().println("warning: " + text));
    return new Machine(selection.backend(), config.threads().count());
  }

  /** The back end and its workers, to be closed. */
  public Engine engine() {
    return Engine.open(backend, threads);
  }
}
