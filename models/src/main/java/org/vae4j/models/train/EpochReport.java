package org.vae4j.models.train;

import java.util.Map;

/**
 * One epoch.
 *
 * @param epoch its number, from 1
 * @param beta the weight of the KL at its end
 * @param temperature the temperature at its end
 * @param seconds what it took, validation included
 * @param train means over the training examples, each as it was met; gradient norms at the end
 * @param validation means over the validation examples at the end, with the same noise each time
 * @param scheduled the objective's own numbers that change, at its end
 * @param best whether no epoch so far has a lower validation bound since warm-up has ended
 */
public record EpochReport(
    int epoch,
    double beta,
    double temperature,
    double seconds,
    Metrics train,
    Metrics validation,
    Map<String, Double> scheduled,
    boolean best) {}
