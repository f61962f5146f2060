package org.vae4j.cli.run;

import java.util.Locale;
import org.vae4j.cli.report.RunReport;
import org.vae4j.models.train.EpochReport;
import org.vae4j.models.train.Fit;

/** The progress of one run in the words of training: epochs, bounds, images a second. */
final class RunProgress {
  private final Progress progress;
  private final int epochs;
  private final int images;
  private final int boundFrom;

  /**
   * Progress of a run of so many epochs over so many training images; before epoch {@code
   * boundFrom} the loss is another than -ELBO.
   */
  RunProgress(Progress progress, int epochs, int images, int boundFrom) {
    this.progress = progress;
    this.epochs = epochs;
    this.images = images;
    this.boundFrom = boundFrom;
  }

  void step(int epoch, int batch, int batches, double loss) {
    double done = (double) images * batch / batches;
    double after = (double) images * (epochs - epoch);
    String name = epoch >= boundFrom ? "-ELBO " : "loss ";
    String value = name + String.format(Locale.ROOT, "%.1f", loss);
    progress.show("epoch " + epoch + "/" + epochs, value, done, images, after);
  }

  void epoch(EpochReport report) {
    progress.log(
        "%s  -ELBO train %s  validation %s  %s"
            .formatted(
                epoch(report.epoch()),
                nats(report.train().negElbo()),
                nats(report.validation().negElbo()),
                Progress.speed(images / report.seconds())));
  }

  /** An epoch under N(0, I), before those of the prior. */
  void start(EpochReport report) {
    progress.log(
        "start, epoch %d  -ELBO train %s  validation %s"
            .formatted(
                report.epoch(),
                nats(report.train().negElbo()),
                nats(report.validation().negElbo())));
  }

  private String epoch(int epoch) {
    return "epoch " + " ".repeat(digits(epochs) - digits(epoch)) + epoch + "/" + epochs;
  }

  private static int digits(int number) {
    return Integer.toString(number).length();
  }

  private static String nats(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
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
