package org.vae4j.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.cli.config.RunConfig;
import org.vae4j.cli.page.Invocation;
import org.vae4j.cli.report.RunReport;
import org.vae4j.cli.report.Scores;
import org.vae4j.cli.terminal.Interrupt;
import org.vae4j.cli.terminal.Json;
import org.vae4j.models.Vae;
import org.vae4j.models.train.Checkpoint;
import org.vae4j.models.train.EpochReport;
import org.vae4j.models.train.Fit;
import org.vae4j.models.train.Listener;
import org.vae4j.models.train.Trainer;

/**
 * One training run in its folder: from the checkpoint there, if there is one, to the report. Each
 * epoch ends with its line in {@code metrics.jsonl} and a checkpoint.
 */
final class Run {
  static final String CHECKPOINT = "checkpoint.safetensors";

  /** The checkpoint of the epochs under N(0, I). */
  static final String START = "start.safetensors";

  private static final double NANOS = 1e9;

  private final Assembly assembly;
  private final RunFolder folder;
  private final Interrupt interrupt;
  private final RunProgress progress;
  private final MetricsFile metrics;
  private double startSeconds;

  /**
   * What a run came to.
   *
   * @param report means
   * @param scores image by image
   */
  record Result(RunReport report, Scores scores) {}

  /**
   * What a checkpoint belongs to.
   *
   * @param config the values by flag that decide about results
   * @param dataSha256 digest of the data
   * @param rows height of an image
   * @param columns width of an image
   * @param startSeconds what came before its first epoch took; null for nothing
   */
  record Stamp(
      Map<String, Object> config, String dataSha256, int rows, int columns, Double startSeconds) {
    /** The stamp of this checkpoint, which is in this file. */
    static Stamp of(Checkpoint checkpoint, Path file) {
      return Json.read(
          file.toString(), checkpoint.config(), Stamp.class, "a checkpoint of this version", "");
    }

    /** Seconds before its first epoch; 0 where the stamp has none. */
    double before() {
      return startSeconds == null ? 0 : startSeconds;
    }
  }

  /** The run of what is assembled, in this folder. */
  Run(Assembly assembly, RunFolder folder, RunProgress progress, Interrupt interrupt) {
    this.assembly = assembly;
    this.folder = folder;
    this.interrupt = interrupt;
    this.progress = progress;
    this.metrics = new MetricsFile(folder);
  }

  /**
   * Trains and tests, or reads the results of a run that is complete. Throws {@link
   * Interrupt.Stopped} with the checkpoint saved.
   */
  Result execute(Engine engine) {
    if (folder.has(RunReport.FILE)) {
      return read();
    }
    interrupt.onLateness(this::late);
    Vae vae = assembly.vae();
    if (assembly.starts() && !folder.has(CHECKPOINT)) {
      start(engine, vae);
    }
    Fit fit = train(engine, vae);
    Result result = test(engine, vae, fit);
    folder.write(Scores.FILE, result.scores().toCsv());
    folder.write(RunReport.FILE, Json.pretty(result.report()));
    Views.write(folder, result.report());
    return result;
  }

  private Result read() {
    String where = folder.file(RunReport.FILE).toString();
    RunReport report =
        Json.read(
            where,
            folder.read(RunReport.FILE),
            RunReport.class,
            "a report of this version",
            " (delete it, and --resume tests the run again)");
    checkConfig(report.config());
    checkData(report.provenance().dataSha256());
    String file = folder.file(Scores.FILE).toString();
    Scores scores = Scores.fromCsv(file, folder.read(Scores.FILE));
    scores.check(file, report.test());
    Result result = new Result(report, scores);
    Views.write(folder, report);
    progress.found();
    return result;
  }

  private void checkConfig(Map<String, Object> begunWith) {
    assembly
        .config()
        .otherThan(begunWith, List.of())
        .ifPresent(
            other -> {
              throw new IllegalArgumentException(
                  "resume: config must be what %s began with; got %s"
                      .formatted(folder.path(), other));
            });
  }

  private void checkData(String begunWith) {
    String found = assembly.images().sha256();
    if (!found.equals(begunWith)) {
      throw new IllegalArgumentException(
          "resume: data must be what %s began with, sha256 %s; got %s"
              .formatted(folder.path(), begunWith, found));
    }
  }

