package org.vae4j.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.cli.config.RunConfig;
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

  static final String METRICS = "metrics.jsonl";

  private final Assembly assembly;
  private final RunFolder folder;
  private final Interrupt interrupt;
  private final RunProgress progress;
  private final List<String> metrics = new ArrayList<>();

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
   */
  record Stamp(Map<String, Object> config, String dataSha256) {}

  /** The run of what is assembled, in this folder. */
  Run(Assembly assembly, RunFolder folder, RunProgress progress, Interrupt interrupt) {
    this.assembly = assembly;
    this.folder = folder;
    this.interrupt = interrupt;
    this.progress = progress;
  }

  /**
   * Trains and tests, or reads the results of a run that is complete. Throws {@link
   * Interrupt.Stopped} with the checkpoint saved.
   */
  Result execute(Engine engine) {
    if (folder.has(RunReport.FILE)) {
      return read();
    }
    Vae vae = assembly.vae();
    if (assembly.starts() && !folder.has(CHECKPOINT)) {
      start(engine, vae);
    }
    Fit fit = train(engine, vae);
    Result result = test(engine, vae, fit);
    folder.write(Scores.FILE, result.scores().toCsv());
    folder.write(RunReport.FILE, Json.pretty(result.report()));
    return result;
  }

  private Result read() {
    String where = folder.file(RunReport.FILE).toString();
    RunReport report = Json.read(where, folder.read(RunReport.FILE), RunReport.class);
    checkData(report.provenance().dataSha256());
    String scores = folder.file(Scores.FILE).toString();
    Result result = new Result(report, Scores.fromCsv(scores, folder.read(Scores.FILE)));
    progress.found();
    return result;
  }

  private void checkData(String begunWith) {
    String found = assembly.images().sha256();
    if (!found.equals(begunWith)) {
      throw new IllegalArgumentException(
          "resume: data must be what %s began with, sha256 %s; got %s"
              .formatted(folder.path(), begunWith, found));
    }
  }

  /** The epochs under N(0, I); they have a checkpoint of their own, and no metrics. */
  private void start(Engine engine, Vae vae) {
    Vae first = vae.under(assembly.startPrior(vae));
    try (Trainer trainer =
        new Trainer(engine, first, assembly.startObjective(), assembly.startTraining())) {
      if (folder.has(START)) {
        restore(trainer, START);
      }
      fit(trainer, START, starter(trainer));
    }
    assembly.restart(engine, vae);
  }

  private Listener starter(Trainer trainer) {
    return new Listener() {
      @Override
      public void onEpoch(EpochReport report) {
        save(trainer, START);
        progress.start(report);
      }
    };
  }

  private Fit train(Engine engine, Vae vae) {
    try (Trainer trainer = new Trainer(engine, vae, assembly.fit(), assembly.training())) {
      if (folder.has(CHECKPOINT)) {
        resume(trainer);
      }
      Fit fit = fit(trainer, CHECKPOINT, recorder(trainer));
      progress.trained(fit);
      return fit;
    }
  }

  private Fit fit(Trainer trainer, String checkpoint, Listener listener) {
    interrupt.onRequest(trainer::stop);
    try {
      Fit fit = trainer.fit(assembly.dataset(), listener);
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
    return "interrupted; what is done is kept: --resume --out %s goes on".formatted(folder.top());
  }

  private void restore(Trainer trainer, String file) {
    Checkpoint checkpoint = Checkpoint.read(folder.file(file));
    checkData(Json.read(file, checkpoint.config(), Stamp.class).dataSha256());
    trainer.restore(checkpoint);
  }

  private void resume(Trainer trainer) {
    restore(trainer, CHECKPOINT);
    int done = trainer.progress().epoch();
    if (folder.has(METRICS)) {
      folder.read(METRICS).lines().limit(done).forEach(metrics::add);
    }
    progress.resumed(done);
  }

  private Listener recorder(Trainer trainer) {
    return new Listener() {
      @Override
      public void onStep(int epoch, int batch, int batches, double loss) {
        progress.step(epoch, batch, batches, loss);
      }

      @Override
      public void onEpoch(EpochReport report) {
        metrics.add(Json.line(MetricsLine.of(report, assembly.relaxed())));
        folder.write(METRICS, String.join("\n", metrics) + "\n");
        save(trainer, CHECKPOINT);
        progress.epoch(report);
      }
    };
  }

  private void save(Trainer trainer, String file) {
    Stamp stamp = new Stamp(assembly.config().identity(), assembly.images().sha256());
    trainer.checkpoint(Json.line(stamp)).write(folder.file(file));
  }

  private Result test(Engine engine, Vae vae, Fit fit) {
    RunConfig config = assembly.config();
    Tested tested =
        Tested.of(
            engine,
            vae,
            assembly,
            config.training().seed(),
            (done, images) -> {
              interrupt.check(stopped());
              progress.tested(done, images);
            });
    RunReport report =
        new RunReport(
            config.print(),
            assembly.provenance(engine, config.training().seed()),
            tested.test(),
            tested.diagnostics(),
            null,
            fit.bestEpoch(),
            fit.seconds());
    progress.finished(tested.test());
    return new Result(report, tested.scores());
  }
}
