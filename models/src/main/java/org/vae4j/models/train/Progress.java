package org.vae4j.models.train;

import java.util.Map;

/**
 * How far training has come: between epochs, or within one.
 *
 * @param epoch epochs completed
 * @param batch steps made in the one after
 * @param step steps made in all
 * @param bestEpoch the best epoch so far, 0 for none
 * @param bestNegElbo its validation bound, infinity for none
 * @param seconds time in {@code fit} so far, as {@link Fit} has it
 * @param examples training examples met in the epoch under way
 * @param sums the sums over them of what is reported
 */
public record Progress(
    int epoch,
    int batch,
    long step,
    int bestEpoch,
    double bestNegElbo,
    double seconds,
    long examples,
    Map<String, Double> sums) {}
