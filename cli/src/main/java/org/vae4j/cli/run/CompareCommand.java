package org.vae4j.cli.run;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.cli.config.CompareConfig;
import org.vae4j.cli.config.RunConfig;
import org.vae4j.cli.report.Comparison;
import org.vae4j.cli.report.RunReport;
import org.vae4j.cli.report.Tables;
import org.vae4j.cli.terminal.Command;
import org.vae4j.cli.terminal.Interrupt;
import org.vae4j.cli.terminal.Json;
import org.vae4j.cli.terminal.Options;
import org.vae4j.cli.terminal.Terminal;
import org.vae4j.core.backend.Headroom;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code compare}: a run for each prior and seed, and what their differences say. */
public final class CompareCommand implements Command {
  @Override
  public String name() {
    return "compare";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            name(), "Trains the same VAE under several priors and compares their tests.");
    Options.add(spec, "Comparison", CompareConfig.Cells.SETTINGS, name -> true);
    Options.add(spec, "", RunConfig.SETTINGS, name -> !CompareConfig.VARIED.containsKey(name));
    Options.addFolder(spec);
    return Options.addCommon(spec);
  }

  @Override
  public void run(ParseResult given, Terminal terminal, Interrupt interrupt) {
    CompareConfig config = CompareConfig.asked(Options.given(given, CompareConfig.names()));
    Destination destination = Destination.of(given, config.identity(), terminal);
    Machine machine = Machine.enter(config.runs().get(0).machine(), terminal);
    Images images = Images.of(config.runs().get(0).data());
    List<Assembly> assemblies = new ArrayList<>();
    for (RunConfig run : config.runs()) {
      assemblies.add(new Assembly(run, images));
    }
    try (Engine engine = machine.engine();
        RunFolder folder = claim(destination, config, assemblies, engine)) {
      List<Comparison.Outcome> outcomes =
          outcomes(config, assemblies, engine, folder, terminal, interrupt);
      Comparison comparison = Comparison.of(images.protocol(config.print()), outcomes);
      folder.write(Comparison.CSV, comparison.toCsv());
      folder.write(Comparison.JSON, Json.pretty(comparison));
      Views.write(folder, comparison, outcomes);
      Tables.page(comparison).forEach(terminal.out()::println);
      terminal.out().println("results in " + folder.path());
    }
  }

  /** After the last reason to refuse the request; runs follow each other. */
  private static RunFolder claim(
      Destination destination, CompareConfig config, List<Assembly> assemblies, Engine engine) {
    Headroom left = Headroom.now();
    assemblies.forEach(assembly -> assembly.checkMemory(engine, left));
    return destination.claim(config.print());
  }

  private static List<Comparison.Outcome> outcomes(
      CompareConfig config,
      List<Assembly> assemblies,
      Engine engine,
      RunFolder folder,
      Terminal terminal,
      Interrupt interrupt) {
    warmUp(assemblies, engine, folder, terminal, interrupt);
    List<Comparison.Outcome> outcomes = new ArrayList<>();
    for (Assembly assembly : assemblies) {
      RunConfig run = assembly.config();
      String name = name(run);
      RunFolder own = folder.claimInner(name, run.print(), run.identity());
      RunProgress progress = assembly.progress(terminal, config.title(run));
      Run.Result result = new Run(assembly, own, progress, interrupt).execute(engine);
      outcomes.add(new Comparison.Outcome(name, result.report(), result.scores()));
    }
    return outcomes;
  }

  private static String name(RunConfig run) {
    return run.prior().prior() + "-seed-" + run.training().seed();
  }

  /** What is complete needs none, nor does one run alone, which is compared with nothing. */
  private static void warmUp(
      List<Assembly> assemblies,
      Engine engine,
      RunFolder folder,
      Terminal terminal,
      Interrupt interrupt) {
    List<Assembly> ahead =
        assemblies.stream()
            .filter(one -> !Files.exists(folder.file(name(one.config())).resolve(RunReport.FILE)))
            .toList();
    if (assemblies.size() > 1) {
      WarmUp.of(engine, ahead, new Progress(terminal, "compare", System::nanoTime), interrupt);
    }
  }
}
