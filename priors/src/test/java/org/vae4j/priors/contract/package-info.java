/**
 * The contract of a prior, shipped as the test jar of this module: {@link
 * org.vae4j.priors.contract.PriorLaw} lists what must hold for every two-dimensional prior at
 * whatever parameters it has, {@link org.vae4j.priors.contract.PriorContract} is the JUnit test to
 * extend, {@link org.vae4j.priors.contract.Perturbation} moves a prior from where it starts.
 */
package org.vae4j.priors.contract;
