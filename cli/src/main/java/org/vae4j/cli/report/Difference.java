package org.vae4j.cli.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much lower or higher the test NLL of one prior is than that of another, paired: both saw the
 * same images and, seed by seed, the same start, order and noise. Nats per image.
 *
 * @param prior the one
 * @param versus the other
 * @param mean mean of NLL(prior) - NLL(versus): below 0 where {@code prior} is better
 * @param standardError over images: of the difference averaged over seeds
 * @param seedStandardError over seeds: of each seed's mean difference; null for a single seed
 * @param bySeed each seed's mean difference
 * @param images number of images
 */
public record Difference(
    String prior,
    String versus,
    double mean,
    double standardError,
    Double seedStandardError,
    List<Double> bySeed,
    int images) {
  /** Standard errors over images from which on a difference is called one. */
  static final double CLEAR = 3;

  /**
   * Standard errors over seeds that cover 95 % by Student's t, for 2, 3 and 4 seeds; for more they
   * are fewer than {@link #CLEAR}, which then counts. Source: Student (1908).
   */
  private static final double[] FEW_SEEDS = {12.706, 4.303, 3.182};

  /**
   * The differences that the measured one leaves possible.
   *
   * @param low the least
   * @param high the greatest
   */
  public record Interval(double low, double high) {}

  /**
   * Of the NLL by image, one array a seed, seeds in the same order for both. Throws {@code
   * IllegalArgumentException} unless all have one length.
   */
  static Difference of(String prior, List<double[]> nll, String versus, List<double[]> versusNll) {
    int seeds = nll.size();
    int images = nll.get(0).length;
    for (double[] other : Stream.concat(nll.stream(), versusNll.stream()).toList()) {
      if (other.length != images) {
        throw new IllegalArgumentException(
            "difference of %s and %s: runs must be tested on as many images; got %d and %d"
                .formatted(prior, versus, images, other.length));
      }
    }
    double[] byImage = new double[images];
    List<Double> bySeed = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      double sum = 0;
      for (int image = 0; image < images; image++) {
        double difference = nll.get(seed)[image] - versusNll.get(seed)[image];
        byImage[image] += difference / seeds;
        sum += difference;
      }
      bySeed.add(sum / images);
    }
    Spread overImages = Spread.of(byImage);
    double[] means = bySeed.stream().mapToDouble(Double::doubleValue).toArray();
    return new Difference(
        prior,
        versus,
        overImages.mean(),
        overImages.standardError(),
        seeds > 1 ? Spread.of(means).standardError() : null,
        List.copyOf(bySeed),
        images);
  }

  /** Number of seeds. */
  @JsonProperty
  public int seeds() {
    return bySeed.size();
  }

  /** The larger of the two standard errors. */
  @JsonProperty
  public double error() {
    return seedStandardError == null ? standardError : Math.max(standardError, seedStandardError);
  }

  /** Standard errors over seeds that a difference has to clear; 0 for a single seed. */
  double seedErrors() {
    int index = seeds() - 2;
    return index < 0 ? 0 : Math.max(CLEAR, index < FEW_SEEDS.length ? FEW_SEEDS[index] : 0);
  }

  /** Three standard errors over images or what the seeds leave open, whichever is wider. */
  @JsonProperty
  public Interval interval() {
    double overSeeds = seedStandardError == null ? 0 : seedErrors() * seedStandardError;
    double half = Math.max(CLEAR * standardError, overSeeds);
    return new Interval(mean - half, mean + half);
  }

  /** Whether all of several seeds agree in the sign, and the images leave no doubt of it. */
  @JsonProperty
  public boolean agreed() {
    boolean same =
        bySeed.stream().allMatch(seed -> seed < 0) || bySeed.stream().allMatch(seed -> seed > 0);
    return seeds() > 1 && same && Math.abs(mean) >= CLEAR * standardError;
  }

  /** Whether the interval leaves 0 out, so that a difference may be claimed. */
  @JsonProperty
  public boolean clear() {
    return interval().high() <= 0 && mean < 0 || interval().low() >= 0 && mean > 0;
  }
}
