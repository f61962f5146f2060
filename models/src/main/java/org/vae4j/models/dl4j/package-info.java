/**
 * To Deeplearning4j and back: {@link org.vae4j.models.dl4j.Dl4jVae} makes a network of its {@code
 * VariationalAutoencoder} layer from a model, or a model from such a network. A program that uses
 * it has {@code org.deeplearning4j:deeplearning4j-nn} on its class path; nothing else here needs
 * it. {@link org.vae4j.models.dl4j.Schedules} takes over the learning rates of ND4J.
 */
@Library
package org.vae4j.models.dl4j;

import org.vae4j.autodiff.Library;
