/**
 * What a trained model is worth: {@link org.vae4j.models.evaluate.Evaluation} gives the bound, the
 * importance-sampled log-likelihood and the active units of any split, chunk by chunk, with values
 * per example for paired comparisons.
 */
package org.vae4j.models.evaluate;
