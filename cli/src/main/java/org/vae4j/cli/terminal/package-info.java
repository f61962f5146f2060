/**
 * What all commands share: where they read and write, and how they are stopped.
 *
 * <p>A {@link org.vae4j.cli.terminal.Command} has {@link org.vae4j.cli.terminal.Options}, which are
 * made of the flags of a config, and runs on a {@link org.vae4j.cli.terminal.Terminal} until it is
 * done or an {@link org.vae4j.cli.terminal.Interrupt} is requested. It prints a {@link
 * org.vae4j.cli.terminal.Table}, a {@link org.vae4j.cli.terminal.Paragraph} or {@link
 * org.vae4j.cli.terminal.Json}, with numbers as {@link org.vae4j.cli.terminal.Quantity} writes
 * them; what it cannot understand becomes a {@link org.vae4j.cli.terminal.Complaint}.
 */
package org.vae4j.cli.terminal;
