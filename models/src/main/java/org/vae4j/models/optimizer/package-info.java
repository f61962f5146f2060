/**
 * How gradients move parameters; nothing here knows of a model or of training.
 *
 * <p>An {@link org.vae4j.models.optimizer.Optimization} says what is wanted: a {@link
 * org.vae4j.models.optimizer.Rule} such as {@link org.vae4j.models.optimizer.AdamW}, with clipping,
 * averages and a {@link org.vae4j.models.optimizer.RateSchedule}, the course of the step size. It
 * makes an {@link org.vae4j.models.optimizer.Optimizer} of a parameter vector: {@code
 * FlatOptimizer}, one pass of the workers over {@code Tiles}, within {@code Scaled} for lengths of
 * gradients and {@code Averaged} for running means.
 *
 * <p>To add one: a {@code Rule}, its line in {@code Rule.parse}, and its golden steps.
 */
package org.vae4j.models.optimizer;
