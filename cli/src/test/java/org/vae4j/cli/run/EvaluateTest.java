package org.vae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vae4j.cli.Cli;
import org.vae4j.cli.TinyImages;
import org.vae4j.cli.TinyRuns;

/** {@code evaluate} on runs over tiny images. */
final class EvaluateTest extends TinyRuns {
  private Path run;

  @BeforeEach
  void trainUnderVamp() {
    run = train("run", "--prior", "vamp");
  }

  @Test
  void sameSamplesAndSeed_giveTheResultsOfTheRun() throws IOException {
    Cli.run("evaluate", run, "--importance-samples", "4").ok();
    JsonNode evaluation = json(run.resolve("evaluation.json"));
    JsonNode report = json(run.resolve("report.json"));
    assertEquals(report.get("test"), evaluation.get("test"));
    assertEquals(report.get("epoch"), evaluation.get("epoch"));
    assertEquals(report.get("diagnostics"), evaluation.get("diagnostics"));
    assertEquals(report.get("quality"), evaluation.get("quality"));
    assertEquals(report.get("absent"), evaluation.get("absent"));
    assertTrue(evaluation.get("seconds").doubleValue() > 0);
    assertEquals(report.get("seconds"), evaluation.get("seconds"));
    assertEquals(report.get("startSeconds"), evaluation.get("startSeconds"));
  }

  @Test
  void moreSamples_tightenTheBound() throws IOException {
    Cli.run("evaluate", run, "--importance-samples", "400", "--seed", "3").ok();
    JsonNode evaluation = json(run.resolve("evaluation.json"));
    assertEquals(400, evaluation.at("/test/importanceSamples").intValue());
    assertEquals(3, evaluation.at("/provenance/seed").longValue());
    assertTrue(
        evaluation.at("/test/nll").doubleValue()
            < json(run.resolve("report.json")).at("/test/negElbo").doubleValue());
  }

  @Test
  void curveAndDistances_standInTheReportAndOnTheTerminal() throws IOException {
    Cli cli = Cli.run("evaluate", run, "--importance-samples", "150").ok();
    JsonNode evaluation = json(run.resolve("evaluation.json"));
    JsonNode curve = evaluation.at("/diagnostics/importanceSampling/curve");
    assertEquals(4, curve.size());
    assertEquals(150, curve.at("/3/samples").intValue());
    assertTrue(cli.out().contains("NLL by importance samples: 1: "), cli.out());
    JsonNode quality = evaluation.get("quality");
    assertTrue(quality.get("probeAccuracy").isNull());
    assertEquals(20, quality.at("/distances/count").intValue());
    assertTrue(quality.at("/distances/samples/slicedWasserstein").doubleValue() > 0);
    assertTrue(
        quality.at("/distances/means/mmd").doubleValue()
            != quality.at("/distances/samples/mmd").doubleValue());
    assertTrue(cli.out().contains("MMD^2 of samples / means / data"), cli.out());
    assertFalse(cli.out().contains("linear probe"), cli.out());
  }

  @Test
  void labels_letCodesBeProbed() throws IOException {
    Path labelled = TinyImages.binary(temp.resolve("labelled"));
    TinyImages.label(labelled);
    Cli cli = Cli.run("evaluate", run, "--data", labelled, "--importance-samples", "4").ok();
    assertEquals(1, json(run.resolve("evaluation.json")).at("/quality/probeAccuracy").intValue());
    assertTrue(cli.out().contains("linear probe of codes"), cli.out());
    assertTrue(cli.out().contains("components as clusters"), cli.out());
  }

  @Test
  void otherImages_areTestedWithANote() throws IOException {
    Path other = TinyImages.binary(temp.resolve("other"));
    Files.write(other.resolve(TinyImages.TEST), TinyImages.images(30, 5, false));
    Cli cli = Cli.run("evaluate", run, "--data", other, "--importance-samples", "4").ok();
    assertTrue(cli.err().contains("note: these images are not those"), cli.err());
    assertEquals(30, json(run.resolve("evaluation.json")).at("/test/examples").intValue());
  }

  @Test
  void greyImages_areTestedAsBinaryOnesIfAskedFor() throws IOException {
    Path grey = TinyImages.binary(temp.resolve("grey"));
    Files.write(grey.resolve(TinyImages.TEST), TinyImages.images(30, 5, true));
    Cli.run("evaluate", run, "--data", grey).refusedWith("(--binarize threshold or dynamic");
    Cli.run("evaluate", run, "--data", grey, "--binarize", "threshold").ok();
    assertEquals(30, json(run.resolve("evaluation.json")).at("/test/examples").intValue());
  }

  @Test
  void fewerTrainingImagesThanComponents_doNotMatter() throws IOException {
    Path other = TinyImages.binary(temp.resolve("other"));
    Files.write(other.resolve(TinyImages.TRAIN), TinyImages.images(3, 5, false));
    Files.write(other.resolve("valid-images-idx3-ubyte"), TinyImages.images(2, 6, false));
    Cli.run("evaluate", run, "--data", other, "--importance-samples", "4").ok();
  }

