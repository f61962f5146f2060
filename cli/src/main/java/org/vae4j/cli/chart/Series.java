package org.vae4j.cli.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * One name in all drawings of a page: its colour, dash and marker, so that no drawing depends on
 * colour alone.
 *
 * @param name what the legend calls it
 * @param index its number on the page, from 0
 */
public record Series(String name, int index) {
  /** Colours in the style sheet: classes {@code c0} to {@code c7}. */
  public static final int COLOURS = 8;

  private static final List<String> DASHES = List.of("", "7 3", "2 3", "9 3 2 3");

  /** A series each for these names, in order. */
  public static List<Series> of(List<String> names) {
    List<Series> all = new ArrayList<>();
    names.forEach(name -> all.add(new Series(name, all.size())));
    return all;
  }

  /** The class of its colour. */
  public String colour() {
    return "c" + index % COLOURS;
  }

  /** Its dashes, for {@code stroke-dasharray}; empty for a whole line. */
  String dashes() {
    return DASHES.get(index / COLOURS % DASHES.size());
  }

  /** Its marker about a place. */
  public Element marker(double x, double y) {
    return marker(x, y, "");
  }

  /** Its marker about a place, of this class too. */
  public Element marker(double x, double y, String more) {
    return Marks.marker(index % 4, x, y).classed(("mark " + colour() + " " + more).strip());
  }

  /** Its line through these places. */
  public Element line(String more, List<Plot.Point> places) {
    Element line = Marks.line(places).classed(("line " + colour() + " " + more).strip());
    return dashes().isEmpty() ? line : line.with("stroke-dasharray", dashes());
  }

  /** Its sign and name in a legend. */
  public Element key() {
    return Legend.entry(
        name, line("", List.of(new Plot.Point(1, 7), new Plot.Point(27, 7))), marker(14, 7));
  }
}
