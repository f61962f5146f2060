package org.vae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.cli.Cli;
import org.vae4j.cli.TinyImages;
import org.vae4j.cli.TinyRuns;
import org.vae4j.cli.report.Comparison;

/** Runs that are stopped and gone on with. */
final class ResumeTest extends TinyRuns {
  private Object[] command(Path out, String... more) {
    List<Object> args =
        new ArrayList<>(List.of("train", "--data", data, "--out", out, "--prior", "gmm"));
    args.addAll(Cli.TINY);
    args.set(args.indexOf("--epochs") + 1, "4");
    args.addAll(List.of(more));
    return args.toArray();
  }

  private static ObjectNode timeless(Path run) throws IOException {
    ObjectNode report = (ObjectNode) report(run);
    double all = report.remove("seconds").doubleValue();
    double start = report.remove("startSeconds").doubleValue();
    boolean starts = report.at("/config/initialize").textValue().equals("k-means");
    assertTrue(starts ? 0 < start && start < all : start == 0 && all > 0, all + " of " + start);
    report.remove("testSeconds");
    return report;
  }

  @Test
  void resumed_withRunningStatisticsAndDropout_endsWithTheSameBits() throws IOException {
    String[] network = {"--normalization", "batch", "--dropout", "0.3", "--average", "0.9"};
    Path straight = temp.resolve("straight");
    Cli.run(command(straight, network)).ok();
    Path stopped = temp.resolve("stopped");
    assertEquals(130, Cli.interruptedAfter("epoch 2/4", command(stopped, network)).code());
    List<String> again = new ArrayList<>(List.of(network));
    again.add("--resume");
    Cli.run(command(stopped, again.toArray(String[]::new))).ok();
    assertEquals(timeless(straight), timeless(stopped));
  }

  private static final String[] CLUSTERS = {"--initialize", "k-means", "--start-epochs", "3"};

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void stoppedUnderTheFirstPrior_resumedEndsWithTheSameBits(int levels) throws IOException {
    Path straight = temp.resolve("straight");
    List<String> flags = new ArrayList<>(List.of(CLUSTERS));
    if (levels == 2) {
      flags.addAll(List.of("--levels", "2", "--upper-latent", "2"));
    }
    Cli.run(command(straight, flags.toArray(String[]::new))).ok();
    for (String line : List.of("start 2/3", "epoch 2/4")) {
      Path stopped = temp.resolve("stopped at " + line.replace('/', ' '));
      assertEquals(
          130, Cli.interruptedAfter(line, command(stopped, flags.toArray(String[]::new))).code());
      List<String> again = new ArrayList<>(flags);
      again.add("--resume");
      Cli.run(command(stopped, again.toArray(String[]::new))).ok();
      assertEquals(timeless(straight), timeless(stopped));
      assertEquals(metrics(straight), metrics(stopped));
    }
  }

