/**
 * What runs; parts of the {@code cpu} back end, no API.
 *
 * <p>A {@code Stage} is a step of a plan, cut into parts; {@code Registers} are what a worker has
 * at hand for it, among them the {@code Tile} at which its tile program stands. Beside them the
 * stages of single ops: {@code KernelStages} is the table of those with kernels, {@code HostStage}
 * runs all others by their value rules, {@code NoiseStage} draws, {@code SumStage} adds up and
 * copies, and {@code UpdateStage} moves parameters.
 */
package org.vae4j.autodiff.cpu.stage;
