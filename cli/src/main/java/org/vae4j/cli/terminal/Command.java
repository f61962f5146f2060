package org.vae4j.cli.terminal;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One thing the program can be told to do. */
public interface Command {
  /** Its name, the first argument. */
  String name();

  /** Its options and help. */
  CommandSpec spec();

  /** Does it; throws {@code IllegalArgumentException} for what the user got wrong. */
  void run(ParseResult given, Terminal terminal, Interrupt interrupt);
}