  private static List<JsonNode> metrics(Path run) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String text : Files.readAllLines(run.resolve(MetricsFile.NAME))) {
      ObjectNode line = (ObjectNode) JSON.readTree(text);
      line.remove("seconds");
      if (line.get("clusters") instanceof ObjectNode clusters) {
        clusters.remove("seconds");
      }
      lines.add(line);
    }
    return lines;
  }

  @Test
  void runThatCameToNoCheckpoint_isStartedAnew() throws IOException {
    Path out = temp.resolve("run");
    Object[] diverging = command(out, "--likelihood", "gaussian", "--learning-rate", "1e30");
    assertEquals(3, Cli.run(diverging).code());
    Cli cli = Cli.run(command(out)).ok();
    assertEquals(
        "no checkpoint in " + out + ": starts anew", cli.err().lines().findFirst().orElse(""));
    assertEquals("gmm", report(out).at("/config/prior").textValue());
    assertTrue(Files.readString(out.resolve(RunFolder.CONFIG)).contains("likelihood: bernoulli"));
  }

  @Test
  void resumed_underARateSchedule_endsWithTheSameBits_andRefusesAnother() throws IOException {
    Path straight = temp.resolve("straight");
    Cli.run(command(straight, "--rate-schedule", "cosine")).ok();
    Path stopped = temp.resolve("stopped");
    Cli cli = Cli.interruptedAfter("epoch 2/4", command(stopped, "--rate-schedule", "cosine"));
    assertEquals(130, cli.code(), cli.err());
    Cli.run(command(stopped, "--resume"))
        .refused(
            "out: must not hold another run; got "
                + stopped
                + ", whose rate-schedule is cosine:4, not constant");
    Cli.run(command(stopped, "--rate-schedule", "cosine", "--resume")).ok();
    assertEquals(timeless(straight), timeless(stopped));
    Path steady = temp.resolve("steady");
    Cli.run(command(steady)).ok();
    assertNotEquals(timeless(straight).at("/test/negElbo"), timeless(steady).at("/test/negElbo"));
  }

  @Test
  void interrupted_keepsTheCheckpoint_andResumedEndsWithTheSameBits() throws IOException {
    Path straight = temp.resolve("straight");
    Cli.run(command(straight)).ok();
    Path stopped = temp.resolve("stopped");
    Cli cli = Cli.interruptedAfter("epoch 2/4", command(stopped));
    assertEquals(130, cli.code(), cli.err());
    assertTrue(cli.err().contains("kept: ./vae4j train --data " + data), cli.err());
    assertTrue(cli.err().contains("--epochs 4"), cli.err());
    assertTrue(cli.err().contains("--resume --out " + stopped + " goes on"), cli.err());
    assertEquals("", cli.out());
    assertTrue(Files.exists(stopped.resolve(Run.CHECKPOINT)));
    assertFalse(Files.exists(stopped.resolve("report.json")));
    Cli.run(command(stopped, "--resume")).ok();
    assertEquals(timeless(straight), timeless(stopped));
    assertEquals(4, Files.readAllLines(stopped.resolve(MetricsFile.NAME)).size());
  }

  @Test
  void interruptedRunOfTwoLevels_endsWithTheSameBits() throws IOException {
    String[] levels = {"--levels", "2", "--upper-latent", "2", "--posterior", "planar"};
    Path straight = temp.resolve("straight");
    Cli.run(command(straight, levels)).ok();
    Path stopped = temp.resolve("stopped");
    Cli cli = Cli.interruptedAfter("epoch 2/4", command(stopped, levels));
    assertEquals(130, cli.code(), cli.err());
    List<String> resumed = new ArrayList<>(List.of(levels));
    resumed.add("--resume");
    Cli.run(command(stopped, resumed.toArray(String[]::new))).ok();
    assertEquals(timeless(straight), timeless(stopped));
  }

  @Test
  void completeRun_isShownAgain() throws IOException {
    Path out = temp.resolve("run");
    Cli first = Cli.run(command(out)).ok();
    byte[] report = Files.readAllBytes(out.resolve("report.json"));
    Cli again = Cli.run(command(out, "--resume")).ok();
    assertEquals(first.out(), again.out());
    assertEquals(
        new String(report, StandardCharsets.UTF_8), Files.readString(out.resolve("report.json")));
  }

  @Test
  void resumeOfNothing_beginsTheRun() {
    Path out = temp.resolve("run");
    Cli cli = Cli.run(command(out, "--resume")).ok();
    String first = cli.err().lines().findFirst().orElse("");
    assertEquals("nothing to resume in " + out + ": starts from the beginning", first);
    assertTrue(Files.exists(out.resolve("report.json")));
  }

  @Test
  void resumeWithoutAFolder_isRefused() {
    Cli.run("train", "--resume", Cli.TINY)
        .refused("resume: --out must say which run goes on; got none");
  }

  @Test
  void anotherConfig_isRefused() {
    Path out = temp.resolve("run");
    Cli.run(command(out)).ok();
    Cli.run(command(out, "--resume", "--seed", "9"))
        .refused("out: must not hold another run; got " + out + ", whose seed is 1, not 9");
    Cli.run(command(out)).refusedWith("out: must not hold a run already; got " + out, "--resume");
  }

  @Test
  void otherImagesInTheSamePlace_areRefused() throws IOException {
    Path out = temp.resolve("run");
    Cli.interruptedAfter("epoch 1/4", command(out));
    Files.write(data.resolve(TinyImages.TRAIN), TinyImages.images(72, 99, false));
    Cli.run(command(out, "--resume"))
        .refusedWith("resume: data must be what " + out + " began with");
  }

  @Test
  void otherImagesUnderACompleteRun_areRefused() throws IOException {
    Path out = temp.resolve("run");
    Cli.run(command(out)).ok();
    Files.write(data.resolve(TinyImages.TEST), TinyImages.images(20, 99, false));
    Cli.run(command(out, "--resume"))
        .refusedWith("resume: data must be what " + out + " began with");
  }

  @Test
  void brokenCheckpoint_isRefused() throws IOException {
    Path out = temp.resolve("run");
    Cli.interruptedAfter("epoch 1/4", command(out));
    Path checkpoint = out.resolve(Run.CHECKPOINT);
    byte[] bytes = Files.readAllBytes(checkpoint);
    bytes[bytes.length - 5] ^= 1;
    Files.write(checkpoint, bytes);
    Cli.run(command(out, "--resume")).refusedWith(Run.CHECKPOINT);
  }

  @Test
  void comparison_goesOnWithTheRunThatIsMissing() throws IOException {
    Path straight = temp.resolve("straight");
    Cli.run(compare(straight)).ok();
    Path stopped = temp.resolve("stopped");
    Cli cli = Cli.interruptedAfter("gmm              epoch 1/2", compare(stopped));
    assertEquals(130, cli.code(), cli.err());
    assertFalse(Files.exists(stopped.resolve(Comparison.JSON)));
    assertTrue(cli.err().contains("--resume --out " + stopped + " goes on"), cli.err());
    Cli resumed = Cli.run(compare(stopped, "--resume")).ok();
    assertTrue(resumed.err().contains("standard-normal  complete already"), resumed.err());
    for (String run : new String[] {"standard-normal-seed-1", "gmm-seed-1", "vamp-seed-1"}) {
      assertEquals(timeless(straight.resolve(run)), timeless(stopped.resolve(run)));
    }
  }

  private Object[] compare(Path out, String... more) {
    List<Object> args = new ArrayList<>(List.of("compare", "--data", data, "--out", out));
    args.addAll(Cli.TINY);
    args.addAll(List.of(more));
    return args.toArray();
  }
}
