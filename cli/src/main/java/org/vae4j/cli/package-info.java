/**
 * The terminal: commands, their configuration, runs in folders, reports and comparisons.
 *
 * <p>One way through: {@link org.vae4j.cli.Main} finds the {@code Command}; its flags become a
 * {@link org.vae4j.cli.config.RunConfig}; {@code Assembly}, the only reader of a config, makes
 * data, model and engine of it; a {@code Run} trains and tests in its {@code RunFolder} and ends in
 * a {@code RunReport}; a {@code Comparison} pairs the {@code Scores} of several runs and {@code
 * Finding} says what follows, no more. {@code RunProgress} and {@code Tables} are what one sees of
 * it.
 *
 * <p>{@code KlCommand} stands apart: a {@code KlAnswer} goes to a {@code KlPage}, to {@code KlJson}
 * or, line by line, through {@code KlBatch}, and nothing on its way loads ND4J.
 *
 * <p>To add a flag: a component of its group in {@link org.vae4j.cli.config} and its use in {@code
 * Assembly} or {@code ModelAssembly}. To add a command: a {@code Command} and its line in {@code
 * Main}.
 */
package org.vae4j.cli;
