package org.vae4j.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.cli.config.MachineConfig;
import org.vae4j.cli.config.RunConfig;
import org.vae4j.cli.config.Values;
import org.vae4j.cli.page.Invocation;
import org.vae4j.cli.page.RunPage;
import org.vae4j.cli.page.RunView;
import org.vae4j.cli.report.Comparison;
import org.vae4j.cli.report.Pictures;
import org.vae4j.cli.report.RunReport;
import org.vae4j.cli.report.Tables;
import org.vae4j.cli.terminal.Command;
import org.vae4j.cli.terminal.Interrupt;
import org.vae4j.cli.terminal.Json;
import org.vae4j.cli.terminal.Options;
import org.vae4j.cli.terminal.Terminal;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.train.Checkpoint;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code evaluate}: tests a trained run again, with more samples or on other images. */
public final class EvaluateCommand implements Command {
  static final String JSON = "evaluation.json";
  static final String CSV = "evaluation.csv";

  private static final String SAMPLES = "importance-samples";
  private static final String DEFAULT_SAMPLES = "5000";
  private static final String SEED = "--seed";

  /** Flags of the run that can be other ones here. */
  private static final List<String> OVERRIDES =
      List.of("data", "binarize", SAMPLES, "backend", "threads");

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(name(), "Tests a trained run again, into RUN_DIR/evaluation.json.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("RUN_DIR")
            .type(String.class)
            .required(true)
            .description("folder of a run, as train makes it")
            .build());
    spec.addOption(
        Options.value(
            "--data", RunConfig.SETTINGS.label("data"), "images to test on", "those of the run"));
    spec.addOption(
        Options.value(
            "--binarize",
            RunConfig.SETTINGS.label("binarize"),
            RunConfig.SETTINGS.help("binarize"),
            "that of the run"));
    spec.addOption(
        Options.value("--" + SAMPLES, "S", RunConfig.SETTINGS.help(SAMPLES), DEFAULT_SAMPLES));
    spec.addOption(Options.value(SEED, "S", "seed of the noise", "that of the run"));
    Options.add(spec, "Machine", MachineConfig.SETTINGS, name -> true);
    return Options.addCommon(spec);
  }

  @Override
  public void run(ParseResult given, Terminal terminal, Interrupt interrupt) {
    RunFolder folder = open(Path.of(given.matchedPositionalValue(0, "")));
    Map<String, String> texts = texts(folder, terminal);
    Checkpoint checkpoint = Checkpoint.read(folder.file(Run.CHECKPOINT));
    Run.Stamp stamp = Run.Stamp.of(checkpoint, folder.file(Run.CHECKPOINT));
    checkConfig(folder, RunConfig.parse(texts), stamp);
    RunConfig config = config(given, texts);
    long seed = seed(given, config);
    Machine machine = Machine.enter(config.machine(), terminal);
    Images images = Images.of(config.data());
    checkSize(config, images.dataset(), stamp);
    Assembly assembly = new Assembly(config, images);
    try (Engine engine = machine.engine()) {
      Vae vae = assembly.vae();
      checkpoint.assignBest(vae);
      note(stamp, assembly, terminal);
      noteEpochs(folder, checkpoint, terminal);
      RunProgress progress = assembly.progress(terminal, config.prior().prior());
      Tested tested =
          Tested.of(
              engine,
              vae,
              assembly,
              seed,
              (done, all) -> {
                interrupt.check("interrupted; nothing is written");
                progress.tested(done, all);
              });
      progress.finished(tested.test());
      RunReport report =
          tested.report(
              config.print(),
              assembly.provenance(engine, seed),
              checkpoint.bestEpoch(),
              stamp.before() + checkpoint.progress().seconds(),
              stamp.before());
      folder.write(CSV, tested.scores().toCsv());
      folder.write(JSON, Json.pretty(report));
      folder.write(RunPage.EVALUATION, RunPage.again(view(folder, report, tested.gallery())));
      Tables.page(report).forEach(terminal.out()::println);
      terminal.out().println("results in " + folder.file(JSON));
    }
  }

  private static RunView view(RunFolder folder, RunReport report, Gallery gallery) {
    MetricsFile metrics = new MetricsFile(folder);
    return new RunView(
        "",
        report,
        metrics.starts(),
        metrics.epochs(),
        Optional.ofNullable(gallery.files().get(Pictures.SAMPLES)),
        Optional.ofNullable(gallery.files().get(Pictures.RECONSTRUCTIONS)));
  }

  private static RunFolder open(Path path) {
    if (Files.exists(path.resolve(Comparison.JSON))) {
      throw new IllegalArgumentException(
          "run folder: must hold one run; got %s, a comparison with its runs in folders of their own"
              .formatted(path));
    }
    RunFolder folder = RunFolder.open(path);
    if (!folder.has(Run.CHECKPOINT)) {
      throw new IllegalArgumentException(
          "run folder: must hold %s; got %s without it%s"
              .formatted(Run.CHECKPOINT, path, beginnings(folder)));
    }
    return folder;
  }

  /** What is said of a run that was stopped before its own prior came. */
  private static String beginnings(RunFolder folder) {
    return folder.has(Run.START)
        ? " (training is not finished: only epochs under N(0, I) are kept; %s)"
            .formatted(rest(folder))
        : "";
  }

  private static String rest(RunFolder folder) {
    return Invocation.resumed(folder.config(), folder.path()) + " does the rest";
  }

  private static Map<String, String> texts(RunFolder folder, Terminal terminal) {
    String where = folder.file(RunFolder.CONFIG).toString();
    Map<String, String> file = folder.config();
    Map<String, String> texts = RunConfig.SETTINGS.known(file);
    RunConfig.SETTINGS.requireEffect(texts, RunConfig.parse(texts));
    for (String name : file.keySet()) {
      if (!texts.containsKey(name)) {
        terminal.err().println("note: %s, in %s, is not known here".formatted(name, where));
      }
    }
    return texts;
  }

  /** What can be another here may be another in the file too. */
  private static void checkConfig(RunFolder folder, RunConfig now, Run.Stamp stamp) {
    now.otherThan(stamp.config(), OVERRIDES)
        .ifPresent(
            other -> {
              throw new IllegalArgumentException(
                  "%s: must be as the run was trained; got %s"
                      .formatted(folder.file(RunFolder.CONFIG), other));
            });
  }

  private static void checkSize(RunConfig config, Dataset found, Run.Stamp stamp) {
    if (!(found.rows() == stamp.rows() && found.columns() == stamp.columns())) {
      throw new IllegalArgumentException(
          "data: images must be %d x %d, as those that the run was trained on; got %d x %d in %s"
              .formatted(
                  stamp.rows(),
                  stamp.columns(),
                  found.rows(),
                  found.columns(),
                  config.data().data()));
    }
  }

  private static RunConfig config(ParseResult given, Map<String, String> file) {
    Map<String, String> texts = new LinkedHashMap<>(file);
    texts.put(SAMPLES, DEFAULT_SAMPLES);
    texts.put("threads", RunConfig.SETTINGS.fallback("threads"));
    texts.putAll(Options.given(given, OVERRIDES));
    return RunConfig.parse(texts);
  }

  private static long seed(ParseResult given, RunConfig config) {
    String text = Options.text(given, SEED);
    return text == null ? config.training().seed() : (Long) Values.parse("seed", long.class, text);
  }

  /** A run that was stopped has no test of its own. */
  private static void noteEpochs(RunFolder folder, Checkpoint checkpoint, Terminal terminal) {
    if (folder.has(RunReport.FILE)) {
      return;
    }
    int done = checkpoint.progress().epoch();
    String training =
        checkpoint.ended()
            ? "training is finished, only the run's own test (%s) is not".formatted(RunReport.FILE)
            : "training is not finished: epoch %d of %d"
                .formatted(done, checkpoint.training().epochs());
    terminal.err().println("note: %s; %s".formatted(training, rest(folder)));
  }

  private static void note(Run.Stamp stamp, Assembly assembly, Terminal terminal) {
    if (!stamp.dataSha256().equals(assembly.images().sha256())) {
      terminal.err().println("note: these images are not those that the run was trained on");
    }
  }
}
