/**
 * {@code explain}: what training would compute, and what there is to choose from.
 *
 * <p>An {@code Explanation} holds the traced graph, the plan, its memory and its times, and goes to
 * an {@code ExplainPage} or to JSON; {@code NodeNames} says whose each node is. The {@code
 * Catalogue} lists every choice, with a {@code Matrix} of each {@code Combination} that goes
 * together.
 */
package org.vae4j.cli.explain;
