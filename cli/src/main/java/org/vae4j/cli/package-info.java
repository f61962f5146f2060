/**
 * The program: {@link org.vae4j.cli.Main} finds the command and gives its exit code.
 *
 * <p>Behind it a package for each thing to do, which holds its command and what that needs: {@link
 * org.vae4j.cli.run} (train, compare, evaluate), {@link org.vae4j.cli.kl}, {@link
 * org.vae4j.cli.explain}, {@link org.vae4j.cli.doctor}. Under them {@link org.vae4j.cli.report},
 * what runs come to and how that is read and compared, and {@link org.vae4j.cli.page}, the same for
 * a browser, drawn by {@link org.vae4j.cli.chart}; {@link org.vae4j.cli.config}, what a command is
 * told; {@link org.vae4j.cli.terminal}, what all commands share.
 *
 * <p>To add a command: a {@code Command} in a package of its concern and its line in {@code Main}.
 */
package org.vae4j.cli;
