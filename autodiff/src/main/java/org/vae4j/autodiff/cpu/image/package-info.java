/**
 * Convolutions; parts of the {@code cpu} back end, no API.
 *
 * <p>{@code ImageStages} is the table. {@code Convolving} makes the three convolutions of products
 * with strips of patches in a {@code Workspace}, which {@code ConvolutionStage} runs; {@code
 * Unfold} copies patches out of an image and {@code Fold} adds them up to one, for a strip or as
 * the whole of {@code PatchStage} and {@code FoldStage}; {@code Sliding} counts where a filter
 * passes.
 */
package org.vae4j.autodiff.cpu.image;
