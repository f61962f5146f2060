/**
 * Op by op on whatever ND4J back end is on the class path: the way to CUDA, and a second opinion on
 * the others.
 *
 * <p>{@code StableForms} rewrites what ND4J computes with loss in terms of what it computes well,
 * {@code Nd4jKernels} is the table of ops that ND4J has, {@code Nd4jArrays} gives each value an
 * array for as long as it is needed, and {@link org.vae4j.autodiff.nd4j.Nd4jPlan} runs the kernels
 * in order.
 *
 * <p>Tested on ND4J's CPU back end. On CUDA the same calls are made; they have not been run there.
 */
@Library
package org.vae4j.autodiff.nd4j;

import org.vae4j.autodiff.Library;
