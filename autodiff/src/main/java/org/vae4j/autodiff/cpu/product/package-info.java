/**
 * Matrix products; parts of the {@code cpu} back end, no API.
 *
 * <p>{@code Blocking} says how a {@code Product} is cut into calls of OpenBLAS, and {@code
 * Products} are those that are added up block by block; {@code GemmStage} makes them, and {@code
 * DescentStage} moves a weight by each block of its gradient. Before that a graph is written in
 * what they know: {@code ProductSums} joins products, {@code Panels} stores weights as they are
 * read, and {@code Halving} chooses products that are made in two halves of their terms.
 */
package org.vae4j.autodiff.cpu.product;
