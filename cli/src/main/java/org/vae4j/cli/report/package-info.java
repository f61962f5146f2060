/**
 * What runs come to, as files and as pages to read.
 *
 * <p>A {@link org.vae4j.cli.report.RunReport} holds the means of one run, with a {@link
 * org.vae4j.cli.report.DiagnosticsReport}; {@link org.vae4j.cli.report.Scores} its test image by
 * image. A {@link org.vae4j.cli.report.Comparison} pairs the scores of several runs: a {@code
 * Difference} for each pair of priors, a {@code Finding} in words, and {@code Remarks} on what else
 * differs. {@link org.vae4j.cli.report.Tables} is how all of it is shown.
 *
 * <p>A new key of {@code report.json} is a component of one of these records.
 */
package org.vae4j.cli.report;
