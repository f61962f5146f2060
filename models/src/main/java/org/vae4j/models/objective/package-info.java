/**
 * What training minimises. An {@link org.vae4j.models.objective.Objective} makes a loss and a bound
 * of a {@link org.vae4j.models.objective.Pass}; {@link org.vae4j.models.objective.Graphs} are what
 * a trainer and an evaluation run.
 */
package org.vae4j.models.objective;
