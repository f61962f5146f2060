package org.vae4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Backend;

class RaceTest {
  /** A workload cut to a size that every build can afford. */
  private static Workload small(String name) {
    return Workload.named(name)
        .with("batch", "4")
        .with("features", "16")
        .with("hidden", name.equals("W5") ? "2,3,5" : "8,8")
        .with("latent", "3")
        .with("samples", name.equals("W4") || name.equals("E1") ? "5" : "1")
        .with("components", name.equals("W3") ? "6" : "0");
  }

  private static final PrintStream OUT = System.out;

  /** SameDiff tells of each op that it differentiates, and warns of its own names. */
  @BeforeAll
  static void quiet() {
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    ((Logger) LoggerFactory.getLogger("org.nd4j")).setLevel(Level.ERROR);
  }

  @AfterAll
  static void loud() {
    System.setOut(OUT);
  }

  @Test
  void race_smallWorkload_timesEveryContender(@TempDir Path folder) throws Exception {
    List<String> messages = new ArrayList<>();
    Workload workload = small("W1");
    Starter starter = new Starter(1, Optional.empty(), folder);
    Standings standings;
    List<Entrant> entrants = List.of(Entrant.VAE4J, Entrant.PYTORCH, Entrant.DL4J);
    try (Field field = new Field(workload, entrants, starter, messages::add)) {
      field.check();
      standings = field.race(2, 0.01);
    }
    assertEquals(List.of(Entrant.VAE4J, Entrant.DL4J), List.copyOf(standings.laps().keySet()));
    assertTrue(messages.get(0).startsWith("pytorch: skipped: no python3"), messages.get(0));
    JsonNode json = new ObjectMapper().readTree(standings.json());
    assertEquals("W1", json.path("workload").textValue());
    assertEquals(1, json.path("threads").intValue());
    assertTrue(json.path("cpu").textValue().length() > 2);
    assertTrue(json.path("contenders").path("vae4j").path("medianMs").doubleValue() > 0);
    assertTrue(json.path("contenders").path("dl4j").path("medianMs").doubleValue() > 0);
    JsonNode ratio = json.path("ratio").path("dl4j");
    assertTrue(ratio.path("min").doubleValue() <= ratio.path("median").doubleValue());
    assertTrue(ratio.path("median").doubleValue() <= ratio.path("max").doubleValue());
    assertTrue(json.path("gemmFloorMs").doubleValue() > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"W1", "W2", "W3", "W4", "W5", "E1"})
  void check_everyWorkload_agreesWithFloat64(String name, @TempDir Path folder) throws Exception {
    Workload workload = small(name);
    Example example = Example.of(workload);
    example.write(folder.resolve("example"));
    Agreement agreement;
    try (Engine reference = Engine.open(Backend.REFERENCE, 1)) {
      agreement = new Agreement(example, Models.check(reference, workload, example));
    }
    for (Entrant entrant : Entrant.values()) {
      if (!entrant.java() || !entrant.takes(workload)) {
        continue;
      }
      try (Contender contender = ContenderMain.contender(entrant.toString(), 1, workload)) {
        float[] results = contender.check(Example.read(folder.resolve("example")));
        write(folder.resolve("results"), results);
        assertTrue(agreement.check("" + entrant, folder.resolve("results")) < 1e-5);
        results[results.length - 1] += 0.01f;
        write(folder.resolve("results"), results);
        assertThrows(
            IllegalStateException.class,
            () -> agreement.check("" + entrant, folder.resolve("results")));
      }
    }
  }

