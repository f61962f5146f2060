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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.cli.Cli;
import org.vae4j.cli.TinyRuns;

/** {@code train --network} and what surrounds hidden layers. */
final class NetworkTest extends TinyRuns {
  private Path out;

  @BeforeEach
  void nameTheRun() {
    out = temp.resolve("run");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--network conv --channels 2,3 --dense 5",
        "--network conv --channels 2,3 --dense 5 --activation relu --likelihood gaussian-pixel",
        "--network conv --channels 2 --dense 5 --normalization batch --dropout 0.2 --residual true",
        "--network mlp --normalization layer --activation silu --dropout 0.5",
        "--network mlp --normalization batch --residual true --activation elu",
        "--normalize-gradients true --average 0.9 --normalization batch"
      })
  void train_anyNetwork_isTestedAgainWithTheSameResult(String flags) throws IOException {
    List<String> more = List.of(flags.split(" "));
    List<String> tiny = new ArrayList<>(Cli.TINY);
    if (more.contains("conv")) {
      int hidden = tiny.indexOf("--hidden");
      tiny.subList(hidden, hidden + 2).clear();
    }
    Cli.run("train", "--data", data, "--out", out, "--prior", "vamp", tiny, more).ok();
    Cli.run("evaluate", out, "--importance-samples", "4").ok();
    JsonNode report = json(out.resolve("report.json"));
    assertTrue(Double.isFinite(report.at("/test/negElbo").doubleValue()), report.toString());
    assertEquals(report.get("test"), json(out.resolve("evaluation.json")).get("test"));
  }

  @Test
  void conv_ofDataThatAreNoImages_isRefusedBeforeTheFolderIsMade() {
    Cli.run("train", "--data", "pinwheel", "--likelihood", "gaussian", "--network", "conv")
        .refused("conv: images must be at least 4 x 4 to be halved 2 times; got 1 x 2");
    Cli.run("train", "--data", data, "--out", out, "--network", "conv", "--channels", "2,2,2")
        .refused("conv: images must be at least 8 x 8 to be halved 3 times; got 4 x 4");
    assertFalse(Files.exists(out));
  }

  @Test
  void conv_tooLargeForAnArray_isRefused() {
    Cli.run("train", "--data", data, "--out", out, "--network", "conv", "--channels", "20000,20000")
        .refused("channels must make arrays of <= 2147483647 weights; got 320000 x 20000");
    assertFalse(Files.exists(out));
  }
}
