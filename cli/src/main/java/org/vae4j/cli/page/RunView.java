package org.vae4j.cli.page;

import java.util.List;
import java.util.Optional;
import org.vae4j.cli.report.RunReport;

/**
 * One run as its files tell it.
 *
 * @param folder where its files are, relative to the page; empty for beside it
 * @param report its results
 * @param starts how the epochs under N(0, I) before the others went; empty where there were none
 * @param epochs how training went; empty where that is not known
 * @param samples a PNG file of draws from the model, if there is one
 * @param reconstructions a PNG file of test images and what the model makes of them, if there is
 *     one
 */
public record RunView(
    String folder,
    RunReport report,
    List<Epoch> starts,
    List<Epoch> epochs,
    Optional<byte[]> samples,
    Optional<byte[]> reconstructions) {
  /**
   * One epoch of the training: -ELBO in nats per example.
   *
   * @param number from 1
   * @param train mean over training examples as they were met
   * @param validation mean over validation examples at the end
   */
  public record Epoch(int number, double train, double validation) {}

  /** The name of its prior. */
  String prior() {
    return report.prior();
  }

  /** What it is called beside others. */
  String title() {
    return prior() + ", seed " + report.seed();
  }
}
