/**
 * What executes: memory, matrix products and threads.
 *
 * <p>{@link org.vae4j.core.backend.Loops} is the float64 reference, plain loops over {@code
 * double[]}; every faster kernel is tested against it. {@link org.vae4j.core.backend.Memory} is a
 * block of ND4J memory, {@link org.vae4j.core.backend.Blas} multiplies matrices in it, and {@link
 * org.vae4j.core.backend.WorkerTeam} runs a job on all cores. {@link
 * org.vae4j.core.backend.Preflight} picks the {@link org.vae4j.core.backend.Backend} that a machine
 * can run, before ND4J is loaded. The functions on tiles and the noise, which need none of this,
 * are in {@code org.vae4j.core.kernel}.
 */
package org.vae4j.core.backend;
