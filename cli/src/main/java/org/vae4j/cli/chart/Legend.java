package org.vae4j.cli.chart;

import java.util.List;

/** What the signs of a drawing mean. */
public final class Legend {
  private Legend() {}

  /** All entries in one list that breaks where it must. */
  public static Element of(List<Element> entries) {
    return Element.of("ul", entries).classed("legend");
  }

  /** A sign of 28 x 14, and what it means. */
  public static Element entry(String meaning, Node... sign) {
    Element drawn =
        Element.of("svg", sign)
            .with("xmlns", Plot.SVG)
            .with("width", "28")
            .with("height", "14")
            .with("viewBox", "0 0 28 14")
            .with("aria-hidden", "true");
    return Element.of("li", drawn, new Text(" " + meaning));
  }
}
