package org.vae4j.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code doctor}: what this machine computes with, and whether it does. */
final class DoctorCommand implements Command {
  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(name(), "Shows what this machine computes with, and tries it.");
    Options.add(spec, RunConfig.SETTINGS, Options.MACHINE::contains);
    return Options.addCommon(spec);
  }

  @Override
  public void run(ParseResult given, Terminal terminal, Interrupt interrupt) {
    RunConfig config = RunConfig.parse(Options.given(given, Options.MACHINE));
    Doctor doctor = new Doctor(config.backend(), config.threads().count());
    doctor.facts().forEach(terminal.out()::println);
    terminal.out().println(doctor.divergence());
    terminal.out().println(doctor.trial());
  }
}
