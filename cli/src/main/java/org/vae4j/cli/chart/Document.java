package org.vae4j.cli.chart;

import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A page as one text that a browser reads as HTML and a parser as XML: every element is closed,
 * every text escaped by the JDK's own writer of XML.
 */
public final class Document {
  /** Elements that HTML knows without an end tag. */
  private static final Set<String> VOID = Set.of("meta", "img", "br", "col", "wbr", "hr");

  /** A page that asks for nothing and runs nothing, whatever should have got into it. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

  private Document() {}

  /** The page of this title, style sheet (without {@code < > &}) and body. */
  public static String of(String title, String style, Element body) {
    Element head =
        Element.of(
            "head",
            Element.of("meta").with("charset", "utf-8"),
            Element.of("meta")
                .with("http-equiv", "Content-Security-Policy")
                .with("content", POLICY),
            Element.of("meta")
                .with("name", "viewport")
                .with("content", "width=device-width, initial-scale=1"),
            Element.of("meta").with("name", "color-scheme").with("content", "light dark"),
            Element.of("title", title),
            Element.of("style", style));
    Element html =
        Element.of("html", head, body)
            .with("xmlns", "http://www.w3.org/1999/xhtml")
            .with("lang", "en");
    return "<!DOCTYPE html>\n" + text(html) + "\n";
  }

  /** One element and what is in it. */
  static String text(Element element) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      write(element, writer);
      writer.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private static void write(Node node, XMLStreamWriter to) throws XMLStreamException {
    if (node instanceof Text text) {
      to.writeCharacters(text.text());
    } else if (node instanceof Element element) {
      boolean empty = VOID.contains(element.name());
      if (empty) {
        to.writeEmptyElement(element.name());
      } else {
        to.writeStartElement(element.name());
      }
      for (Map.Entry<String, String> attribute : element.attributes().entrySet()) {
        to.writeAttribute(attribute.getKey(), attribute.getValue());
      }
      for (Node inner : element.content()) {
        write(inner, to);
      }
      if (!empty) {
        to.writeEndElement();
      }
    }
  }
}
