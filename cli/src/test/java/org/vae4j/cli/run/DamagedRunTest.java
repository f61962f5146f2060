package org.vae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vae4j.cli.Cli;
import org.vae4j.cli.TinyRuns;
import org.vae4j.cli.report.RunReport;
import org.vae4j.cli.report.Scores;

/**
 * Files of complete runs that are not what the runs left: one line says which, and what is amiss.
 */
final class DamagedRunTest extends TinyRuns {
  private static final String DELETE = " (delete it, and --resume tests the run again)";

  private Path out;

  @BeforeEach
  void trainOnce() {
    out = temp.resolve("run");
    resume().ok();
  }

  private Cli resume() {
    return Cli.run("train", "--data", data, "--out", out, "--resume", Cli.TINY);
  }

  @Test
  void scoresThatAreNotThoseOfTheReport_areRefused() throws IOException {
    Path file = out.resolve(Scores.FILE);
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 10));
    resume().refused(file + ": must have 20 lines, as the report counts; got 9");
    lines.set(3, "2,0.5,0.5,1000.0");
    Files.write(file, lines);
    resume().refusedWith(file + ": must have the mean NLL ", ", as the report has it; got ");
    Files.delete(file);
    resume().refused("run folder: must hold the file; got none at " + file);
  }

  @Test
  void scoresOfARunInAComparison_areHeldAgainstItsReport() throws IOException {
    Path several = temp.resolve("compare");
    Object[] compare = {
      "compare", "--data", data, "--out", several, "--priors", "gmm,vamp", "--resume", Cli.TINY
    };
    Cli.run(compare).ok();
    Path file = several.resolve("vamp-seed-1").resolve(Scores.FILE);
    Files.write(file, Files.readAllLines(file).subList(0, 12));
    Cli cli = Cli.run(compare);
    assertEquals(2, cli.code(), cli.err());
    assertEquals(
        file + ": must have 20 lines, as the report counts; got 11",
        cli.err().lines().reduce((a, b) -> b).orElse(""));
  }

  private void refusedReport(String text, String got) throws IOException {
    Path file = out.resolve(RunReport.FILE);
    String whole = Files.readString(file);
    Files.writeString(file, text);
    resume().refused(file + ": must be a report of this version; got " + got + DELETE);
    Files.writeString(file, whole);
  }

  private ObjectNode report() throws IOException {
    return (ObjectNode) report(out);
  }

  @Test
  void reportThatLacksAKey_isRefused() throws IOException {
    ObjectNode number = report();
    number.remove("epoch");
    refusedReport(number.toString(), "no 'epoch'");
    ObjectNode group = report();
    group.remove("provenance");
    refusedReport(group.toString(), "no 'provenance'");
    ObjectNode within = report();
    ((ObjectNode) within.get("test")).remove("examples");
    refusedReport(within.toString(), "no 'test.examples'");
  }

  @Test
  void reportWithAnotherKindOfValue_isRefused() throws IOException {
    refusedReport(report().put("epoch", "last").toString(), "'epoch' that is \"last\"");
    refusedReport(report().put("pace", 3).toString(), "an unknown 'pace'");
    refusedReport("[]", "something else");
  }

  @Test
  void reportThatIsNotWhole_isRefused() throws IOException {
    refusedReport("", "an empty file");
    refusedReport("{\n  \"epoch\": 3,\n", "JSON that breaks off in line 3, column 1");
  }

  @Test
  void reportOfAnotherVersion_isMadeAgainOnceItIsDeleted() throws IOException {
    ObjectNode before = report();
    Files.delete(out.resolve(RunReport.FILE));
    resume().ok();
    assertEquals(before.get("test"), report().get("test"));
  }

  @Test
  void configThatIsNotThatOfTheReport_isRefused() throws IOException {
    Path config = out.resolve(RunFolder.CONFIG);
    String text = Files.readString(config);
    Files.writeString(config, text.replace("activation: gated", "activation: silu"));
    resume()
        .refused(
            "out: must not hold another run; got " + out + ", whose activation is silu, not gated");
    Cli.run(
            "train",
            List.of("--data", data, "--out", out, "--resume", "--activation", "silu"),
            Cli.TINY)
        .refused(
            "resume: config must be what " + out + " began with; got activation silu, not gated");
    Files.writeString(config, text.replace("activation: gated", "activatoin: gated"));
    resume().refused(config + ": unknown key 'activatoin' (did you mean 'activation'?)");
  }

  @Test
  void configOfARunInAComparison_isHeldAgainstTheComparison() throws IOException {
    Path several = temp.resolve("compare");
    Object[] compare = {
      "compare", "--data", data, "--out", several, "--priors", "gmm", "--resume", Cli.TINY
    };
    Cli.run(compare).ok();
    Path own = several.resolve("gmm-seed-1");
    Path config = own.resolve(RunFolder.CONFIG);
    Files.writeString(config, Files.readString(config).replace("latent: 2", "latent: 1"));
    Cli.run(compare)
        .refused("out: must not hold another run; got " + own + ", whose latent is 1, not 2");
  }
}
