package org.vae4j.cli.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.cli.report.Comparison;
import org.vae4j.cli.report.Difference;
import org.vae4j.cli.report.Pictures;
import org.vae4j.cli.report.RunReport;
import org.vae4j.cli.terminal.Json;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What stands on the pages of runs and of comparisons, and that it stands there well. */
final class PageTest {
  private static final List<String> PRIORS = List.of("standard-normal", "gmm", "flow");

  /** A page of some comparison under a name that tests show. */
  private record Case(String name, List<RunView> runs) {
    String page() {
      return ComparisonPage.of(Specimens.comparison(runs), runs);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    List<String> many = IntStream.range(0, 20).mapToObj(i -> "prior-" + i).toList();
    String longName = "a-prior-whose-name-is-" + "very-".repeat(40) + "long";
    RunReport tables = Specimens.report("gmm", 1, 1, Pictures.none("examples are rows of tables"));
    RunReport points = Specimens.report("gmm", 1, 1, new Pictures(2000, 0, 3.0, 7, true, null));
    RunView bare = Specimens.view(tables, List.of(), Optional.empty());
    RunView plane =
        new RunView(
            "gmm-seed-1",
            points,
            Specimens.epochs(2, 1).subList(0, 3),
            Specimens.epochs(1, 1).subList(0, 1),
            Optional.of(Specimens.png(9)),
            Optional.empty());
    return List.of(
        new Case("three priors, two seeds", Specimens.runs(PRIORS, 2)),
        new Case("one seed", Specimens.runs(PRIORS, 1)),
        new Case("one prior", Specimens.runs(List.of("gmm"), 1)),
        new Case("twenty priors, three seeds", Specimens.runs(many, 3)),
        new Case("a long name", Specimens.runs(List.of("gmm", longName), 1)),
        new Case("markup in a name", Specimens.runs(List.of("<b>&\"'\u0001", "gmm"), 1)),
        new Case("neither curves nor pictures", List.of(bare)),
        new Case("points, one epoch", List.of(plane)),
        new Case("no number is finite", List.of(hollow())));
  }

  /** A run of which nothing came. */
  private static RunView hollow() {
    RunReport good = Specimens.report("gmm", 0, 1);
    RunReport.Test test =
        new RunReport.Test(50, null, "it has none", null, null, null, null, null, 100, 0, null);
    RunReport report =
        new RunReport(
            good.config(),
            good.provenance(),
            test,
            Hollow.diagnostics(),
            good.quality(),
            null,
            1,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Map.of());
    return Specimens.view(
        report, List.of(new RunView.Epoch(1, Double.NaN, Double.NaN)), Optional.empty());
  }

