/**
 * Codes of two levels: z2, and z1 below it. {@link org.vae4j.models.levels.LevelPosterior} and
 * {@link org.vae4j.models.levels.LevelPrior} are a posterior and a prior like any other, of codes
 * that hold z1 and z2 side by side, so that objectives, training and evaluation need not know; both
 * are made of an upper part of any form and a {@link org.vae4j.models.levels.Conditional} Gaussian.
 * {@link org.vae4j.models.levels.TwoLevels} builds the networks of the VampPrior paper.
 */
@Library
package org.vae4j.models.levels;

import org.vae4j.autodiff.Library;
