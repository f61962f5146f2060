/**
 * What executes: memory, kernels, matrix products, threads and noise.
 *
 * <p>{@link org.vae4j.core.backend.Loops} is the float64 reference, plain loops over {@code
 * double[]}; every faster kernel is tested against it.
 */
package org.vae4j.core.backend;
