/**
 * Functions on float32 tiles and seeded noise: plain arrays, no library behind them.
 *
 * <p>{@link org.vae4j.core.kernel.TileKernels} are the functions on tiles that fit the first-level
 * cache, each a {@link org.vae4j.core.kernel.TileKernel}, with the error it keeps to. {@link
 * org.vae4j.core.kernel.NoiseStream} draws noise that depends on its key and index alone, whoever
 * draws it and in what order. All else is their parts: exponentials, logarithms, error functions,
 * selections, Threefry and the draws made of its words.
 */
package org.vae4j.core.kernel;
