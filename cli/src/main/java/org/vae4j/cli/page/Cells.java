package org.vae4j.cli.page;

import java.util.List;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Node;
import org.vae4j.cli.chart.Numbers;
import org.vae4j.cli.chart.Text;
import org.vae4j.cli.report.Spread;

/** Cells of tables. A rounded number carries the full one, as it stands in the report. */
final class Cells {
  private Cells() {}

  /** A table in a frame of its own, which scrolls where the page is narrow. */
  static Element table(List<String> headings, List<Element> rows) {
    Element head =
        Element.of(
            "tr", headings.stream().map(t -> Element.of("th", t).with("scope", "col")).toList());
    Element table = Element.of("table", Element.of("thead", head), Element.of("tbody", rows));
    return Element.of("div", table).classed("scroll");
  }

  /** A row whose first cell names it. */
  static Element row(Node name, Node... cells) {
    Element row = Element.of("tr", Element.of("th", name).with("scope", "row"));
    for (Node cell : cells) {
      row = row.add(Element.of("td", cell));
    }
    return row;
  }

  /** A number with so many decimals; a dash for none. */
  static Node number(Double value, int decimals) {
    return value == null || !Double.isFinite(value)
        ? new Text(Numbers.NONE)
        : Element.of("data", Numbers.rounded(value, decimals)).with("value", value.toString());
  }

  /** A share as so many per cent. */
  static Node percent(double share) {
    return Double.isFinite(share)
        ? Element.of("data", Numbers.rounded(100 * share, 1) + " %").with("value", "" + share)
        : new Text(Numbers.NONE);
  }

  /** A whole number. */
  static Node count(long value) {
    return Element.of("data", Numbers.count(value)).with("value", value);
  }

  /** A number and what is uncertain in it, if that is known. */
  static Node uncertain(Double value, Double error, int decimals) {
    return error == null || !Double.isFinite(error)
        ? number(value, decimals)
        : Element.of("span", number(value, decimals), new Text(" ± "), number(error, decimals));
  }

  /** A mean, with the standard deviation where there are several numbers. */
  static Node spread(Spread spread, int decimals) {
    return uncertain(spread.mean(), spread.sd(), decimals);
  }

  /** Words. */
  static Node text(String text) {
    return new Text(text);
  }
}
