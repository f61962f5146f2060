package org.vae4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.vae4j.cli.doctor.DoctorCommand;
import org.vae4j.cli.explain.ExplainCommand;
import org.vae4j.cli.kl.KlCommand;
import org.vae4j.cli.run.CompareCommand;
import org.vae4j.cli.run.EvaluateCommand;
import org.vae4j.cli.run.TrainCommand;
import org.vae4j.cli.terminal.Build;
import org.vae4j.cli.terminal.Command;
import org.vae4j.cli.terminal.Complaint;
import org.vae4j.cli.terminal.Interrupt;
import org.vae4j.cli.terminal.Options;
import org.vae4j.cli.terminal.Terminal;
import org.vae4j.models.train.NonFiniteException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command line of vae4j. Results go to standard output, everything else to standard error.
 *
 * <p>Exit codes: 0 done; 1 our fault, or the machine's; 2 the request was wrong, or more than
 * memory holds, one line says how; 3 a loss that is no number; 130 interrupted, the checkpoint is
 * kept.
 */
public final class Main {
  static final int DONE = 0;
  static final int FAULT = 1;
  static final int REFUSED = 2;
  static final int NON_FINITE = 3;
  static final int INTERRUPTED = 130;

  /** Read by {@code logback.xml} when the first logger is made. */
  private static final String LOG_LEVEL = "vae4j.log";

  private static final String DESCRIPTION =
      "Trains variational autoencoders under several priors, and compares them.";

  private static final String CODES =
      "Exit codes: 0 done, 1 fault, 2 refused, 3 a loss that is no number, 130 interrupted.";

  private static final String REMEDY = "; a smaller --learning-rate or --clip-norm may help";

  private static final int LONGEST_OPTION = 43;

  private final Terminal terminal;
  private final Interrupt interrupt;
  private final Map<String, Command> commands = new LinkedHashMap<>();

  private Main(Terminal terminal, Interrupt interrupt) {
    this.terminal = terminal;
    this.interrupt = interrupt;
    for (Command command :
        List.of(
            new TrainCommand(),
            new CompareCommand(),
            new EvaluateCommand(),
            new KlCommand(),
            new ExplainCommand(),
            new DoctorCommand())) {
      commands.put(command.name(), command);
    }
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    Interrupt interrupt = Interrupt.ofProcess(err);
    int code = new Main(Terminal.system(out, err), interrupt).execute(args);
    out.flush();
    err.flush();
    interrupt.finish();
    System.exit(code);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** Runs a command in this process, which {@code interrupt} may stop; returns its exit code. */
  static int execute(String[] args, Terminal terminal, Interrupt interrupt) {
    return new Main(terminal, interrupt).execute(args);
  }

  private int execute(String[] args) {
    try {
      ParseResult given = parser().parseArgs(args);
      if (CommandLine.executeHelpRequest(given) != null) {
        return DONE;
      }
      if (!given.hasSubcommand()) {
        return complain(REFUSED, "command must be given; got none (vae4j --help lists them)");
      }
      return run(given.subcommand());
    } catch (ParameterException wrong) {
      return complain(REFUSED, Complaint.of(wrong));
    } catch (IllegalArgumentException refused) {
      return complain(REFUSED, refused.getMessage());
    } catch (ExceptionInInitializerError broken) {
      return refuse(broken);
    }
  }

  /** The flags are read once, when they are first asked for; a plug-in may spoil that. */
  private int refuse(ExceptionInInitializerError broken) {
    if (broken.getCause() instanceof IllegalArgumentException refused) {
      return complain(REFUSED, refused.getMessage());
    }
    throw broken;
  }

  private CommandLine parser() {
    CommandSpec spec = CommandSpec.create().name("vae4j");
    spec.usageMessage().description(DESCRIPTION).width(100).sortOptions(false);
    spec.usageMessage().synopsisHeading("Usage: ").synopsisSubcommandLabel("COMMAND");
    spec.usageMessage().optionListHeading("%nOptions:%n").commandListHeading("%nCommands:%n");
    spec.usageMessage().footer("", "vae4j COMMAND --help shows the options of a command.", CODES);
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("show this").build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("show version")
            .build());
    spec.version("vae4j " + Build.version() + " " + Build.commit().orElse(""));
    commands.forEach((name, command) -> spec.addSubcommand(name, command.spec()));
    CommandLine parser = new CommandLine(spec);
    parser.setExpandAtFiles(false);
    parser.setUsageHelpLongOptionsMaxWidth(LONGEST_OPTION);
    parser.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    parser.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    return parser;
  }

  private int run(ParseResult given) {
    boolean verbose = Options.on(given, Options.VERBOSE);
    try {
      System.setProperty(LOG_LEVEL, verbose ? "INFO" : "WARN");
      commands.get(given.commandSpec().name()).run(given, terminal, interrupt);
      return DONE;
    } catch (Interrupt.Stopped stopped) {
      return complain(INTERRUPTED, stopped.getMessage());
    } catch (NonFiniteException diverged) {
      return complain(NON_FINITE, diverged.getMessage() + REMEDY);
    } catch (IllegalArgumentException refused) {
      trace(verbose, refused);
      return complain(REFUSED, refused.getMessage());
    } catch (UncheckedIOException machine) {
      trace(verbose, machine);
      return complain(FAULT, machine.getMessage());
    } catch (OutOfMemoryError small) {
      trace(verbose, small);
      return complain(
          REFUSED,
          "memory: the JVM's heap must hold the data, the model and a batch; got %d MiB (%s)"
              .formatted(Runtime.getRuntime().maxMemory() >> 20, small.getMessage()));
    } catch (RuntimeException | Error fault) {
      trace(verbose, fault);
      String hint = verbose ? "" : " (--verbose shows where)";
      return complain(FAULT, "internal fault: " + fault + hint);
    }
  }

  private void trace(boolean verbose, Throwable fault) {
    if (verbose) {
      fault.printStackTrace(terminal.err());
    }
  }

  private int complain(int code, String message) {
    String line = String.valueOf(message).lines().collect(Collectors.joining(" "));
    terminal.err().println(line);
    return code;
  }
}
