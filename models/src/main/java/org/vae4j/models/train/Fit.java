package org.vae4j.models.train;

/**
 * How training ended.
 *
 * @param epochs epochs completed, those before a resumption included
 * @param bestEpoch the epoch with the lowest validation bound since warm-up had ended, or the last
 * @param bestNegElbo its validation bound, nats per example; NaN if no epoch could be chosen
 * @param stoppedEarly whether patience ran out
 * @param interrupted whether {@link Trainer#stop} was called
 * @param seconds time in {@code fit}, that before a resumption included, without what listeners do
 *     at the end of epochs
 */
public record Fit(
    int epochs,
    int bestEpoch,
    double bestNegElbo,
    boolean stoppedEarly,
    boolean interrupted,
    double seconds) {}
