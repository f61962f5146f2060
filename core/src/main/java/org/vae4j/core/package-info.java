/**
 * Values: what the engine computes with, and nothing about gradients.
 *
 * <p>Start at {@link org.vae4j.core.Algebra}, the arithmetic every formula is written over; {@link
 * org.vae4j.core.Tensor} and {@link org.vae4j.core.Doubles} compute by it at once, as {@code
 * Immediate} says. {@link org.vae4j.core.Shape} is the type of an array and {@link
 * org.vae4j.core.Shapes} the shape rule of each operation, with its error message; {@link
 * org.vae4j.core.Functions} holds the scalar functions that floating point needs written with care.
 */
package org.vae4j.core;
