package org.vae4j.models.evaluate;

/**
 * How far samples of a model are from examples of a data set: means of p(x|z) with z from the
 * prior, as one looks at them.
 *
 * @param mmd the unbiased estimate of the squared maximum mean discrepancy, by inverse
 *     multiquadrics; below 0 at times where the two are alike. Source: Gretton et al. (2012), lemma
 *     6; Tolstikhin et al. (2018), arXiv:1711.01558, section 4
 * @param slicedWasserstein the sliced 2-Wasserstein distance, in units of x. Source: Bonneel et al.
 *     (2015), eq. 4
 * @param mmdOfData the same between as many training and test examples, for scale: means of p(x|z)
 *     lack its noise, so that even the true model stays above
 * @param slicedWassersteinOfData likewise
 * @param count number of samples and of examples
 * @param directions of the slices
 */
public record SampleDistance(
    double mmd,
    double slicedWasserstein,
    double mmdOfData,
    double slicedWassersteinOfData,
    int count,
    int directions) {}