  /** The epochs under N(0, I), which have a checkpoint of their own, and what moves to codes. */
  private void start(Engine engine, Vae vae) {
    Vae first = vae.under(assembly.startPrior(vae));
    try (Trainer trainer =
        new Trainer(engine, first, assembly.startObjective(), assembly.startTraining())) {
      if (folder.has(START)) {
        restore(trainer, START);
        metrics.keepStart(trainer.progress().epoch());
      }
      int done = trainer.progress().epoch();
      StepCost.of(trainer, engine).ifPresent(cost -> progress.expectStart(cost, done));
      Fit fit = fit(trainer, START, starter(trainer), progress.start());
      long end = System.nanoTime();
      if (assembly.restarts()) {
        progress.restarting();
        assembly.restart(engine, vae).ifPresent(metrics::add);
      }
      startSeconds = fit.seconds() + (System.nanoTime() - end) / NANOS;
    }
  }

  private Listener starter(Trainer trainer) {
    return new Listener() {
      @Override
      public void onEpoch(EpochReport report) {
        metrics.add(MetricsLine.ofStart(report));
        save(trainer, START);
      }
    };
  }

  private Fit train(Engine engine, Vae vae) {
    try (Trainer trainer = new Trainer(engine, vae, assembly.fit(), assembly.training())) {
      if (folder.has(CHECKPOINT)) {
        resume(trainer);
      }
      int done = trainer.progress().epoch();
      StepCost.of(trainer, engine).ifPresent(cost -> progress.expect(cost, done));
      Fit fit = fit(trainer, CHECKPOINT, recorder(trainer), progress.epochs());
      progress.trained(fit);
      return fit;
    }
  }

  private Fit fit(Trainer trainer, String checkpoint, Listener... listeners) {
    interrupt.onRequest(trainer::stop);
    try {
      Fit fit = trainer.fit(assembly.dataset(), listeners);
      if (fit.interrupted()) {
        save(trainer, checkpoint);
        progress.abandon();
        throw new Interrupt.Stopped(stopped());
      }
      trainer.selectBest();
      return fit;
    } finally {
      interrupt.onRequest(() -> {});
    }
  }

  private String stopped() {
    RunFolder top = folder.top();
    return "interrupted; what is done is kept: %s goes on"
        .formatted(Invocation.resumed(top.config(), top.path()));
  }

  /** For a process that ends in the middle of a step, from another thread. */
  private String late() {
    progress.abandon();
    boolean some = folder.has(CHECKPOINT) || folder.has(START) || folder.top() != folder;
    return "stopped in the middle of a step; "
        + (some
            ? "what the last finished epoch saved is kept: %s goes on"
                .formatted(Invocation.resumed(folder.top().config(), folder.top().path()))
            : "no epoch was finished, so nothing was saved yet");
  }

  private Stamp restore(Trainer trainer, String file) {
    Checkpoint checkpoint = Checkpoint.read(folder.file(file));
    Stamp stamp = Stamp.of(checkpoint, folder.file(file));
    checkConfig(stamp.config());
    checkData(stamp.dataSha256());
    trainer.restore(checkpoint);
    return stamp;
  }

  private void resume(Trainer trainer) {
    Stamp stamp = restore(trainer, CHECKPOINT);
    startSeconds = stamp.before();
    int done = trainer.progress().epoch();
    metrics.keep(done);
    progress.resumed(done);
  }

  private Listener recorder(Trainer trainer) {
    return new Listener() {
      @Override
      public void onEpoch(EpochReport report) {
        metrics.add(MetricsLine.of(report, assembly.relaxed()));
        save(trainer, CHECKPOINT);
      }
    };
  }

  private void save(Trainer trainer, String file) {
    Stamp stamp =
        new Stamp(
            assembly.config().identity(),
            assembly.images().sha256(),
            assembly.dataset().rows(),
            assembly.dataset().columns(),
            startSeconds);
    trainer.checkpoint(Json.line(stamp)).write(folder.file(file));
  }

  private Result test(Engine engine, Vae vae, Fit fit) {
    RunConfig config = assembly.config();
    String stopped = stopped();
    Tested tested =
        Tested.of(
            engine,
            vae,
            assembly,
            config.training().seed(),
            (done, images) -> {
              interrupt.check(stopped);
              progress.tested(done, images);
            });
    tested.gallery().files().forEach(folder::write);
    RunReport report =
        tested.report(
            config.print(),
            assembly.provenance(engine, config.training().seed()),
            fit.bestEpoch(),
            startSeconds + fit.seconds(),
            startSeconds);
    progress.finished(tested.test());
    return new Result(report, tested.scores());
  }
}
