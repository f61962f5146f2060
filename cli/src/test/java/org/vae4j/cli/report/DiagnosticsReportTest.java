package org.vae4j.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.cli.Cli;
import org.vae4j.cli.TinyImages;
import org.vae4j.cli.TinyRuns;
import org.vae4j.models.evaluate.Symptom;

/** What reports say about codes, on tiny images. */
final class DiagnosticsReportTest extends TinyRuns {
  @BeforeEach
  void labelImages() throws IOException {
    TinyImages.label(data);
  }

  private JsonNode report(String prior, Object... more) throws IOException {
    return report(train("run", "--prior", prior, List.of(more)));
  }

  private static double sum(JsonNode numbers) {
    double sum = 0;
    for (JsonNode number : numbers) {
      sum += number.doubleValue();
    }
    return sum;
  }

  @Test
  void gaussianPrior_hasTermsByDimension() throws IOException {
    JsonNode report = report("standard-normal");
    JsonNode found = report.get("diagnostics");
    JsonNode terms = found.at("/kl/byDimension");
    double kl = sum(terms.get("mean")) + sum(terms.get("variance"));
    assertEquals(report.at("/test/kl").doubleValue(), kl + sum(terms.get("logDeterminant")), 1e-5);
    assertTrue(found.get("components").isNull());
    assertTrue(report.at("/test/clustering").isNull());
    assertEquals(found.at("/latents/active"), report.at("/test/activeUnits"));
    assertEquals(4, found.at("/importanceSampling/curve/1/samples").intValue());
    assertEquals(
        report.at("/test/nll").doubleValue(),
        found.at("/importanceSampling/curve/1/nll").doubleValue(),
        1e-12);
    assertEquals(60, found.at("/information/examples").intValue());
    assertEquals(Math.log(60), found.at("/information/limit").doubleValue(), 1e-12);
    assertTrue(found.at("/encoderGradient/signalToNoise").doubleValue() > 0);
  }

  @ParameterizedTest
  @CsvSource({"gmm, ''", "gmm, --gmm-component gumbel-softmax", "vamp, ''"})
  void mixturePrior_hasComponentsAndClusters(String prior, String flags) throws IOException {
    JsonNode report = report(prior, flags.isEmpty() ? new String[0] : flags.split(" "));
    JsonNode found = report.get("diagnostics");
    assertTrue(found.at("/kl/byDimension").isNull());
    assertEquals(
        report.at("/test/kl").doubleValue(),
        found.at("/kl/crossEntropy").doubleValue() - found.at("/kl/entropy").doubleValue(),
        1e-5);
    JsonNode components = found.get("components");
    assertEquals(components.get("count").intValue(), components.get("shares").size());
    assertEquals(1, sum(components.get("shares")), 1e-5);
    assertEquals(1, report.at("/test/clustering/purity").doubleValue());
  }

  @Test
  void comparison_saysHowComponentsMatchLabels() throws IOException {
    Path out = temp.resolve("run");
    Object[] args = {
      "compare", "--data", data, "--out", out, "--priors", "standard-normal,gmm", Cli.TINY
    };
    Cli cli = Cli.run(args).ok();
    JsonNode comparison = json(out.resolve(Comparison.JSON));
    assertTrue(cli.out().contains("Components against labels"), cli.out());
    assertEquals(1, comparison.at("/priors/1/clusterPurity/mean").doubleValue());
    assertFalse(comparison.at("/priors/1/clusterAccuracy/mean").isNull());
    assertTrue(comparison.at("/priors/0/clusterAccuracy/mean").isNull());
    assertTrue(comparison.at("/runs/0/symptoms").isArray());
  }

  @Test
  void symptomsOfSeveralSeeds_areToldOnce() {
    Symptom symptom = new Symptom("odd", "something is odd", "something else");
    List<Comparison.Entry> runs =
        List.of(
            new Comparison.Entry("gmm", 1, "a", 1, null, List.of(symptom), 1),
            new Comparison.Entry("gmm", 2, "b", 1, null, List.of(), 1),
            new Comparison.Entry("gmm", 3, "c", 1, null, List.of(symptom), 1),
            new Comparison.Entry("vamp", 1, "d", 1, null, List.of(symptom), 1));
    assertEquals(
        List.of(
            "gmm (2 of 3 seeds; numbers of seed 1): Something is odd. Try something else.",
            "vamp: Something is odd. Try something else."),
        Remarks.of(new Comparison(null, List.of(), List.of(), "", "", runs)));
  }
}
