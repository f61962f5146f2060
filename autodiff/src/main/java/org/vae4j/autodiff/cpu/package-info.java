/**
 * The fast back end: {@link org.vae4j.autodiff.cpu.CpuPlan}, and what assembles it in the order in
 * which a graph passes through.
 *
 * <ol>
 *   <li>{@code Lowering} rewrites ops into what fuses: a log-sum-exp becomes passes, a broadcast
 *       becomes a way of reading; {@code fusion.SharedAxes} does so across reshapes, {@code
 *       product.ProductSums} joins products that are added up, and {@code product.Panels} stores
 *       weights that stand still as products read them.
 *   <li>{@code Draft} says all that can be said before there is memory: {@code fusion.Fusion}
 *       groups elementwise ops and reductions into units, {@code tile.TileProgram} turns a group
 *       into lines, {@code product.Halving} chooses products that are made in halves, and {@code
 *       memory.Layout} decides where values will lie.
 *   <li>{@code memory.Slots} puts memory under the layout, and {@code image.Workspace} what
 *       convolutions work in.
 *   <li>A {@code Schedule} holds the {@code stage.Stage}s that are left to run: those of tile
 *       programs, products and images, and {@code stage.KernelStages} for all other ops. {@code
 *       CpuPlan} runs them in order on all workers.
 *   <li>{@code Descent} says which of them move parameters as soon as their gradients are known, in
 *       runs that train.
 * </ol>
 *
 * <p>Each stage is cut into parts by the shapes alone, so the bits of a result do not depend on the
 * number of workers.
 *
 * <p>The packages below use each other in one direction: {@code fusion} &lt;- {@code memory} &lt;-
 * {@code stage} &lt;- {@code tile}, {@code product} &lt;- {@code image}. Their types are public for
 * each other and for this package, and are no API: who runs graphs takes {@link
 * org.vae4j.autodiff.engine.Engine}.
 */
package org.vae4j.autodiff.cpu;
