/**
 * What a command is told: records whose components are its flags.
 *
 * <p>A {@link org.vae4j.cli.config.RunConfig} is made of groups, one record each for data, prior,
 * model, objective, training, evaluation and machine. {@link org.vae4j.cli.config.Settings} reads
 * the flags off their components: for the command line and {@code --help}, for {@code config.yaml}
 * ({@link org.vae4j.cli.config.ConfigFile}) and for reports alike. A record checks its own values.
 *
 * <p>Options of priors, posteriors and objectives are declared by these ({@link
 * org.vae4j.models.option.Option}); {@code Providers} makes flags of them. {@code Use} says under
 * which other flags one is of use, {@code Usage} whether it is, under a config.
 */
package org.vae4j.cli.config;
