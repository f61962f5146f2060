package org.vae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.cli.Cli;
import org.vae4j.cli.TinyRuns;
import org.vae4j.cli.report.Scores;
import org.vae4j.cli.report.Spread;

/** Whole runs of {@code compare} on tiny images. */
final class CompareTest extends TinyRuns {
  private Cli compare(Path out, Object... more) {
    return Cli.run("compare", "--data", data, "--out", out, Cli.TINY, List.of(more)).ok();
  }

  @Test
  void byDefault_threePriorsAreCompared() throws IOException {
    Path out = temp.resolve("out");
    Cli cli = compare(out);
    JsonNode comparison = json(out.resolve("comparison.json"));
    assertEquals(3, comparison.get("priors").size());
    assertEquals("standard-normal", comparison.at("/nllDifferences/0/versus").textValue());
    assertEquals("gmm", comparison.at("/nllDifferences/0/prior").textValue());
    assertEquals("vamp", comparison.at("/nllDifferences/1/prior").textValue());
    assertEquals(20, comparison.at("/protocol/testImages").intValue());
    assertEquals(4, Files.readAllLines(out.resolve("comparison.csv")).size());
    for (String prior : List.of("standard-normal", "gmm", "vamp")) {
      assertTrue(cli.out().lines().anyMatch(line -> line.startsWith(prior + " ")), cli.out());
      assertTrue(Files.exists(out.resolve(prior + "-seed-1/report.json")), prior);
    }
    for (String heading :
        List.of("-ELBO", "reconstruction", "KL", "NLL", "active units", "seconds")) {
      assertTrue(cli.out().contains(heading), heading);
    }
    cli.out().lines().forEach(line -> assertTrue(line.length() <= 100, line));
  }

  @Test
  void differences_arePairedImageByImage() throws IOException {
    Path out = temp.resolve("out");
    compare(out, "--priors", "vamp,gmm");
    double[] vamp = nll(out.resolve("vamp-seed-1"));
    double[] gmm = nll(out.resolve("gmm-seed-1"));
    double[] paired = new double[vamp.length];
    for (int i = 0; i < paired.length; i++) {
      paired[i] = gmm[i] - vamp[i];
    }
    JsonNode difference = json(out.resolve("comparison.json")).at("/nllDifferences/0");
    assertEquals(Spread.of(paired).mean(), difference.get("mean").doubleValue(), 1e-12);
    assertEquals(
        Spread.of(paired).standardError(), difference.get("standardError").doubleValue(), 1e-12);
    assertTrue(difference.get("seedStandardError").isNull());
  }

  private static double[] nll(Path run) throws IOException {
    return Scores.fromCsv("test.csv", Files.readString(run.resolve(Scores.FILE))).nll();
  }

  @Test
  void severalSeeds_giveMeanAndSpread_withinAHundredColumns() throws IOException {
    Path out = temp.resolve("out");
    Cli cli = compare(out, "--seeds", "1,2,3", "--priors", "standard-normal,vamp");
    JsonNode nll = json(out.resolve("comparison.json")).at("/priors/1/nll");
    double[] means = new double[3];
    for (int seed = 1; seed <= 3; seed++) {
      JsonNode report = json(out.resolve("vamp-seed-" + seed).resolve("report.json"));
      means[seed - 1] = report.at("/test/nll").doubleValue();
    }
    assertEquals(Spread.of(means).mean(), nll.get("mean").doubleValue(), 1e-12);
    assertEquals(Spread.of(means).sd(), nll.get("sd").doubleValue(), 1e-12);
    assertTrue(cli.out().contains("seeds 1,2,3; nats per image ± standard deviation"), cli.out());
    cli.out().lines().forEach(line -> assertTrue(line.length() <= 100, line));
  }

  @Test
  void runOfAComparison_isThatOfTrain() throws IOException {
    Path out = temp.resolve("out");
    Cli one = compare(out, "--priors", "vamp");
    assertFalse(one.out().contains("\n\n\n"), "nothing to say of differences");
    Path alone = temp.resolve("alone");
    Cli.run("train", "--data", data, "--out", alone, "--prior", "vamp", Cli.TINY).ok();
    assertEquals(
        json(alone.resolve("report.json")).get("test"),
        json(out.resolve("vamp-seed-1/report.json")).get("test"));
    assertEquals(
        Files.readString(alone.resolve("config.yaml")),
        Files.readString(out.resolve("vamp-seed-1/config.yaml")));
  }

  @Test
  void warmUpBeforeSeveralRuns_changesNoResult() throws IOException {
    Path out = temp.resolve("out");
    Cli cli = compare(out, "--priors", "gmm,vamp");
    assertTrue(cli.err().contains("compare  Java warms up under vamp"), cli.err());
    for (String prior : List.of("gmm", "vamp")) {
      Path alone = train(prior, "--prior", prior);
      assertEquals(report(alone).get("test"), report(out.resolve(prior + "-seed-1")).get("test"));
    }
  }

  @Test
  void priorOrSeedTwice_isRefused() {
    Cli.run("compare", "--priors", "gmm,gmm")
        .refused("priors must differ from one another; got gmm,gmm");
    Cli.run("compare", "--seeds", "1,1").refused("seeds must differ from one another; got 1,1");
  }

  @Test
  void unknownPrior_isRefusedBeforeAnyRun() {
    Path out = temp.resolve("out");
    Cli.run("compare", "--priors", "standard-normal,vampp", "--out", out)
        .refused(
            "unknown prior 'vampp'; known: standard-normal, gmm, vamp, flow, student-t,"
                + " dirichlet-gmm (did you mean 'vamp'?)");
    assertTrue(Files.notExists(out));
  }
}
