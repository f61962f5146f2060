/**
 * Expressions and their gradients.
 *
 * <p>Model code builds {@link org.vae4j.autodiff.Var} expressions from inputs, {@link
 * org.vae4j.autodiff.Parameter}s and named noise; what owns parameters is {@link
 * org.vae4j.autodiff.Trainable}, and {@link org.vae4j.autodiff.Compound} where it is made of
 * others. {@link org.vae4j.autodiff.Ops} is the table of what an expression can do: each row has a
 * value and a pull-back. {@link org.vae4j.autodiff.Gradients} turns a scalar expression into the
 * expressions of its gradients, and a {@link org.vae4j.autodiff.Graph} is what is wanted of all
 * this, without dead or repeated code. How a graph is run is the matter of the packages beside this
 * one: {@code plan} says what a plan can do, {@code reference}, {@code cpu} and {@code nd4j} are
 * three ways to do it, and {@code engine} chooses.
 */
@Library
package org.vae4j.autodiff;
