package org.vae4j.cli.page;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Legend;

/** Drawings under one title, with a legend and a caption that tells how to read them. */
final class Figure {
  static final double WIDTH = 900;
  static final double HEIGHT = 330;
  static final double HALF = 440;
  static final double THIRD = 300;

  private Figure() {}

  /** The width of each of so many drawings. */
  static double width(int drawings) {
    return drawings == 1 ? WIDTH : HALF;
  }

  /** Drawings, two to a line; no legend for no keys. */
  static Element of(String title, List<Element> keys, List<Element> drawings, String caption) {
    return of(title, keys, Element.of("div", drawings).classed("charts"), caption);
  }

  /** Pictures, three to a line; no legend for no keys. */
  static Element gallery(String title, List<Element> keys, List<Element> pictures, String caption) {
    return of(title, keys, Element.of("div", pictures).classed("gallery"), caption);
  }

  private static Element of(String title, List<Element> keys, Element drawings, String caption) {
    List<Element> parts = new ArrayList<>();
    parts.add(Element.of("h3", title));
    if (!keys.isEmpty()) {
      parts.add(Legend.of(keys));
    }
    parts.add(drawings);
    parts.add(Element.of("figcaption", caption));
    return Element.of("figure", parts);
  }

  /** A drawing among others, under a heading of its own. */
  static Element panel(String heading, Element drawing) {
    return Element.of("div", Element.of("h4", heading), drawing).classed("panel");
  }

  /** In place of a figure: why there is none. */
  static Element absent(String title, String why) {
    return Element.of("div", Element.of("h3", title), Element.of("p", why)).classed("absent");
  }
}
