/**
 * What executes: memory, kernels, matrix products, threads and noise.
 *
 * <p>{@link org.vae4j.core.backend.Loops} is the float64 reference, plain loops over {@code
 * double[]}; every faster kernel is tested against it. {@link org.vae4j.core.backend.Memory} is a
 * block of ND4J memory, {@link org.vae4j.core.backend.Blas} multiplies matrices in it, and {@link
 * org.vae4j.core.backend.WorkerTeam} runs a job on all cores. {@link
 * org.vae4j.core.backend.TileKernels} are the float32 functions on tiles that fit the first-level
 * cache, and {@link org.vae4j.core.backend.NoiseStream} draws noise that depends on its key and
 * index alone. {@link org.vae4j.core.backend.Preflight} picks the {@link
 * org.vae4j.core.backend.Backend} that a machine can run, before ND4J is loaded.
 */
package org.vae4j.core.backend;
