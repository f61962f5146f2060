/**
 * What a trained model is worth, on any split and chunk by chunk.
 *
 * <p>{@link org.vae4j.models.evaluate.Evaluation} is the way in; everything else here is an answer
 * of it, or how one is found:
 *
 * <ul>
 *   <li>how likely data are: {@link org.vae4j.models.evaluate.ElboEstimate} by one draw, {@link
 *       org.vae4j.models.evaluate.LogLikelihood} by many, with effective samples and the curve over
 *       their number ({@code ImportanceSampler}, whose {@code Weigher}s compute what a {@code Cut}
 *       leaves for each draw, and {@code LogWeights}); both keep values by example, for the paired
 *       {@link org.vae4j.models.evaluate.Estimate};
 *   <li>how codes are used: {@link org.vae4j.models.evaluate.Diagnostics}, made of {@link
 *       org.vae4j.models.evaluate.MeanKl}, {@link org.vae4j.models.evaluate.ActiveUnits}, {@link
 *       org.vae4j.models.evaluate.Aggregate} (I(x;z) and q(z) against the prior) and {@link
 *       org.vae4j.models.evaluate.ComponentUse}, all from one {@code Survey};
 *   <li>what codes know of labels: {@link org.vae4j.models.evaluate.Clustering} of a mixture
 *       prior's components, and the accuracy of a linear {@code LinearProbe};
 *   <li>what the model makes: {@link org.vae4j.models.evaluate.SampleDistance} between its samples
 *       and data;
 *   <li>how training went: {@link org.vae4j.models.evaluate.GradientSignal} of the encoder.
 * </ul>
 *
 * <p>{@link org.vae4j.models.evaluate.Symptom} reads these answers and says what is wrong, and what
 * to try. To add a measurement: a record for its answer, a method of {@code Evaluation}, and, if
 * something can be wrong by it, a symptom. A graph over all examples is one {@link
 * org.vae4j.models.evaluate.Sweep}.
 */
@Library
package org.vae4j.models.evaluate;

import org.vae4j.autodiff.Library;
