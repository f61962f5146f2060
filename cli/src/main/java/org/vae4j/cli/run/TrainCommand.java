package org.vae4j.cli.run;

import org.vae4j.autodiff.engine.Engine;
import org.vae4j.cli.config.RunConfig;
import org.vae4j.cli.report.RunReport;
import org.vae4j.cli.report.Tables;
import org.vae4j.cli.terminal.Command;
import org.vae4j.cli.terminal.Interrupt;
import org.vae4j.cli.terminal.Options;
import org.vae4j.cli.terminal.Terminal;
import org.vae4j.core.backend.Headroom;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code train}: one run into its folder. */
public final class TrainCommand implements Command {
  @Override
  public String name() {
    return "train";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(), "Trains a VAE under one prior and tests it.");
    Options.add(spec, "", RunConfig.SETTINGS, name -> true);
    Options.addFolder(spec);
    return Options.addCommon(spec);
  }

  @Override
  public void run(ParseResult given, Terminal terminal, Interrupt interrupt) {
    RunConfig config = RunConfig.asked(Options.given(given, RunConfig.SETTINGS.names()));
    Destination destination = Destination.of(given, config.identity(), terminal);
    Machine machine = Machine.enter(config.machine(), terminal);
    Assembly assembly = new Assembly(config, Images.of(config.data()));
    try (Engine engine = machine.engine();
        RunFolder folder = claim(destination, assembly, engine)) {
      RunProgress progress = assembly.progress(terminal, config.prior().prior());
      RunReport report = new Run(assembly, folder, progress, interrupt).execute(engine).report();
      Tables.page(report).forEach(terminal.out()::println);
      terminal.out().println("results in " + folder.path());
    }
  }

  /** After the last reason to refuse the request. */
  private static RunFolder claim(Destination destination, Assembly assembly, Engine engine) {
    assembly.checkMemory(engine, Headroom.now());
    return destination.claim(assembly.config().print());
  }
}
