package org.vae4j.cli.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Text;
import org.vae4j.models.evaluate.Symptom;

/** What is wrong with runs, and what to try. */
final class SymptomsList {
  private SymptomsList() {}

  /** An entry for each symptom of a prior, with the runs that have it. */
  static Element of(Cast cast) {
    Map<List<String>, List<RunView>> alike = new LinkedHashMap<>();
    Map<List<String>, Symptom> first = new LinkedHashMap<>();
    for (RunView run : cast.runs()) {
      for (Symptom symptom : run.report().diagnostics().symptoms()) {
        List<String> key = List.of(run.prior(), symptom.name());
        alike.computeIfAbsent(key, any -> new ArrayList<>()).add(run);
        first.putIfAbsent(key, symptom);
      }
    }
    if (alike.isEmpty()) {
      return Element.of(
          "p",
          "No flag was raised: the rules look for collapsed codes, unused dimensions, collapsed, equal"
              + " or dead components, importance samples of which one outweighs the rest, and"
              + " gradients that are noise.");
    }
    List<Element> entries = new ArrayList<>();
    alike.forEach((key, runs) -> entries.add(entry(key, runs, first.get(key), cast)));
    return Element.of("ul", entries).classed("symptoms");
  }

  private static Element entry(List<String> key, List<RunView> runs, Symptom symptom, Cast cast) {
    String seeds =
        cast.severalSeeds()
            ? ", seed "
                + String.join(
                    ", ", runs.stream().map(run -> Long.toString(run.report().seed())).toList())
            : "";
    return Element.of(
        "li",
        Element.of("strong", key.get(0) + seeds),
        new Text(" "),
        Element.of("code", symptom.name()),
        Element.of("br"),
        new Text(symptom.toString()));
  }
}
