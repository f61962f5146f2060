package org.vae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.vae4j.cli.Cli;
import org.vae4j.cli.Repository;
import org.vae4j.cli.TinyImages;
import org.vae4j.cli.TinyRuns;

/** What runs leave behind, key by key and line by line. */
class ReportTest extends TinyRuns {
  @Test
  void heading_namesWhatIsUnusual_andTheStart() {
    Path out = temp.resolve("run");
    Cli cli =
        Cli.run(
                "train",
                "--data",
                data,
                "--out",
                out,
                Cli.TINY,
                List.of("--prior", "gmm", "--components", "3", "--initialize", "k-means"),
                List.of("--start-epochs", "3", "--objective", "iwae", "--samples", "2"),
                List.of("--posterior", "full", "--rate-schedule", "cosine"))
            .ok();
    String head = cli.out().lines().limit(5).collect(Collectors.joining(" "));
    assertTrue(head.contains("epoch 2 of 2 after 3 under N(0, I); nats"), head);
    assertTrue(head.contains("; 4 importance samples"), head);
    for (String flag :
        List.of(
            "components 3",
            "initialize k-means",
            "objective iwae",
            "samples 2",
            "posterior full",
            "hidden 8",
            "rate-schedule cosine:2")) {
      assertTrue(head.contains(" " + flag), flag + " in " + head);
    }
    assertFalse(head.contains("learning-rate"), head);
    assertTrue(cli.err().contains("start 3/3  -ELBO train "), cli.err());
    assertTrue(cli.out().contains(" before epoch 1)"), cli.out());
    cli.out().lines().forEach(line -> assertTrue(line.length() <= 100, line));
  }

  @Test
  void everyNull_hasAReason() throws IOException {
    for (List<String> way :
        List.of(
            List.of("--prior", "gmm"),
            List.of("--prior", "standard-normal"),
            List.of("--objective", "wae-mmd"),
            List.of("--likelihood", "bernoulli-grey"))) {
      JsonNode report = report(train(String.join("", way), way.toArray()));
      List<String> without = new ArrayList<>();
      for (String part : List.of("test", "diagnostics", "quality")) {
        nulls(report.get(part), part, without);
      }
      if (!report.at("/test/bound").isNull()) {
        without.remove("test.noBound");
      }
      List<String> reasons = new ArrayList<>();
      report.get("absent").fieldNames().forEachRemaining(reasons::add);
      assertEquals(Set.copyOf(reasons), Set.copyOf(without), way.toString());
      report.get("absent").forEach(reason -> assertTrue(reason.textValue().length() > 10));
    }
  }

  private static void nulls(JsonNode node, String path, List<String> found) {
    if (node.isNull()) {
      found.add(path);
    }
    node.properties().forEach(field -> nulls(field.getValue(), path + "." + field.getKey(), found));
  }

  private static final Path PAGE = Repository.root().resolve("docs/report.md");

  /** The keys in the first column of the tables under a heading. */
  private static Set<String> documented(String heading) throws IOException {
    return Files.readString(PAGE)
        .lines()
        .dropWhile(line -> !line.equals("## " + heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(3, line.indexOf('`', 3)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Objects whose keys are told elsewhere, or are names that a run chooses. */
  private static final Set<String> CLOSED =
      Set.of(
          "config",
          "absent",
          "protocol.config",
          "scheduled",
          "train.watched",
          "validation",
          "runs.test",
          "runs.symptoms");

  /**
   * Paths of all keys, {@code leaves} those that hold values; elements of arrays have no number.
   */
  private static void collect(JsonNode node, String path, Set<String> paths, Set<String> leaves) {
    boolean spread = node.has("mean") && node.has("sd") && node.has("count");
    boolean group = node.isObject() || node.isArray() && node.path(0).isObject();
    paths.add(path);
    if (CLOSED.contains(path) || spread || !group) {
      leaves.add(path);
      return;
    }
    if (node.isArray()) {
      node.forEach(element -> collect(element, path, paths, leaves));
      return;
    }
    String before = path.isEmpty() ? "" : path + ".";
    node.properties()
        .forEach(field -> collect(field.getValue(), before + field.getKey(), paths, leaves));
  }

  private static void assertDocumented(String file, List<JsonNode> contents) throws IOException {
    Set<String> paths = new TreeSet<>();
    Set<String> leaves = new TreeSet<>();
    contents.forEach(content -> collect(content, "", paths, leaves));
    leaves.removeAll(documented(file));
    assertEquals(Set.of(), leaves, "keys of " + file + " that docs/report.md lacks");
    Set<String> stale = documented(file);
    stale.removeAll(paths);
    assertEquals(Set.of(), stale, "keys in docs/report.md that no " + file + " has");
  }

  @Test
  void everyKey_standsInTheDocs_andNoOther() throws IOException {
    TinyImages.label(data);
    List<Path> runs =
        List.of(
            train("plain"),
            train("gmm", "--prior", "gmm", "--gmm-component", "gumbel-softmax"),
            train("aae", "--objective", "aae", "--discriminator", "8"),
            train("capacity", "--objective", "capacity", "--capacity", "0..5:1"),
            train("same", "--prior", "vamp", "--pseudo-inputs", "noise"),
            train("start", "--prior", "gmm", "--initialize", "k-means", "--start-epochs", 1));
    List<JsonNode> reports = new ArrayList<>();
    List<JsonNode> epochs = new ArrayList<>();
    for (Path run : runs) {
      reports.add(report(run));
      for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
        epochs.add(JSON.readTree(line));
      }
    }
    assertDocumented("report.json", reports);
    assertDocumented("metrics.jsonl", epochs);
    assertEquals(
        documented("test.csv"),
        Set.of(Files.readAllLines(runs.get(0).resolve("test.csv")).get(0).split(",")));
  }

  @Test
  void everyKeyOfAComparison_andEveryFile_standsInTheDocs() throws IOException {
    Path compared = temp.resolve("compared");
    Object[] args = {"compare", "--data", data, "--out", compared, "--seeds", "1,2", Cli.TINY};
    Cli.run(args).ok();
    assertDocumented("comparison.json", List.of(json(compared.resolve("comparison.json"))));
    Path start = train("start", "--prior", "gmm", "--initialize", "k-means", "--start-epochs", 1);
    Cli.run("evaluate", start, "--importance-samples", "4").ok();
    String page = Files.readString(PAGE);
    for (Path folder : List.of(start, compared)) {
      try (var files = Files.list(folder)) {
        List<String> unknown =
            files
                .filter(Files::isRegularFile)
                .map(file -> file.getFileName().toString())
                .filter(file -> !page.contains("`" + file + "`"))
                .toList();
        assertEquals(List.of(), unknown, folder.toString());
      }
    }
  }
}
