package org.vae4j.cli.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.vae4j.models.evaluate.Clustering;
import org.vae4j.models.evaluate.SampleDistance;

/**
 * What one run came to, as it stands in {@code report.json}. All values are means over the test
 * images, in nats per image. Apart from {@code seconds} the same config gives the same report, bit
 * for bit.
 *
 * @param config the values by flag
 * @param provenance what it was made with
 * @param test the results
 * @param diagnostics how the model uses its codes
 * @param quality what else {@code evaluate} measures; left out of the report of a run
 * @param epoch the epoch whose parameters were tested: the best on validation images after the
 *     warm-up, or the last
 * @param seconds wall time of the training
 */
public record RunReport(
    Map<String, Object> config,
    Provenance provenance,
    Test test,
    DiagnosticsReport diagnostics,
    @JsonInclude(JsonInclude.Include.NON_NULL) Quality quality,
    int epoch,
    double seconds) {
  /** Its name in a run folder. */
  public static final String FILE = "report.json";

  /**
   * Where results come from.
   *
   * @param version version of this program
   * @param gitCommit commit it was built from, or null where that is not known
   * @param dataSha256 digest of the data before binarisation
   * @param jvm version and vendor of the Java machine
   * @param backend what computed
   * @param threads workers; results do not depend on them
   * @param seed seed of start values, order and noise
   */
  public record Provenance(
      String version,
      String gitCommit,
      String dataSha256,
      String jvm,
      String backend,
      int threads,
      long seed) {}

  /**
   * Results on the test images; null where the objective bounds no likelihood.
   *
   * @param examples number of test images
   * @param bound the mean of the bound on log p(x) that the objective names, at its draws; null if
   *     it names none
   * @param noBound why it names none; null if it does
   * @param negElbo reconstruction + kl
   * @param reconstruction mean of -log p(x|z), z from q(z|x)
   * @param kl mean of KL(q(z|x) || p(z))
   * @param nll minus the mean importance-sampled log-likelihood, itself a bound that tightens with
   *     the number of samples
   * @param nllStandardError standard deviation over images / square root of their number
   * @param importanceSamples samples an image
   * @param activeUnits dimensions of z whose posterior mean has a variance above 0.01 over the
   *     training set
   * @param clustering the prior's components against the labels of the test images; null where
   *     either is missing
   */
  public record Test(
      int examples,
      Double bound,
      String noBound,
      Double negElbo,
      Double reconstruction,
      Double kl,
      Double nll,
      Double nllStandardError,
      Integer importanceSamples,
      int activeUnits,
      Clustering clustering) {}

  /**
   * Codes and samples by other measures than likelihood.
   *
   * @param probeAccuracy share of test images whose label a linear classifier, learned on training
   *     images, reads off the mean of q(z|x); null without labels
   * @param samples distances of samples to test images
   */
  public record Quality(Double probeAccuracy, SampleDistance samples) {}

  /** The prior's name. */
  @JsonIgnore
  String prior() {
    return (String) config.get("prior");
  }

  /** The seed. */
  @JsonIgnore
  long seed() {
    return provenance.seed();
  }
}
