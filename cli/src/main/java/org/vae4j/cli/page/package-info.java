/**
 * Results as pages that a browser shows without a network: {@code report.html}, {@code
 * evaluation.html}.
 *
 * <p>A {@link org.vae4j.cli.page.RunPage} shows one run, a {@link
 * org.vae4j.cli.page.ComparisonPage} several; both are made of what the files of a run hold ({@link
 * org.vae4j.cli.page.RunView}), and compute nothing from it. A {@code Cast} gives each prior its
 * colour on the whole page. Each {@code ...Figure} draws one thing for a cast, with a caption that
 * tells how to read it, or says why there is nothing to draw. {@code page.css} is what all looks
 * like.
 *
 * <p>To add a figure: a class with a method from {@code Cast} to {@code Element}, and its section
 * in both pages.
 */
package org.vae4j.cli.page;
