package org.vae4j.models.objective;

import org.vae4j.models.layer.Initializer;

/**
 * What an objective may need to know of the model and the data it is for.
 *
 * @param latent D, the length of a code
 * @param examples how many there are to train on
 * @param initializer start values of what the objective itself learns
 */
public record ObjectiveContext(int latent, int examples, Initializer initializer) {}
