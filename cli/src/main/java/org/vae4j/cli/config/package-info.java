/**
 * What a command is told: records whose components are its flags.
 *
 * <p>A {@link org.vae4j.cli.config.RunConfig} is made of groups, one record each for data, prior,
 * model, objective, training, evaluation and machine. {@link org.vae4j.cli.config.Settings} reads
 * the flags off their components: for the command line and {@code --help}, for {@code config.yaml}
 * ({@link org.vae4j.cli.config.ConfigFile}) and for reports alike. A record checks its own values.
 */
package org.vae4j.cli.config;
