package org.vae4j.cli.run;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vae4j.cli.report.RunReport;
import org.vae4j.cli.terminal.Quantity;
import org.vae4j.models.train.EpochReport;
import org.vae4j.models.train.Fit;
import org.vae4j.models.train.Listener;

/** The progress of one run in the words of training: epochs, bounds, images a second. */
final class RunProgress {
  private static final Logger LOG = LoggerFactory.getLogger(RunProgress.class);

  private final Progress progress;
  private final int images;
  private final int batches;
  private final Part start;
  private final Part main;
  private boolean begun;

  /**
   * Some epochs with one aim.
   *
   * @param name of one of them, such as {@code epoch}
   * @param epochs how many
   * @param boundFrom the first whose loss is -ELBO
   */
  record Part(String name, int epochs, int boundFrom) {
    private String at(int epoch) {
      return name + " " + epoch + "/" + epochs;
    }

    private String aligned(int epoch) {
      String gap = " ".repeat(digits(epochs) - digits(epoch));
      return name + " " + gap + epoch + "/" + epochs;
    }
  }

  /**
   * Progress over so many training images in so many batches: of the epochs under N(0, I), then of
   * the others.
   */
  RunProgress(Progress progress, int images, int batches, Part start, Part main) {
    this.progress = progress;
    this.images = images;
    this.batches = batches;
    this.start = start;
    this.main = main;
  }

  /** What to call with each step and epoch under N(0, I), before those of the prior. */
  Listener start() {
    return shown(start, main.epochs);
  }

  /** What follows them may take a while, and has no steps to count. */
  void restarting() {
    progress.say("start  components move to clusters of codes");
  }

  /** Steps of the epochs under N(0, I) take long; so many epochs are done. */
  void expectStart(StepCost cost, int done) {
    expect(cost, start, done);
  }

  /** Steps of the run itself take long; so many epochs are done. */
  void expect(StepCost cost, int done) {
    expect(cost, main, done);
  }

  private void expect(StepCost cost, Part part, int done) {
    if (done < part.epochs) {
      progress.note(part.name + ": " + cost.says(batches, part.epochs - done));
    }
  }

  /** What to call with each step and epoch of the run itself. */
  Listener epochs() {
    return shown(main, 0);
  }

  /** Says once when the first step was done. */
  private void begin() {
    if (!begun) {
      begun = true;
      long start = ManagementFactory.getRuntimeMXBean().getStartTime();
      double seconds = (System.currentTimeMillis() - start) / 1e3;
      LOG.info("first step {} s after the start of Java", seconds);
    }
  }

  private Listener shown(Part part, int later) {
    return new Listener() {
      @Override
      public void onStep(int epoch, int batch, int batches, double loss) {
        begin();
        double done = (double) images * batch / batches;
        double after = (double) images * (part.epochs - epoch + later);
        String name = epoch >= part.boundFrom ? "-ELBO " : "loss ";
        String value = name + Quantity.decimals(loss, 1);
        progress.show(part.at(epoch), value, done, images, after);
      }

      @Override
      public void onEpoch(EpochReport report) {
        progress.log(
            "%s  -ELBO train %s  validation %s%s  %s"
                .formatted(
                    part.aligned(report.epoch()),
                    nats(report.train().negElbo()),
                    nats(report.validation().negElbo()),
                    criterion(report),
                    Progress.speed(images / report.seconds())));
      }
    };
  }

  /** What validation goes by, where that is not the bound. */
  private static String criterion(EpochReport report) {
    Optional<Double> criterion = report.validation().criterion();
    return criterion.map(value -> "  criterion " + nats(value)).orElse("");
  }

  private static int digits(int number) {
    return Integer.toString(number).length();
  }

  private static String nats(double value) {
    return Quantity.decimals(value, 2);
  }

  /** The run goes on after so many epochs. */
  void resumed(int done) {
    progress.log("goes on in epoch " + (done + 1));
  }

  /** The run is complete already. */
  void found() {
    progress.end("complete already");
  }

  void trained(Fit fit) {
    if (fit.stoppedEarly()) {
      progress.log("stopped early after epoch " + fit.epochs() + "; best epoch " + fit.bestEpoch());
    }
  }

  void tested(int done, int all) {
    progress.show("testing", done + "/" + all + " images", done, all, 0);
  }

  void finished(RunReport.Test test) {
    progress.end(
        "test -ELBO %s, NLL %s ± %s"
            .formatted(nats(test.negElbo()), nats(test.nll()), nats(test.nllStandardError())));
  }

  /** Leaves what is on the screen. */
  void abandon() {
    progress.abandon();
  }
}
