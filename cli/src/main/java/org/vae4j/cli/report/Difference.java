package org.vae4j.cli.report;

import java.util.List;

/**
 * How much lower or higher the test NLL of one prior is than that of another, paired: both saw the
 * same images and, seed by seed, the same start, order and noise. Nats per image.
 *
 * @param prior the one
 * @param versus the other
 * @param mean mean of NLL(prior) - NLL(versus): below 0 where {@code prior} is better
 * @param standardError over images: of the difference averaged over seeds
 * @param seedStandardError over seeds: of each seed's mean difference; null for a single seed
 * @param images number of images
 * @param seeds number of seeds
 */
record Difference(
    String prior,
    String versus,
    double mean,
    double standardError,
    Double seedStandardError,
    int images,
    int seeds) {
  /** Of the NLL by image, one array a seed, seeds in the same order for both. */
  static Difference of(String prior, List<double[]> nll, String versus, List<double[]> versusNll) {
    int seeds = nll.size();
    int images = nll.get(0).length;
    double[] byImage = new double[images];
    double[] bySeed = new double[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      for (int image = 0; image < images; image++) {
        double difference = nll.get(seed)[image] - versusNll.get(seed)[image];
        byImage[image] += difference / seeds;
        bySeed[seed] += difference / images;
      }
    }
    Spread overImages = Spread.of(byImage);
    return new Difference(
        prior,
        versus,
        overImages.mean(),
        overImages.standardError(),
        seeds > 1 ? Spread.of(bySeed).standardError() : null,
        images,
        seeds);
  }

  /** The larger of the two standard errors: what a claim has to clear. */
  double error() {
    return seedStandardError == null ? standardError : Math.max(standardError, seedStandardError);
  }

  /** The mean in units of {@link #error}; 0 where all differences are 0. */
  double errors() {
    return mean == 0 ? 0 : mean / error();
  }
}
