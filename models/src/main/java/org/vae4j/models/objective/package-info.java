/**
 * What training minimises. An {@link org.vae4j.models.objective.Objective} makes a loss and a bound
 * of a {@link org.vae4j.models.objective.Pass}; one that looks at importance weights alone is an
 * {@code OfWeights}. {@link org.vae4j.models.objective.Graphs} are what a trainer and an evaluation
 * run. Most have one {@link org.vae4j.models.objective.Stage}, the loss for all parameters; others
 * several. Numbers that change in training are a {@link org.vae4j.models.objective.Schedule}.
 */
@Library
package org.vae4j.models.objective;

import org.vae4j.autodiff.Library;
