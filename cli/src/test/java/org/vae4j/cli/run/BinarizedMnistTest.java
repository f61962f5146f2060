package org.vae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.cli.Cli;
import org.vae4j.cli.report.Comparison;

/**
 * Published outcomes on the fixed binarisation of MNIST, by the commands as a user types them. An
 * independent program of the same protocol in PyTorch gave a test -ELBO of 106.0 for the first, and
 * NLLs of 92.0 and 88.3 for the second.
 */
@Tag("slow")
final class BinarizedMnistTest {
  @TempDir Path temp;

  /** The folder in {@code $VAE4J_DATA}, else in {@code ../shared/data} beside the repository. */
  private static Path data() {
    String named = System.getenv("VAE4J_DATA");
    return (named == null ? Path.of("../../shared/data") : Path.of(named))
        .resolve("binarized-mnist");
  }

  private static JsonNode json(Path file) throws IOException {
    return new JsonMapper().readTree(Files.readString(file));
  }

  @Test
  void tenEpochsUnderTheStandardNormal_endBelow108Nats() throws IOException {
    Path out = temp.resolve("run");
    String[] flags =
        ("--prior standard-normal --hidden 300,300 --latent 40 --activation tanh"
                + " --learning-rate 1e-3 --batch 100 --warm-up 0 --epochs 10 --seed 1"
                + " --importance-samples 10")
            .split(" ");
    Cli.run("train", "--data", data(), "--out", out, List.of(flags)).ok();
    JsonNode test = json(out.resolve("report.json")).get("test");
    assertEquals(10_000, test.get("examples").intValue());
    double negElbo = test.get("negElbo").doubleValue();
    assertTrue(negElbo <= 108, () -> "-ELBO " + negElbo);
  }

  @Test
  void thirtyEpochs_vampBeatsTheStandardNormalByThreeStandardErrors() throws IOException {
    Path out = temp.resolve("comparison");
    String[] flags =
        ("--priors standard-normal,vamp --components vamp=500 --hidden 300,300 --latent 40"
                + " --activation gated --learning-rate 5e-4 --batch 100 --warm-up 10 --epochs 30"
                + " --importance-samples 500")
            .split(" ");
    Cli.run("compare", "--data", data(), "--out", out, List.of(flags)).ok();
    JsonNode vamp = json(out.resolve(Comparison.JSON)).at("/nllDifferences/0");
    assertEquals("vamp", vamp.get("prior").textValue());
    assertEquals(10_000, vamp.get("images").intValue());
    double mean = vamp.get("mean").doubleValue();
    double error = vamp.get("standardError").doubleValue();
    assertTrue(mean < -3 * error, () -> mean + " +- " + error);
  }
}
