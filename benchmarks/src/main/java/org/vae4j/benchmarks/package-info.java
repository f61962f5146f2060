/**
 * Races the training step against other engines, side by side in one run.
 *
 * <p>{@link org.vae4j.benchmarks.Race} is the command. It starts each {@link
 * org.vae4j.benchmarks.Entrant} as a process of its own ({@link org.vae4j.benchmarks.Peer}), checks
 * that all compute the same loss and gradients ({@link org.vae4j.benchmarks.Example}, {@link
 * org.vae4j.benchmarks.Agreement}), lets them run in turn and tells the times as {@link
 * org.vae4j.benchmarks.Standings}; {@link org.vae4j.benchmarks.Scale} does so for several sizes.
 * Inside a Java process {@link org.vae4j.benchmarks.ContenderMain} serves a {@link
 * org.vae4j.benchmarks.Contender} to the race over a {@link org.vae4j.benchmarks.Track}. What is
 * computed is a {@link org.vae4j.benchmarks.Workload}.
 */
package org.vae4j.benchmarks;
