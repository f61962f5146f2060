/**
 * Fitting a model. {@link org.vae4j.models.train.Trainer} runs the epochs that a {@link
 * org.vae4j.models.train.Training} describes: each step replays a plan that leaves gradients, and
 * an {@link org.vae4j.models.optimizer.Optimizer} moves the parameters. Listeners hear of steps and
 * epochs. Where training stands is its {@code Standing}, which a {@link
 * org.vae4j.models.train.Checkpoint} holds with all else there is to go on from, to the bit.
 * Nothing here prints.
 */
@Library
package org.vae4j.models.train;

import org.vae4j.autodiff.Library;
