package org.vae4j.cli.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import org.vae4j.models.evaluate.Clustering;
import org.vae4j.models.evaluate.SampleDistance;

/**
 * What one run came to, as it stands in {@code report.json}. All values are means over the test
 * images, in nats per image. Apart from the three of {@code seconds} the same config gives the same
 * report, bit for bit.
 *
 * @param config the values by flag
 * @param provenance what it was made with
 * @param test the results
 * @param diagnostics how the model uses its codes
 * @param quality codes and samples by other measures than likelihood
 * @param pictures what the pictures beside the report show
 * @param epoch the epoch whose parameters were tested: the best on validation images after the
 *     warm-up, or the last
 * @param seconds wall time of all training, that before a resumption included
 * @param startSeconds what of it came before the first epoch: the epochs under N(0, I), and the
 *     move of components to clusters
 * @param testSeconds wall time of the test and the diagnostics
 * @param absent why a value is null, by its path such as {@code test.clustering}
 */
public record RunReport(
    Map<String, Object> config,
    Provenance provenance,
    Test test,
    DiagnosticsReport diagnostics,
    Quality quality,
    Pictures pictures,
    int epoch,
    double seconds,
    double startSeconds,
    double testSeconds,
    Map<String, String> absent) {
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
   * @param distances of what the model makes from test images
   */
  public record Quality(Double probeAccuracy, Distances distances) {}

  /**
   * How far from test images others are, by as many of each.
   *
   * @param samples draws from p(x|z), z from the prior; null for a likelihood that cannot be drawn
   *     from
   * @param means of p(x|z) at the same z, which lack its noise
   * @param data training images, for scale
   * @param count images of each
   * @param directions of the slices
   */
  public record Distances(
      SampleDistance.Gap samples,
      SampleDistance.Gap means,
      SampleDistance.Gap data,
      int count,
      int directions) {
    /** These distances. */
    public static Distances of(SampleDistance found) {
      return new Distances(
          found.samples().orElse(null),
          found.means(),
          found.data(),
          found.count(),
          found.directions());
    }
  }

  /** The prior's name. */
  @JsonIgnore
  public String prior() {
    return (String) config.get("prior");
  }

  /** The seed. */
  @JsonIgnore
  public long seed() {
    return provenance.seed();
  }
}
