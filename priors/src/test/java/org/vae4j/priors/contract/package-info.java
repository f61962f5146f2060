/**
 * The contract of a prior: {@link org.vae4j.priors.contract.PriorLaw} lists what must hold for
 * every two-dimensional prior at whatever parameters it has. To hold one of your own to it:
 *
 * <pre>{@code
 * @ParameterizedTest
 * @EnumSource
 * void holds(PriorLaw law) {
 *   MyPrior prior = new MyPrior(2);
 *   Perturbation.of(1.0, 3).applyTo(prior);
 *   law.check(prior);
 * }
 * }</pre>
 */
package org.vae4j.priors.contract;
