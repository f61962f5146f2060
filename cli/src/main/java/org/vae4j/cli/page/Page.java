package org.vae4j.cli.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vae4j.cli.chart.Document;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Node;
import org.vae4j.cli.chart.Text;
import org.vae4j.cli.report.RunReport;

/** A page in the making: its head, then section by section, at last its foot. */
final class Page {
  private static final String STYLE = style();

  private final String title;
  private final Element head;
  private final List<Element> links = new ArrayList<>();
  private final List<Element> sections = new ArrayList<>();

  /** A page of this title, which says the most important thing first. */
  Page(String title, String headline, Node... more) {
    this.title = title;
    this.head =
        Element.of("header", Element.of("p", title).classed("kicker"), Element.of("h1", headline))
            .addAll(Arrays.asList(more));
  }

  private static String style() {
    try (InputStream in = Page.class.getResourceAsStream("page.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a section. */
  Page section(String id, String name, Node... content) {
    links.add(Element.of("a", name).with("href", "#" + id));
    Element section = Element.of("section", Element.of("h2", name)).with("id", id);
    sections.add(section.addAll(Arrays.asList(content)));
    return this;
  }

  /** The whole text; what results were made with is its last line. */
  String finish(RunReport.Provenance made) {
    String commit = made.gitCommit() == null ? "" : " (" + made.gitCommit() + ")";
    String foot =
        "vae4j %s%s, %s back end, %d %s, Java %s; data sha256 %s"
            .formatted(
                made.version(),
                commit,
                made.backend(),
                made.threads(),
                made.threads() == 1 ? "thread" : "threads",
                made.jvm(),
                made.dataSha256());
    Element nav = Element.of("nav", links).with("aria-label", "sections");
    Element body =
        Element.of("body", head, nav)
            .add(Element.of("main", sections))
            .add(Element.of("footer", new Text(foot)));
    return Document.of(title, STYLE, body);
  }
}
