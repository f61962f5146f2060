/**
 * The fast back end, in the order in which a graph passes through it.
 *
 * <ol>
 *   <li>{@code Lowering} rewrites ops into what fuses: a log-sum-exp becomes passes, a broadcast
 *       becomes a way of reading; {@code SharedAxes} does so across reshapes, {@code ProductSums}
 *       joins products that are added up, and {@code Panels} stores weights that stand still as
 *       products read them.
 *   <li>{@code Fusion} groups elementwise ops and reductions over one iteration space into {@code
 *       Unit}s.
 *   <li>{@code TileProgram} turns a group into lines: load, apply, store, reduce.
 *   <li>{@code Slots} decides where each value lies, with an {@code Arena} for those whose lives
 *       end.
 *   <li>{@code Stage}s are what is left to run: {@code TileStage}, {@code GemmStage}, {@code
 *       NoiseStage}, those of {@code Convolving} and {@code KernelStages}, {@code HostStage};
 *       {@link org.vae4j.autodiff.cpu.CpuPlan} runs them in order on all workers.
 *   <li>{@code Descent} says which of them move parameters as soon as their gradients are known, in
 *       runs that train.
 * </ol>
 *
 * <p>Each stage is cut into parts by the shapes alone, so the bits of a result do not depend on the
 * number of workers.
 */
package org.vae4j.autodiff.cpu;
