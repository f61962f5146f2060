/**
 * Runs: trained, tested and kept in a folder.
 *
 * <p>One way through: the flags become a {@link org.vae4j.cli.config.RunConfig}; {@link
 * org.vae4j.cli.run.Assembly}, with {@code ModelAssembly} the only reader of a config, makes data,
 * model and engine of it; a {@code Destination} says where results go; a {@code Run} trains in its
 * {@code RunFolder}, has the model {@code Tested}, and ends in a {@link
 * org.vae4j.cli.report.RunReport}. {@code RunProgress} is what one sees of it meanwhile, {@code
 * MetricsLine} what is kept of each epoch; a {@code Gallery} are its pictures, and {@code Views}
 * are runs as a page shows them.
 *
 * <p>To add a flag: a component of its group in {@link org.vae4j.cli.config} and its use in {@code
 * Assembly} or {@code ModelAssembly}.
 */
package org.vae4j.cli.run;
