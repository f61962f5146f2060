package org.vae4j.cli.explain;

import org.vae4j.autodiff.engine.Engine;
import org.vae4j.cli.config.ExplainConfig;
import org.vae4j.cli.config.RunConfig;
import org.vae4j.cli.run.Assembly;
import org.vae4j.cli.run.Images;
import org.vae4j.cli.run.Machine;
import org.vae4j.cli.terminal.Command;
import org.vae4j.cli.terminal.Interrupt;
import org.vae4j.cli.terminal.Json;
import org.vae4j.cli.terminal.Options;
import org.vae4j.cli.terminal.Terminal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code explain}: what {@code train} would compute, what that takes, and where the time goes. */
public final class ExplainCommand implements Command {
  private static final String ALL = "--all";
  private static final String JSON = "--json";
  private static final String CATALOGUE = "--catalogue";

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            name(), "Shows the graph and plan of a training step, its memory, and its time.");
    Options.add(spec, "Explanation", ExplainConfig.SETTINGS, name -> true);
    Options.add(spec, "", RunConfig.SETTINGS, name -> true);
    spec.addOption(
        Options.toggle(CATALOGUE, "instead: all there is to choose from, and what goes together"));
    spec.addOption(Options.toggle(ALL, "every node and every stage"));
    spec.addOption(Options.toggle(JSON, "all of it as a JSON object"));
    return Options.addCommon(spec);
  }

  @Override
  public void run(ParseResult given, Terminal terminal, Interrupt interrupt) {
    interrupt.onRequest(interrupt::finish);
    if (Options.on(given, CATALOGUE)) {
      if (Options.on(given, JSON)) {
        terminal.out().print(Json.pretty(Catalogue.now()));
      } else {
        Catalogue.lines().forEach(terminal.out()::println);
      }
      return;
    }
    ExplainConfig how =
        ExplainConfig.SETTINGS.parse(Options.given(given, ExplainConfig.SETTINGS.names()));
    RunConfig config = RunConfig.asked(Options.given(given, RunConfig.SETTINGS.names()));
    Machine machine = Machine.enter(config.machine(), terminal);
    Assembly assembly = new Assembly(config, Images.of(config.data()));
    try (Engine engine = machine.engine()) {
      Explanation explanation = Explanation.of(assembly, engine, how.seconds());
      if (Options.on(given, JSON)) {
        terminal.out().print(Json.pretty(explanation));
      } else {
        new ExplainPage(explanation, Options.on(given, ALL))
            .lines()
            .forEach(terminal.out()::println);
      }
    }
  }
}
