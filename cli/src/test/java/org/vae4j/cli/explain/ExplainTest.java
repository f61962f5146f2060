package org.vae4j.cli.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.cli.Cli;
import org.vae4j.cli.TinyRuns;
import org.vae4j.cli.config.RunConfig;
import org.vae4j.cli.run.Assembly;
import org.vae4j.cli.run.Images;
import org.vae4j.core.backend.Backend;
import org.vae4j.core.backend.Headroom;
import org.vae4j.models.train.Footprint;

/** What {@code explain} shows, and that training too large for the machine is refused. */
final class ExplainTest extends TinyRuns {
  private static final List<String> QUICK = List.of("--seconds", "0.05");
  private static final List<String> STILL = List.of("--seconds", "0");

  private JsonNode json(Object... more) throws JsonProcessingException {
    Cli cli = Cli.run("explain", "--data", data, Cli.TINY, "--json", List.of(more)).ok();
    return new ObjectMapper().readTree(cli.out());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"standard-normal", "gmm", "vamp"})
  void explain_text_hasAllPartsWithinAHundredColumns(String prior) {
    String out = Cli.run("explain", "--data", data, Cli.TINY, "--prior", prior, QUICK).ok().out();
    for (String part :
        List.of(
            "a training step of " + prior,
            "graph of elbo: ",
            "plan of elbo: ",
            "encoder.",
            "memory of training, known before it runs",
            "time of a step: ",
            "matrix products alone: ")) {
      assertTrue(out.contains(part), () -> part + " in " + out);
    }
    out.lines().forEach(line -> assertTrue(line.length() <= 100, line));
    assertTrue(out.contains("hangs on parameters and constants alone"), out);
  }

  @Test
  void explain_all_listsEveryNodeAndStage() throws JsonProcessingException {
    JsonNode phase = json("--seconds", "0").get("phases").get(0);
    String out = Cli.run("explain", "--data", data, Cli.TINY, "--all", STILL).ok().out();
    assertFalse(out.contains("(--all)"));
    assertTrue(out.contains("grad encoder.0.value.weight"), out);
    int stages = phase.get("stages").size();
    assertTrue(out.lines().anyMatch(line -> line.matches(" *" + stages + "\\*? .*")), out);
    out.lines().forEach(line -> assertTrue(line.length() <= 100, line));
  }

  @Test
  void explain_json_isOneDocumentThatAddsUp() throws JsonProcessingException {
    JsonNode root = json("--seconds", "0.05", "--prior", "vamp");
    JsonNode phase = root.get("phases").get(0);
    assertEquals(phase.get("flops").asLong(), sum(phase.get("stages"), "flops"));
    assertEquals(phase.get("bytes").asLong(), sum(phase.get("stages"), "bytes"));
    JsonNode memory = root.get("memory");
    long parts = 0;
    for (JsonNode part : memory.get("parts")) {
      parts += part.asLong();
    }
    assertEquals(memory.get("total").asLong(), parts);
    assertTrue(phase.get("arenaBytes").asLong() <= memory.get("parts").get("arena").asLong());
    JsonNode timing = root.get("timing");
    double whole =
        timing.get("stages").asDouble()
            + timing.get("updates").asDouble()
            + timing.get("rest").asDouble();
    double shares = 0;
    for (JsonNode stage : phase.get("stages")) {
      shares += stage.get("share").asDouble();
    }
    assertEquals(timing.get("stages").asDouble() / whole, shares, 1e-9);
    assertEquals(
        timing.get("step").asDouble() / timing.get("gemmFloor").asDouble(),
        timing.get("timesFloor").asDouble(),
        1e-9);
    assertEquals("vamp", root.get("config").get("prior").asText());
  }

  private static long sum(JsonNode stages, String what) {
    return StreamSupport.stream(stages.spliterator(), false)
        .mapToLong(stage -> stage.get(what).asLong())
        .sum();
  }

  @Test
  void explain_withoutSeconds_runsNothingAndWritesNothing() throws JsonProcessingException {
    Path runs = Path.of("runs");
    boolean before = Files.exists(runs);
    assertTrue(json("--seconds", "0").get("timing").isNull());
    String out = Cli.run("explain", "--data", data, Cli.TINY, STILL).ok().out();
    assertFalse(out.contains("time of a step"), out);
    assertEquals(before, Files.exists(runs));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"reference", "nd4j"})
  void explain_opByOp_saysSo(String backend) {
    String out =
        Cli.run("explain", "--data", data, Cli.TINY, "--backend", backend, QUICK).ok().out();
    assertTrue(out.contains(backend + " runs op by op, nothing is fused"), out);
    assertTrue(out.contains("time of a step"), out);
  }

  @Test
  void explain_badSeconds_isRefused() {
    Cli.run("explain", "--seconds", "-1").refused("seconds must lie in [0, 3600]; got -1.0");
  }

  private Assembly assembly(String batch) {
    RunConfig config =
        RunConfig.parse(
            Map.of("data", data.toString(), "hidden", "8", "latent", "2", "batch", batch));
    return new Assembly(config, Images.of(config.data()));
  }

  @Test
  void memory_tooLittle_isRefusedWithBothNumbersAndARemedy() {
    Assembly assembly = assembly("16");
    try (Engine engine = Engine.open(Backend.CPU, 1)) {
      Footprint needed = assembly.footprint(engine);
      long outside = needed.total() - needed.moments();
      assembly.checkMemory(engine, new Headroom(needed.moments(), outside, "the test grants"));
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  assembly.checkMemory(
                      engine, new Headroom(needed.moments(), outside - 1, "the test grants")));
      assertEquals(
          "memory of training: must fit in the %d bytes that the test grants; got %d bytes to hold"
                  .formatted(outside - 1, outside)
              + " (fewer with a smaller batch, hidden layers, components or samples)",
          refused.getMessage());
      IllegalArgumentException heap =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  assembly.checkMemory(
                      engine, new Headroom(needed.moments() - 1, outside, "the test grants")));
      assertTrue(heap.getMessage().contains("left of the Java heap (-Xmx); got"));
    }
  }

  @Test
  void memory_largerBatch_takesMore() {
    try (Engine engine = Engine.open(Backend.CPU, 1)) {
      Footprint small = assembly("4").footprint(engine);
      Footprint large = assembly("16").footprint(engine);
      assertEquals(small.parameters(), large.parameters());
      assertTrue(large.arena() > 2 * small.arena(), small + " and " + large);
    }
  }

  /** A step far beyond any machine: nothing is begun. */
  @Test
  void train_stepBeyondTheMachine_isRefusedAndLeavesNothing() {
    Path out = temp.resolve("out");
    Cli.run(
            "train",
            "--data",
            data,
            Cli.TINY,
            "--out",
            out,
            "--objective",
            "iwae",
            "--samples",
            "3000000")
        .refusedWith("plan: a value must have <= ", "(fewer with a smaller batch");
    assertFalse(Files.exists(out));
  }

  @Test
  void explain_postHoc_showsTheFitAndTheMemoryOfTheGreaterPart() throws JsonProcessingException {
    JsonNode joint = json("--prior", "gmm", "--seconds", "0");
    JsonNode fit = json("--prior", "gmm", "--fit", "post-hoc", "--seconds", "0");
    assertTrue(flops(fit) < flops(joint), "only the prior's gradients");
    JsonNode networks = json("--prior", "standard-normal", "--seconds", "0");
    assertTrue(
        fit.get("memory").get("total").longValue()
            >= networks.get("memory").get("total").longValue());
    String page =
        Cli.run("explain", "--data", data, Cli.TINY, "--prior", "gmm", "--fit", "post-hoc", STILL)
            .ok()
            .out();
    assertTrue(page.contains("the prior alone"), page);
  }

  private static long flops(JsonNode explanation) {
    return explanation.get("phases").get(0).get("flops").longValue();
  }
}
