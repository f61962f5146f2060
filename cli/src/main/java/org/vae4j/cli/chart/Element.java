package org.vae4j.cli.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An element of a page or of a drawing, with all that is in it.
 *
 * @param name such as {@code p} or {@code path}
 * @param attributes in the order in which they were given
 * @param content in order
 */
public record Element(String name, Map<String, String> attributes, List<Node> content)
    implements Node {
  /** Keeps copies. */
  public Element {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    content = List.copyOf(content);
  }

  /** An element with this in it. */
  public static Element of(String name, Node... content) {
    return new Element(name, Map.of(), Arrays.asList(content));
  }

  /** An element with this in it. */
  public static Element of(String name, List<? extends Node> content) {
    return new Element(name, Map.of(), List.copyOf(content));
  }

  /** An element with this text in it. */
  public static Element of(String name, String text) {
    return of(name, new Text(text));
  }

  /** The same with an attribute more, or with another value of it. Numbers have two decimals. */
  public Element with(String attribute, Object value) {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(
        attribute, value instanceof Double number ? Numbers.place(number) : Text.clean("" + value));
    return new Element(name, more, content);
  }

  /** The same of this class, or of these classes. */
  public Element classed(String classes) {
    return with("class", classes);
  }

  /** The same with more at its end. */
  public Element add(Node... more) {
    return addAll(Arrays.asList(more));
  }

  /** The same with more at its end. */
  public Element addAll(List<? extends Node> more) {
    List<Node> all = new ArrayList<>(content);
    all.addAll(more);
    return new Element(name, attributes, all);
  }
}
