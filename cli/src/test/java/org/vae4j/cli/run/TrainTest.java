package org.vae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.cli.Cli;
import org.vae4j.cli.TinyImages;
import org.vae4j.cli.TinyRuns;
import org.vae4j.cli.report.Scores;
import org.vae4j.cli.report.Spread;

/** Whole runs of {@code train} on tiny images. */
final class TrainTest extends TinyRuns {
  @ParameterizedTest
  @ValueSource(strings = {"standard-normal", "gmm", "vamp"})
  void report_hasWhatTheRunCameTo(String prior) throws IOException {
    JsonNode report = report(train("run", "--prior", prior, "--seed", "7"));
    JsonNode test = report.get("test");
    assertEquals(20, test.get("examples").intValue());
    assertEquals(
        test.get("negElbo").doubleValue(),
        test.get("reconstruction").doubleValue() + test.get("kl").doubleValue());
    assertTrue(test.get("nll").doubleValue() > 0);
    assertTrue(test.get("nllStandardError").doubleValue() > 0);
    assertEquals(4, test.get("importanceSamples").intValue());
    assertTrue(test.get("activeUnits").isInt());
    assertEquals(2, report.get("epoch").intValue());
    assertTrue(report.get("seconds").doubleValue() > 0);
    assertEquals(prior, report.at("/config/prior").textValue());
    assertEquals(0.001, report.at("/config/learning-rate").doubleValue());
    assertEquals("[8]", report.at("/config/hidden").toString());
    JsonNode provenance = report.get("provenance");
    List<String> keys = new ArrayList<>();
    provenance.fieldNames().forEachRemaining(keys::add);
    assertEquals(
        List.of("version", "gitCommit", "dataSha256", "jvm", "backend", "threads", "seed"), keys);
    assertEquals(64, provenance.get("dataSha256").textValue().length());
    assertEquals("cpu", provenance.get("backend").textValue());
    assertEquals(7, provenance.get("seed").longValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "batch"})
  void postHocFit_leavesReconstructionsAsTheyAre(String normalization) throws IOException {
    double[] networks = reconstruction(train("own", "--normalization", normalization));
    for (String prior : List.of("gmm", "vamp")) {
      Path fitted =
          train(
              prior,
              "--prior",
              prior,
              "--fit",
              "post-hoc",
              "--start-epochs",
              2,
              "--normalization",
              normalization);
      assertArrayEquals(networks, reconstruction(fitted), prior);
    }
    Cli.run("train", "--data", data, "--out", temp.resolve("none"), Cli.TINY, "--fit", "post-hoc")
        .refusedWith("fit: prior must have parameters to be fitted post-hoc; got standard-normal");
  }

  private static double[] reconstruction(Path run) throws IOException {
    return Scores.fromCsv("test.csv", Files.readString(run.resolve(Scores.FILE))).reconstruction();
  }

  @Test
  void standardErrorAndMean_areThoseOfTheImages() throws IOException {
    Path run = train("run");
    Scores scores = Scores.fromCsv("test.csv", Files.readString(run.resolve(Scores.FILE)));
    JsonNode test = report(run).get("test");
    Spread nll = Spread.of(scores.nll());
    assertEquals(20, scores.size());
    assertEquals(nll.mean(), test.get("nll").doubleValue(), 1e-12);
    assertEquals(nll.standardError(), test.get("nllStandardError").doubleValue(), 1e-12);
    assertEquals(Spread.of(scores.kl()).mean(), test.get("kl").doubleValue(), 1e-12);
  }

  @Test
  void scores_comeBackFromCsv() {
    Scores scores =
        new Scores(new double[] {0.1, 1e-300}, new double[] {-2, 3}, new double[] {1, 2});
    Scores again = Scores.fromCsv("test.csv", scores.toCsv());
    assertArrayEquals(scores.reconstruction(), again.reconstruction());
    assertArrayEquals(scores.kl(), again.kl());
    assertArrayEquals(scores.nll(), again.nll());
  }

