/**
 * The pieces that pages are drawn from: elements, scales, plots, pixels. They know no report.
 *
 * <p>An {@link org.vae4j.cli.chart.Element} is a value; a {@link org.vae4j.cli.chart.Document}
 * writes a tree of them as one file that is XML and HTML alike, all text escaped. A {@link
 * org.vae4j.cli.chart.Scale} takes numbers to places, a {@link org.vae4j.cli.chart.Plot} draws its
 * two axes and hands out the marks between them, and a {@link org.vae4j.cli.chart.Series} keeps the
 * colour, dash and marker of one name through all of a page. Colours are classes; which they are,
 * in light and in dark, stands in the style sheet of the page. {@link org.vae4j.cli.chart.Raster}
 * is for what has pixels.
 *
 * <p>To add a mark: a method of {@link org.vae4j.cli.chart.Marks}.
 */
package org.vae4j.cli.chart;
