/**
 * Programs that run tile by tile; parts of the {@code cpu} back end, no API.
 *
 * <p>{@code TileProgram} turns a group of ops into lines: load, apply, store, reduce. A {@code
 * Space} is what they go over, with as few axes as can be, and an {@code Access} is how an array is
 * walked through in it. {@code TileStage} runs the lines, as {@code Load}, {@code Apply}, {@code
 * Store} and {@code Reduction}, and {@code CombineStage} joins what its parts have reduced. {@code
 * Constants} counts the numbers and registers that a plan's programs need.
 */
package org.vae4j.autodiff.cpu.tile;