  private static void write(Path file, float[] results) throws Exception {
    ByteBuffer bytes =
        ByteBuffer.allocate(results.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(results);
    Files.write(file, bytes.array());
  }

  @Test
  void products_ofW1_areThreeForEachLayerButTheFirst() {
    double flops = Product.of(Workload.named("W1")).stream().mapToDouble(Product::flops).sum();
    double weights = 784 * 300 + 300 * 300 + 2 * 300 * 40 + 40 * 300 + 300 * 300 + 300 * 784;
    assertEquals(2 * 100 * (3 * weights - 784 * 300), flops);
  }

  @Test
  void standings_knownLaps_giveRatiosRoundByRound() throws Exception {
    Lap slow = new Lap(10, 2000, 1900, 2100, 1);
    Map<Entrant, List<Lap>> laps =
        Map.of(
            Entrant.VAE4J, List.of(new Lap(10, 1000, 900, 1100, 1), new Lap(10, 500, 500, 500, 1)),
            Entrant.PYTORCH, List.of(slow, slow));
    Standings standings = new Standings(Workload.named("W1"), "a processor", 2, laps, 100);
    Standings.Range ratio = standings.ratio(Entrant.PYTORCH);
    assertEquals(new Standings.Range(3, 2, 4), ratio);
    JsonNode json = new ObjectMapper().readTree(standings.json());
    assertEquals(0.75, json.path("contenders").path("vae4j").path("medianMs").doubleValue());
    assertEquals(3.648, json.path("gemmFloorMs").doubleValue());
  }

  @Test
  void scale_knownLaps_isATable() {
    Map<Entrant, List<Lap>> laps = new LinkedHashMap<>();
    laps.put(Entrant.VAE4J, List.of(new Lap(10, 2000, 1900, 2000, 1)));
    laps.put(Entrant.PYTORCH_FUSED, List.of(new Lap(10, 5000, 4900, 5000, 1)));
    Standings standings = new Standings(Workload.named("W1"), "cpu", 2, laps, 100);
    Scale.Row row = new Scale.Row("batch", "100", Workload.named("W1"), null);
    assertEquals(
        List.of(
            "size       value        vae4j ms  pytorch-fused ms  / vae4j   products alone ms",
            "batch      100             2.000             5.000     2.50               3.648"),
        List.of(Scale.header(standings), Scale.line(row, standings)));
  }

  /** An interpreter whose PyTorch is too old, say. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void race_peerThatDeclines_isLeftOutWithItsReason(@TempDir Path folder) throws Exception {
    Path python = Files.writeString(folder.resolve("python3"), "#!/bin/sh\necho SKIP too old\n");
    assertTrue(python.toFile().setExecutable(true));
    List<String> messages = new ArrayList<>();
    Starter starter = new Starter(1, Optional.of(python), folder);
    List<Entrant> entrants = List.of(Entrant.VAE4J, Entrant.PYTORCH);
    try (Field field = new Field(small("W1"), entrants, starter, messages::add)) {
      assertEquals(List.of("pytorch: skipped: too old"), messages);
      assertEquals(Set.of(Entrant.VAE4J), field.race(1, 0.01).laps().keySet());
    }
  }

  /** An interpreter that has torch, as far as its exit code tells, and another protocol. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void run_failing_saysWhereTheLogsAre(@TempDir Path folder) throws Exception {
    Path python = Files.writeString(folder.resolve("python3"), "#!/bin/sh\necho hello\n");
    assertTrue(python.toFile().setExecutable(true));
    String peer = "pytorch-fused";
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertEquals(1, Race.run("W1", "--threads=1", "--peers", peer, "--python", "" + python));
    } finally {
      System.setErr(before);
    }
    String line = said.toString(StandardCharsets.UTF_8).strip();
    assertTrue(
        line.contains("pytorch-fused: must answer READY; got hello (pytorch-fused.log: )"), line);
    Path logs = Path.of(line.substring(line.indexOf("; logs are kept in ") + 19));
    assertTrue(Files.deleteIfExists(logs.resolve("vae4j.log")), line);
    assertTrue(Files.deleteIfExists(logs.resolve("pytorch-fused.log")), line);
    Files.delete(logs);
  }

  @Test
  void count_isInTheSingularForOneAlone() {
    assertEquals("1 round", Race.count(1, "round"));
    assertEquals("2 rounds", Race.count(2, "round"));
  }

  @Test
  void run_badArgument_isRefusedInOneLine() {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertEquals(2, Race.run("W9"));
      assertEquals(2, Race.run("W1", "--rounds", "0"));
      assertEquals(2, Race.run("W1", "--peers", "pytoch"));
      assertEquals(2, Race.run("W1", "--peers", "none,dl4j"));
      assertEquals(2, Race.run("W1", "--threads", "0"));
      assertEquals(2, Race.run("W1", "--sizes", "batch"));
      assertEquals(2, Race.run("W1", "--scale", "--sizes", "components"));
      assertEquals(2, Race.run());
      assertEquals(2, Race.run("W1", "--seconds", "1,5"));
    } finally {
      System.setErr(before);
    }
    assertEquals(
        List.of(
            "race: unknown workload 'W9'; known: W1, W2, W3, W4, W5, E1",
            "race: rounds must be >= 1; got 0",
            "race: unknown peer 'pytoch'; known: none, vae4j-nd4j, pytorch, pytorch-fused, dl4j,"
                + " samediff"
                + " (did you mean 'pytorch'?)",
            "race: peers must be none or some, not both; got none,dl4j",
            "race: threads must lie in 1..%d, the processors here; got 0"
                .formatted(Runtime.getRuntime().availableProcessors()),
            "race: sizes must come with --scale; got batch",
            "race: unknown size of W1 'components'; known: batch, hidden, latent, threads",
            "race: Missing required parameter: 'WORKLOAD'; see --help",
            "race: Invalid value for option '--seconds': '1,5' is not a double; see --help"),
        said.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void peer_thatDies_isReportedWithItsLastWords(@TempDir Path folder) {
    Path log = folder.resolve("log");
    List<String> command = List.of(System.getProperty("java.home") + "/bin/java", "NoSuchClass");
    IllegalStateException failed =
        assertThrows(
            IllegalStateException.class, () -> new Peer("gone", command, Map.of(), log).close());
    assertTrue(failed.getMessage().startsWith("gone: must answer; it has ended ("));
    assertTrue(failed.getMessage().contains("NoSuchClass"), failed.getMessage());
  }
}
