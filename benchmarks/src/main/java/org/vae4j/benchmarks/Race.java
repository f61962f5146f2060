package org.vae4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.vae4j.core.Choice;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Races this project against other engines on one workload: {@code benchmarks/race W1}. Every
 * contender is a process that lives through the race and sleeps while it is not its turn.
 */
@Command(
    name = "race",
    sortOptions = false,
    description = "Time the same training step in several engines, in turn, in one run.")
public final class Race implements Callable<Integer> {
  private static final double BUSY = 0.3;
  private static final String BUSY_WARNING =
      "race: other programs use %.1f processors; times will mislead, most of all those of engines"
          + " whose threads spin";

  @Parameters(
      paramLabel = "WORKLOAD",
      description = {
        "W1  VAE 784-300-300-40, batch 100, one step of training",
        "W2  the same with hidden layers of 1000",
        "W3  W1 under a VampPrior of 500 components",
        "W4  784-200-200-50, batch 20, bound of 50 importance samples",
        "W5  two convolutions of 32 and 64 channels, dense 256, latent 40, and back",
        "E1  likelihood of 100 examples by 500 importance samples"
      })
  private String workload;

  @Option(
      names = "--seconds",
      defaultValue = "3",
      description = "length of a turn (default: ${DEFAULT-VALUE})")
  private double seconds;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "turns of each contender (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--peers",
      split = ",",
      defaultValue = "pytorch",
      description = "against whom, of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})",
      completionCandidates = PeerNames.class)
  private List<String> peers;

  @Option(
      names = "--threads",
      defaultValue = "2",
      description = "threads of each contender (default: ${DEFAULT-VALUE})")
  private int threads;

  @Option(names = "--python", description = "an interpreter with torch (default: from the PATH)")
  private Path python;

  @Option(
      names = "--json",
      description = "print a line of JSON (with --scale one a row), everything else on stderr")
  private boolean json;

  @Option(
      names = "--scale",
      description = "show instead how the step grows with batch, widths, components and threads")
  private boolean scale;

  @Option(
      names = "--sizes",
      split = ",",
      description =
          "with --scale: only these, of batch, hidden, latent, components, samples, threads")
  private List<String> sizes = List.of();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  @SuppressWarnings("unused")
  private boolean help;

  /** Where the contenders' logs are, once there are any. */
  private Optional<Path> logs = Optional.empty();

  /** What {@code --peers} takes. */
  static final class PeerNames extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    PeerNames() {
      super(Entrant.peerNames());
    }
  }

  /** Runs the race and ends the JVM with 0, or 1 if a contender failed, or 2 for a bad argument. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    Race race = new Race();
    return new CommandLine(race)
        .setParameterExceptionHandler(
            (bad, words) -> {
              System.err.println("race: " + bad.getMessage() + "; see --help");
              return 2;
            })
        .setExecutionExceptionHandler(
            (failed, command, result) -> {
              System.err.println("race: " + failed.getMessage() + race.kept());
              return failed instanceof IllegalArgumentException ? 2 : 1;
            })
        .execute(args);
  }

  private String kept() {
    return logs.map(folder -> "; logs are kept in " + folder).orElse("");
  }

  @Override
  public Integer call() throws IOException {
    require(seconds > 0, "seconds must be > 0", seconds);
    require(rounds >= 1, "rounds must be >= 1", rounds);
    int processors = Runtime.getRuntime().availableProcessors();
    require(
        threads >= 1 && threads <= processors,
        "threads must lie in 1.." + processors + ", the processors here",
        threads);
    Workload raced = Workload.named(workload);
    List<Entrant> entrants = entrants();
    require(scale || sizes.isEmpty(), "sizes must come with --scale", String.join(",", sizes));
    sizes.forEach(size -> Choice.among("size of " + raced.name(), size, Scale.sizes(raced)));
    Optional<Path> interpreter = findPython();
    Path folder = Files.createTempDirectory("vae4j-race");
    logs = Optional.of(folder);
    Starter starter = new Starter(threads, interpreter, folder);
    double busy = Machine.busyProcessors();
    if (busy > BUSY) {
      System.err.println(BUSY_WARNING.formatted(busy));
    }
    PrintStream report = json ? System.err : System.out;
    if (scale) {
      Consumer<String> rows = json ? System.out::println : row -> {};
      new Scale(starter, entrants, rounds, seconds, report::println, rows).run(raced, sizes);
    } else {
      race(raced, entrants, starter, report::println);
    }
    delete(folder);
    return 0;
  }

  /** The logs are of use after a failure alone. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void race(
      Workload raced, List<Entrant> entrants, Starter starter, Consumer<String> messages) {
    messages.accept(
        "%s: %s; %s, %s of %s s, %s"
            .formatted(
                raced.name(),
                raced.describe(),
                count(threads, "thread"),
                count(rounds, "round"),
                seconds,
                Machine.cpu()));
    try (Field field = new Field(raced, entrants, starter, messages)) {
      field.check();
      Standings standings = field.race(rounds, seconds);
      standings.text().forEach(messages);
      if (json) {
        System.out.println(standings.json());
      }
    }
  }

  private List<Entrant> entrants() {
    require(
        peers.size() == 1 || !peers.contains(Entrant.NONE),
        "peers must be none or some, not both",
        String.join(",", peers));
    List<Entrant> entrants = new ArrayList<>(List.of(Entrant.VAE4J));
    for (String word : peers) {
      for (Entrant entrant : Entrant.peers(word)) {
        if (!entrants.contains(entrant)) {
          entrants.add(entrant);
        }
      }
    }
    return entrants;
  }

  private Optional<Path> findPython() {
    if (python == null) {
      return Starter.findPython();
    }
    require(Starter.hasTorch(python), "python must be an interpreter with torch", python);
    return Optional.of(python);
  }

  /** So many things, as in {@code 1 round} or {@code 2 rounds}. */
  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static void require(boolean holds, String rule, Object got) {
    if (!holds) {
      throw new IllegalArgumentException(rule + "; got " + got);
    }
  }
}