  @Test
  void imagesOfAnotherSize_areRefused() throws IOException {
    Path other = Files.createDirectories(temp.resolve("other"));
    for (String name : new String[] {TinyImages.TRAIN, TinyImages.TEST}) {
      Files.write(other.resolve(name), TinyImages.header(0x803, 12, 2, 2).array());
    }
    Cli.run("evaluate", run, "--data", other)
        .refused(
            "data: images must be 4 x 4, as those that the run was trained on; got 2 x 2 in "
                + other);
    assertFalse(Files.exists(run.resolve("evaluation.json")));
  }

  @Test
  void foldersWithoutARun_areRefused() throws IOException {
    Cli.run("evaluate", temp.resolve("none"))
        .refused("run folder: must exist; got " + temp.resolve("none"));
    Cli.run("evaluate", data)
        .refused("run folder: must hold config.yaml; got " + data + " without it");
    Files.delete(run.resolve(Run.CHECKPOINT));
    Cli.run("evaluate", run)
        .refused("run folder: must hold checkpoint.safetensors; got " + run + " without it");
  }

  @Test
  void folderOfAComparison_isRefused() {
    Path out = temp.resolve("compare");
    Cli.run("compare", "--data", data, "--out", out, "--priors", "gmm", Cli.TINY).ok();
    Cli.run("evaluate", out).refusedWith("run folder: must hold one run; got " + out);
  }

  @Test
  void runOfAComparison_isTestedThoughItsPriorHasNoComponentsToStart() {
    Path out = temp.resolve("compare");
    Cli.run(
            "compare",
            "--data",
            data,
            "--out",
            out,
            Cli.TINY,
            List.of("--priors", "standard-normal,gmm", "--components", "3"),
            List.of("--initialize", "k-means", "--start-epochs", "1"))
        .ok();
    Cli.run("evaluate", out.resolve("standard-normal-seed-1")).ok();
    Cli.run("evaluate", out.resolve("gmm-seed-1")).ok();
  }

  @Test
  void settingOfAnotherPrior_isRefusedWhereItIsUnusual() throws IOException {
    Path config = run.resolve("config.yaml");
    String text = Files.readString(config);
    Files.writeString(config, text + "flow-layers: 6\n");
    Cli.run("evaluate", run, "--importance-samples", "4").ok();
    Files.writeString(config, text + "flow-layers: 7\n");
    Cli.run("evaluate", run).refused("flow-layers: used by flow only; got --prior vamp");
  }

  @Test
  void configThatIsNotThatOfTheTraining_isRefused() throws IOException {
    Path config = run.resolve("config.yaml");
    String text = Files.readString(config);
    Files.writeString(config, text.replace("activation: gated", "activation: silu"));
    Cli.run("evaluate", run)
        .refused(config + ": must be as the run was trained; got activation silu, not gated");
    Files.writeString(config, text.replace("latent: 2", "latnt: 2"));
    Cli.run("evaluate", run).refused(config + ": unknown key 'latnt' (did you mean 'latent'?)");
    Files.writeString(config, text.replace("importance-samples: 4", "importance-samples: 5"));
    Cli.run("evaluate", run, "--importance-samples", "4").ok();
  }

  @Test
  void secondFolder_isRefused() {
    Cli.run("evaluate", run, "b").refused("evaluate: takes one RUN_DIR; got a second, 'b'");
  }

  @Test
  void runWithoutItsTest_isTestedWithANote() throws IOException {
    Files.delete(run.resolve("report.json"));
    Cli cli = Cli.run("evaluate", run, "--importance-samples", "4").ok();
    String note = "note: training is finished, only the run's own test (report.json) is not; ";
    assertTrue(cli.err().startsWith(note + "./vae4j train --data " + data), cli.err());
    assertTrue(cli.err().contains(" --resume --out " + run + " does the rest"), cli.err());
  }

  @Test
  void runThatWasStopped_isTestedWithANote() {
    Path out = temp.resolve("stopped");
    Cli.interruptedAfter("epoch 1/2", "train", "--data", data, "--out", out, Cli.TINY);
    Cli cli = Cli.run("evaluate", out, "--importance-samples", "4").ok();
    assertTrue(
        cli.err().startsWith("note: training is not finished: epoch 1 of 2; ./vae4j"), cli.err());
  }

  @Test
  void runWithoutAnEpochUnderItsPrior_isRefusedWithWhatGoesOn() throws IOException {
    Path out = temp.resolve("begun");
    List<String> clusters = List.of("--initialize", "k-means", "--start-epochs", "1");
    Object[] train = {"train", "--data", data, "--out", out, "--prior", "gmm", Cli.TINY, clusters};
    Cli.run(train).ok();
    Files.delete(out.resolve(Run.CHECKPOINT));
    Files.delete(out.resolve("report.json"));
    Cli cli = Cli.run("evaluate", out);
    cli.refusedWith(
        "run folder: must hold checkpoint.safetensors; got "
            + out
            + " without it (training is not finished: only epochs under N(0, I) are kept; ./vae4j train");
    cli.refusedWith(" --resume --out " + out + " does the rest)");
  }

  @Test
  void noSamples_areRefused() {
    Cli.run("evaluate", run, "--importance-samples", "0")
        .refused("importance-samples must be >= 1; got 0");
  }
}
