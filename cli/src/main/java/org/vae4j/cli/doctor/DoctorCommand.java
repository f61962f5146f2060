package org.vae4j.cli.doctor;

import org.vae4j.cli.config.MachineConfig;
import org.vae4j.cli.config.Settings;
import org.vae4j.cli.terminal.Command;
import org.vae4j.cli.terminal.Interrupt;
import org.vae4j.cli.terminal.Options;
import org.vae4j.cli.terminal.Terminal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code doctor}: what this machine computes with, and whether it does. */
public final class DoctorCommand implements Command {
  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(name(), "Shows what this machine computes with, and tries it.");
    Options.add(spec, "Machine", MachineConfig.SETTINGS, name -> true);
    return Options.addCommon(spec);
  }

  @Override
  public void run(ParseResult given, Terminal terminal, Interrupt interrupt) {
    Settings<MachineConfig> flags = MachineConfig.SETTINGS;
    MachineConfig config = flags.parse(Options.given(given, flags.names()));
    Doctor doctor = new Doctor(config.backend(), config.threads().count());
    doctor.facts().forEach(terminal.out()::println);
    terminal.out().println(doctor.divergence());
    terminal.out().println(doctor.trial());
    terminal.out().println(doctor.training());
  }
}
