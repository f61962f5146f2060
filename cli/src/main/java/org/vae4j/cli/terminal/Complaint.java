package org.vae4j.cli.terminal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.vae4j.core.Choice;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the parser of arguments refuses, in the grammar {@code where: rule; got value}. */
public final class Complaint {
  private Complaint() {}

  /** One line for what was wrong with the arguments. */
  public static String of(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unmatched(command, unmatched.getUnmatched().get(0));
    }
    if (wrong instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return where(command) + name(missing.getMissing().get(0)) + " must have a value; got none";
    }
    if (wrong instanceof OverwrittenOptionException twice) {
      return where(command) + name(twice.getOverwritten()) + " must be given once; got it twice";
    }
    return where(command)
        + wrong.getMessage().lines().findFirst().orElse("arguments not understood");
  }

  private static String unmatched(CommandLine command, String argument) {
    boolean isOption = argument.startsWith("-");
    if (command.getParent() == null && !isOption) {
      return "unknown command '%s'; known: %s%s"
          .formatted(
              argument,
              String.join(", ", commands(command)),
              didYouMean(argument, commands(command)));
    }
    if (!isOption) {
      return where(command) + surplus(command, argument);
    }
    String help = command.getCommandSpec().qualifiedName(" ") + " --help";
    String option = argument.replaceFirst("=.*", "");
    return "%sunknown option '%s'; known: see %s%s"
        .formatted(where(command), option, help, didYouMean(option, options(command)));
  }

  private static String surplus(CommandLine command, String argument) {
    return command.getCommandSpec().positionalParameters().stream()
        .findFirst()
        .map(one -> "takes one %s; got a second, '%s'".formatted(one.paramLabel(), argument))
        .orElse("takes options only; got '" + argument + "'");
  }

  private static String didYouMean(String got, Collection<String> known) {
    return Choice.nearest(got, known).map(" (did you mean '%s'?)"::formatted).orElse("");
  }

  private static Collection<String> commands(CommandLine command) {
    return command.getSubcommands().keySet();
  }

  private static Collection<String> options(CommandLine command) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      names.add(option.longestName());
    }
    return names;
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String where(CommandLine command) {
    return command.getParent() == null ? "" : command.getCommandName() + ": ";
  }
}
