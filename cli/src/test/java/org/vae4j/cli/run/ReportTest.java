package org.vae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.cli.Cli;
import org.vae4j.cli.TinyImages;

/** What runs leave behind, key by key and line by line. */
class ReportTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path temp;
  private Path data;

  @BeforeEach
  void writeImages() throws IOException {
    data = TinyImages.binary(temp.resolve("data"));
  }

  private Path train(String name, Object... more) {
    Path out = temp.resolve(name);
    Cli.run("train", "--data", data, "--out", out, Cli.TINY, List.of(more)).ok();
    return out;
  }

  private static JsonNode json(Path file) throws IOException {
    return JSON.readTree(Files.readString(file));
  }

  private static JsonNode report(Path run) throws IOException {
    return json(run.resolve("report.json"));
  }

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
                List.of("--prior", "gmm", "--initialize", "k-means"),
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
}