  private static Document parsed(String page) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    } catch (Exception notXml) {
      throw new AssertionError(notXml);
    }
  }

  private static List<Element> all(Document page, String name) {
    NodeList found = page.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void page_isXml_andEverySectionIsReachedByALink(Case some) {
    Document page = parsed(some.page());
    Set<String> ids = new HashSet<>();
    for (Element element : all(page, "*")) {
      if (element.hasAttribute("id")) {
        assertTrue(ids.add(element.getAttribute("id")), element.getAttribute("id"));
      }
    }
    List<String> linked = new ArrayList<>();
    for (Element link : all(page, "a")) {
      String to = link.getAttribute("href");
      assertTrue(to.startsWith("./") || ids.contains(to.substring(1)), to);
      linked.add(to);
    }
    for (Element section : all(page, "section")) {
      assertTrue(linked.contains("#" + section.getAttribute("id")));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void page_asksForNothing_andRunsNothing(Case some) {
    Document page = parsed(some.page());
    for (String name : List.of("script", "link", "iframe", "object", "form")) {
      assertEquals(List.of(), all(page, name), name);
    }
    for (Element element : all(page, "*")) {
      for (String source : List.of("src", "href")) {
        String to = element.getAttribute(source);
        assertTrue(
            to.isEmpty()
                || to.startsWith("data:image/png;base64,")
                || to.startsWith("#")
                || to.startsWith("./"),
            to);
      }
      IntStream.range(0, element.getAttributes().getLength())
          .mapToObj(i -> element.getAttributes().item(i).getNodeName())
          .forEach(attribute -> assertFalse(attribute.startsWith("on"), attribute));
    }
    assertFalse(all(page, "style").get(0).getTextContent().contains("url("));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void page_hasAFigureOrAReasonForEachThing(Case some) {
    Document page = parsed(some.page());
    List<String> titles = all(page, "h3").stream().map(Element::getTextContent).toList();
    for (String title :
        List.of(
            "−ELBO by epoch",
            "Codes in numbers",
            "KL by latent dimension",
            "Active units: variance of the posterior mean",
            "Use of the prior's components",
            "Components as clusters",
            "Test NLL by importance samples",
            "Samples",
            "Reconstructions")) {
      assertTrue(titles.contains(title), title + " in " + titles);
    }
    for (Element figure : all(page, "figure")) {
      assertEquals(1, figure.getElementsByTagName("figcaption").getLength());
    }
    for (Element div : all(page, "div")) {
      if (div.getAttribute("class").equals("absent")) {
        assertTrue(div.getTextContent().matches("(?s).*No \\w+[:.].*"), div.getTextContent());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void drawing_hasANameAndAText_andNothingBeyondItsFrame(Case some) {
    Document page = parsed(some.page());
    for (Element svg : all(page, "svg")) {
      if (svg.hasAttribute("aria-hidden")) {
        continue;
      }
      assertEquals("title", svg.getFirstChild().getNodeName());
      assertFalse(svg.getFirstChild().getTextContent().isBlank());
      assertFalse(svg.getElementsByTagName("desc").item(0).getTextContent().isBlank());
      String[] box = svg.getAttribute("viewBox").split(" ");
      double width = Double.parseDouble(box[2]);
      double height = Double.parseDouble(box[3]);
      NodeList paths = svg.getElementsByTagName("path");
      for (int i = 0; i < paths.getLength(); i++) {
        String[] numbers = ((Element) paths.item(i)).getAttribute("d").split("[ML ]+");
        for (int n = 1; n < numbers.length; n++) {
          double place = Double.parseDouble(numbers[n]);
          assertTrue(place >= 0 && place <= (n % 2 == 1 ? width : height), numbers[n]);
        }
      }
    }
    for (Element image : all(page, "img")) {
      assertFalse(image.getAttribute("alt").isBlank());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sameReport_givesTheSameBytes(Case some) {
    assertEquals(some.page(), some.page());
  }

  @Test
  void sameRun_givesTheSameBytes() {
    RunView run = Specimens.run("gmm", 1, 1);
    assertEquals(RunPage.of(run), RunPage.of(run));
  }

  @Test
  void numbersShown_areThoseOfTheReport() {
    List<RunView> runs = Specimens.runs(PRIORS, 2);
    Comparison comparison = Specimens.comparison(runs);
    Document page = parsed(ComparisonPage.of(comparison, runs));
    List<String> shown = all(page, "data").stream().map(d -> d.getAttribute("value")).toList();
    String json = Json.pretty(comparison);
    for (Comparison.Summary prior : comparison.priors()) {
      for (double value :
          List.of(
              prior.negElbo().mean(),
              prior.negElbo().sd(),
              prior.nll().mean(),
              prior.nll().sd(),
              prior.kl().mean(),
              prior.effectiveSamples().mean(),
              prior.seconds().mean())) {
        assertTrue(shown.contains(Double.toString(value)), value + " in " + shown);
        assertTrue(json.contains(Double.toString(value)), value + " in " + json);
      }
    }
    for (Difference difference : comparison.nllDifferences()) {
      assertTrue(shown.contains(Double.toString(difference.mean())));
      assertTrue(shown.contains(Double.toString(difference.seedStandardError())));
      assertTrue(shown.contains(Double.toString(difference.interval().high())));
    }
    for (Element data : all(page, "data")) {
      String text = data.getTextContent().replace('−', '-').replace("\u202f", "");
      double full = Double.parseDouble(data.getAttribute("value"));
      boolean percent = text.endsWith(" %");
      double read = Double.parseDouble(text.replace(" %", ""));
      assertEquals(percent ? 100 * full : full, read, 0.0501, text);
    }
  }

  @Test
  void headline_isThatOfTheComparison() {
    List<RunView> runs = Specimens.runs(PRIORS, 1);
    Comparison comparison = Specimens.comparison(runs);
    Document page = parsed(ComparisonPage.of(comparison, runs));
    assertEquals(comparison.headline(), all(page, "h1").get(0).getTextContent());
    assertTrue(comparison.headline().startsWith("flow has a lower test NLL than"));
  }

  @Test
  void command_namesWhatIsNotAsItWouldBe_forAShell() {
    RunReport report = Specimens.report("gmm", 1, 3);
    report.config().put("data", "/a folder/it's");
    report.config().put("seed", 3);
    assertEquals(
        "./vae4j train --data '/a folder/it'\\''s' --prior gmm --latent 12 --epochs 8"
            + " --importance-samples 100 --seed 3",
        Invocation.command(report.config()));
  }

  @Test
  void start_hasCurvesOfItsOwn_andOnlyWhereThereIsOne() {
    RunView plain = Specimens.run("gmm", 1, 1);
    assertFalse(RunPage.of(plain).contains("epoch of the start"));
    RunView started =
        new RunView(
            plain.folder(),
            plain.report(),
            Specimens.epochs(2, 1),
            plain.epochs(),
            plain.samples(),
            plain.reconstructions());
    Document page = parsed(RunPage.of(started));
    List<String> titles = all(page, "h3").stream().map(Element::getTextContent).toList();
    assertEquals(List.of("−ELBO by epoch of the start", "−ELBO by epoch"), titles.subList(0, 2));
  }

  @Test
  void missingCurves_areSaidToBeMissing() {
    RunView bare = Specimens.view(Specimens.report("gmm", 1, 1), List.of(), Optional.empty());
    String page = RunPage.of(bare);
    assertTrue(page.contains("No curves: metrics.jsonl of the training is not there."));
    assertTrue(page.contains("No pictures: their files are not in the folder of the run."));
    assertTrue(page.contains("No bars. gmm: not drawn"));
  }
}