  @Test
  void metrics_haveALineAnEpoch_withTermsForAGaussianPriorOnly() throws IOException {
    List<String> lines = Files.readAllLines(train("normal").resolve(MetricsFile.NAME));
    assertEquals(2, lines.size());
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = JSON.readTree(lines.get(i));
      assertEquals(i + 1, line.get("epoch").intValue());
      for (String part : new String[] {"train", "validation"}) {
        JsonNode values = line.get(part);
        assertEquals(
            values.get("negElbo").doubleValue(),
            values.get("reconstruction").doubleValue() + values.get("kl").doubleValue());
        JsonNode terms = values.get("klTerms");
        assertEquals(
            values.get("kl").doubleValue(),
            terms.get("mean").doubleValue()
                + terms.get("variance").doubleValue()
                + terms.get("logDeterminant").doubleValue(),
            1e-5);
        assertTrue(values.at("/gradientNorms/reconstruction").doubleValue() > 0);
      }
    }
    JsonNode vamp =
        JSON.readTree(
            Files.readAllLines(train("vamp", "--prior", "vamp").resolve(MetricsFile.NAME)).get(0));
    assertFalse(vamp.get("train").has("klTerms"));
  }

  @Test
  void sameCommandTwice_givesTheSameBits() throws IOException {
    assertEquals(timeless(train("a", "--prior", "vamp")), timeless(train("b", "--prior", "vamp")));
  }

  @Test
  void numberOfThreads_changesNoResult() throws IOException {
    Path one = train("one", "--prior", "gmm");
    Path out = temp.resolve("two");
    Object[] args = {"train", "--data", data, "--out", out, "--prior", "gmm", threads(2)};
    Cli.run(args).ok();
    assertEquals(report(one).get("test"), report(out).get("test"));
  }

  private static List<String> threads(int count) {
    List<String> tiny = new ArrayList<>(Cli.TINY);
    tiny.set(tiny.indexOf("--threads") + 1, Integer.toString(count));
    return tiny;
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "nd4j"})
  void everyBackEnd_endsWhereTheReferenceDoes(String backend) throws IOException {
    JsonNode exact = report(train("exact", "--prior", "gmm", "--backend", "reference"));
    JsonNode other = report(train(backend, "--prior", "gmm", "--backend", backend));
    assertEquals("reference", exact.at("/provenance/backend").textValue());
    assertEquals(backend, other.at("/provenance/backend").textValue());
    for (String value : new String[] {"/test/negElbo", "/test/nll"}) {
      assertEquals(exact.at(value).doubleValue(), other.at(value).doubleValue(), 1e-4, value);
    }
  }

  @Test
  void anotherSeed_givesAnotherRun() throws IOException {
    assertFalse(
        report(train("a")).get("test").equals(report(train("b", "--seed", "2")).get("test")));
  }

  private static JsonNode timeless(Path run) throws IOException {
    ObjectNode report = (ObjectNode) report(run);
    assertTrue(report.remove("seconds").doubleValue() > 0);
    assertTrue(report.remove("testSeconds").doubleValue() > 0);
    return report;
  }

  @Test
  void folder_holdsWholeFilesOnly() throws IOException {
    try (var files = Files.list(train("run"))) {
      assertEquals(
          List.of(
              "checkpoint.safetensors",
              "config.yaml",
              "metrics.jsonl",
              "reconstructions.png",
              "report.html",
              "report.json",
              "samples.png",
              "test.csv"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void terminal_getsTheTableOnOutAndTheEpochsOnErr() {
    Path out = temp.resolve("run");
    Cli cli = Cli.run("train", "--data", data, "--out", out, Cli.TINY).ok();
    assertTrue(cli.out().contains("\nNLL "), cli.out());
    assertTrue(cli.out().contains("nats per image"), cli.out());
    assertTrue(cli.out().contains("results in " + out), cli.out());
    assertTrue(cli.err().contains("epoch 2/2  -ELBO train "), cli.err());
    Arrays.stream((cli.out() + cli.err()).split("\n"))
        .forEach(line -> assertTrue(line.length() <= 100, line));
  }

  @Test
  void greyImages_trainByTheWayThatIsNamed() throws IOException {
    data = TinyImages.grey(temp.resolve("grey"));
    for (List<String> way :
        List.of(
            List.of("--likelihood", "bernoulli-grey"),
            List.of("--likelihood", "continuous-bernoulli"),
            List.of("--likelihood", "gaussian"),
            List.of("--likelihood", "gaussian-fixed", "--gaussian-sd", "0.2"),
            List.of("--likelihood", "gaussian-pixel"),
            List.of("--likelihood", "laplace"),
            List.of("--likelihood", "discretised-logistic"),
            List.of("--likelihood", "categorical"),
            List.of("--likelihood", "poisson"),
            List.of("--likelihood", "negative-binomial"),
            List.of("--binarize", "threshold"),
            List.of("--binarize", "dynamic"))) {
      JsonNode test = report(train(String.join("", way), way.toArray())).get("test");
      assertTrue(Double.isFinite(test.get("negElbo").doubleValue()), way.toString());
    }
  }

  @Test
  void gumbelSoftmax_isReportedByTheMarginal() throws IOException {
    JsonNode test =
        report(train("run", "--prior", "gmm", "--gmm-component", "gumbel-softmax")).get("test");
    assertTrue(test.get("nll").doubleValue() <= test.get("negElbo").doubleValue() + 1);
    assertTrue(metrics("run").contains("\"temperature\":"));
    train("exact", "--prior", "gmm");
    assertFalse(metrics("exact").contains("\"temperature\":"));
  }

  @Test
  void metrics_haveWhatAnObjectiveWatchesAndSchedules() throws IOException {
    train("aae", "--objective", "aae", "--discriminator", "8");
    assertTrue(metrics("aae").contains("\"discriminatorAccuracy\":"), metrics("aae"));
    assertTrue(metrics("aae").contains("\"criterion\":"));
    train("capacity", "--objective", "capacity", "--capacity", "0..5:1");
    assertTrue(metrics("capacity").contains("\"scheduled\":{\"capacity\":5.0}"));
    train("elbo");
    assertFalse(metrics("elbo").contains("\"scheduled\":"));
    assertFalse(metrics("elbo").contains("\"watched\":"));
  }

  private static final Set<String> BOUNDS =
      Set.of("elbo", "beta-vae", "iwae", "miwae", "piwae", "ciwae", "renyi");

  @ParameterizedTest
  @CsvSource({
    "elbo, diagonal, gmm, --samples 3 --kl sampled --gradient stl",
    "beta-vae, full, vamp, --beta 2",
    "free-bits, diagonal, standard-normal, --free-bits 0.1",
    "weighted-kl, diagonal, standard-normal, '--kl-weights 1,1,0.5'",
    "iwae, mixture, vamp, --samples 5",
    "iwae, full, standard-normal, --samples 5 --gradient dreg",
    "miwae, diagonal, gmm, --samples 2 --bounds 2",
    "ciwae, mixture, standard-normal, --samples 4 --share 0.3",
    "renyi, diagonal, vamp, --samples 4 --alpha 0.5",
    "piwae, diagonal, gmm, --samples 2 --bounds 2",
    "jvi, diagonal, vamp, --samples 4",
    "capacity, full, standard-normal, --capacity 0..5:cosine:1",
    "beta-tc-vae, diagonal, standard-normal, --beta 6 --total-correlation stratified",
    "info-vae, mixture, vamp, --info-alpha 0.5",
    "wae-mmd, diagonal, gmm, --matching-weight 5 --mmd-kernel rbf",
    "sliced-wasserstein, full, standard-normal, --directions 10",
    "sinkhorn, diagonal, vamp, --sinkhorn-epsilon 0.2",
    "aae, diagonal, gmm, '--discriminator 8,8'",
    "elbo, planar, vamp, --posterior-layers 2",
    "iwae, coupling, gmm, --samples 3 --gradient dreg --posterior-layers 2 --posterior-width 5",
    "elbo, iaf, standard-normal, --posterior-layers 2 --posterior-width 5",
    "elbo, diagonal, vamp, --levels 2 --upper-latent 2",
    "iwae, planar, gmm, --levels 2 --upper-latent 3 --samples 3 --gradient dreg",
    "elbo, diagonal, gmm, --levels 2 --upper-latent 2 --initialize k-means --start-epochs 1",
    "weighted-kl, full, gmm, '--gmm-component bound --kl-weights 1,1,0.5'",
  })
  void objectivesAndPosteriors_trainAndNameTheirBound(
      String objective, String posterior, String prior, String options) throws IOException {
    List<String> flags =
        new ArrayList<>(
            List.of("--objective", objective, "--posterior", posterior, "--prior", prior));
    flags.addAll(List.of(options.split(" ")));
    JsonNode test = report(train("run", flags.toArray())).get("test");
    boolean none = !BOUNDS.contains(objective);
    assertEquals(none, test.get("bound").isNull(), test.toString());
    assertEquals(none, !test.get("noBound").isNull(), test.toString());
    if (!none) {
      assertTrue(test.get("bound").doubleValue() < 0, test.toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iwae | diagonal | samples must be >= 2 for objective iwae; got 1",
        "free-bits | mixture | free-bits: needs a KL for each dimension, which diagonal",
        "weighted-kl | mixture | weighted-kl: needs a KL by term, which a Gaussian posterior has",
      })
  void objectivesThatDoNotFit_areRefusedBeforeAnythingIsWritten(
      String objective, String posterior, String message) {
    Path out = temp.resolve("run");
    Cli.run(
            "train",
            "--data",
            data,
            "--out",
            out,
            Cli.TINY,
            "--objective",
            objective,
            "--posterior",
            posterior)
        .refusedWith(message);
    assertFalse(Files.exists(out));
  }

  @Test
  void moreComponentsThanCodesToCluster_areRefused() {
    List<String> clusters = List.of("--prior", "gmm", "--initialize", "k-means");
    Cli.run("train", "--data", data, Cli.TINY, clusters, "--components", 5000)
        .refusedWith(
            "initialize k-means: components must be <= the ",
            " codes it starts from; got components 5000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"joint", "post-hoc"})
  void start_leavesLinesThatNoReaderOfEpochsTakesForTheirs(String fit) throws IOException {
    Path run =
        train(
            "start",
            "--prior",
            "gmm",
            "--components",
            3,
            "--fit",
            fit,
            "--start-epochs",
            3,
            "--initialize",
            "k-means");
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve(MetricsFile.NAME))) {
      lines.add(JSON.readTree(line));
    }
    assertEquals(6, lines.size());
    for (int i = 0; i < 3; i++) {
      assertEquals(i + 1, lines.get(i).get("startEpoch").intValue());
      assertFalse(lines.get(i).has("epoch"));
      assertTrue(lines.get(i).at("/validation/negElbo").doubleValue() > 0);
    }
    assertEquals(3, lines.get(3).at("/clusters/components").intValue());
    assertEquals(60, lines.get(3).at("/clusters/codes").intValue());
    assertFalse(lines.get(3).has("epoch") || lines.get(3).has("startEpoch"));
    assertEquals(1, lines.get(4).get("epoch").intValue());
    assertEquals(2, lines.get(5).get("epoch").intValue());
    assertFalse(lines.get(4).has("startEpoch"));
    assertTrue(Files.readString(run.resolve("report.html")).contains("epoch of the start"));
  }

  private String metrics(String run) throws IOException {
    return Files.readString(temp.resolve(run).resolve("metrics.jsonl"));
  }

  @Test
  void diverging_endsWithCodeThreeAndNamesTheNode() {
    Path out = temp.resolve("run");
    Cli cli =
        Cli.run(
            "train",
            "--data",
            data,
            "--out",
            out,
            Cli.TINY,
            "--learning-rate",
            "1e30",
            "--likelihood",
            "gaussian");
    assertEquals(3, cli.code(), cli.err());
    String last = cli.err().lines().reduce((a, b) -> b).orElse("");
    assertTrue(last.contains("must be finite; first bad node: "), last);
    assertTrue(last.endsWith("; a smaller --learning-rate or --clip-norm may help"), last);
    assertFalse(Files.exists(out.resolve("report.json")));
  }
}
