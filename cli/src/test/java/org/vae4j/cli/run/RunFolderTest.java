package org.vae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {
  private static final Map<String, Object> CONFIG = Map.of("epochs", 3);

  @TempDir Path temp;

  @Test
  void newAndEmptyFolders_areTaken() throws IOException {
    RunFolder.check(temp.resolve("new"), CONFIG, false);
    RunFolder.check(temp, CONFIG, false);
    RunFolder folder =
        RunFolder.claim(
            temp.resolve("deep/er"), new TreeMap<>(Map.of("epochs", 3, "hidden", List.of(4, 5))));
    assertEquals("epochs: 3\nhidden: [4, 5]", folder.read(RunFolder.CONFIG).strip());
  }

  @Test
  void write_leavesNothingBeside() throws IOException {
    RunFolder folder = RunFolder.claim(temp, CONFIG);
    folder.write("a.txt", "ä\n");
    folder.write("a.txt", "b\n");
    assertEquals("b\n", folder.read("a.txt"));
    try (var files = Files.list(temp)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void claim_removesWhatACrashLeft() throws IOException {
    Files.writeString(temp.resolve("report.json.tmp"), "{");
    RunFolder.check(temp, CONFIG, false);
    RunFolder.claim(temp, CONFIG);
    assertFalse(Files.exists(temp.resolve("report.json.tmp")));
  }

  @Test
  void folderInUse_isRefusedUntilItIsClosed() {
    RunFolder first = RunFolder.claim(temp, CONFIG);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> RunFolder.claim(temp, CONFIG));
    assertEquals("out: must not be in use by another process; got " + temp, refused.getMessage());
    first.close();
    RunFolder.claim(temp, CONFIG).close();
  }

  @Test
  void claim_ofARunThatGoesOn_keepsTheConfigItBeganWith() throws IOException {
    RunFolder.claim(temp, Map.of("epochs", 3, "threads", 1)).close();
    checkpoint(temp);
    try (RunFolder folder = RunFolder.claim(temp, Map.of("epochs", 3, "threads", 2))) {
      assertTrue(folder.read(RunFolder.CONFIG).contains("threads: 1"));
    }
  }

  @Test
  void sameRun_isGoneOnWithOnlyIfAsked() {
    RunFolder.claim(temp, CONFIG);
    RunFolder.check(temp, CONFIG, true);
    refused("out: must not hold a run already; got " + temp, CONFIG, false);
  }

  @Test
  void anotherRun_isRefusedWithWhatDiffers() {
    RunFolder.claim(temp, CONFIG);
    Map<String, Object> other = Map.of("epochs", 4);
    refused(
        "out: must not hold another run; got " + temp + ", whose epochs is 3, not 4", other, true);
    refused(
        "out: must not hold another run; got " + temp + ", whose epochs is 3, not 4", other, false);
  }

  @Test
  void folderWithOtherThings_isRefused() throws IOException {
    Files.writeString(temp.resolve("thesis.tex"), "");
    refused(
        "out: must be a new or empty folder; got " + temp + ", which holds thesis.tex",
        CONFIG,
        true);
  }

  @Test
  void file_isRefused() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> RunFolder.check(file, CONFIG, false));
    assertEquals("out: must be a folder; got file " + file, refused.getMessage());
  }

  private static final Map<String, Object> RUN = Map.of("prior", "gmm", "epochs", 3);

  private static void checkpoint(Path folder) throws IOException {
    Files.write(folder.resolve(Run.CHECKPOINT), new byte[1]);
  }

  @Test
  void runWithoutACheckpoint_makesRoom() throws IOException {
    RunFolder.claim(temp, RUN).close();
    Files.writeString(temp.resolve(MetricsFile.NAME), "{}");
    Map<String, Object> other = Map.of("prior", "gmm", "epochs", 4);
    for (boolean resume : new boolean[] {false, true}) {
      RunFolder.check(temp, other, resume);
    }
    try (RunFolder folder = RunFolder.claim(temp, other)) {
      assertEquals("4", folder.config().get("epochs"));
      assertTrue(folder.read(RunFolder.CONFIG).contains("epochs: 4"));
      assertFalse(folder.has(MetricsFile.NAME));
      assertThrows(IllegalArgumentException.class, () -> RunFolder.claim(temp, other));
    }
  }

  @Test
  void runWithACheckpoint_keepsItsPlace() throws IOException {
    RunFolder.claim(temp, RUN).close();
    checkpoint(temp);
    refused("out: must not hold a run already; got " + temp, RUN, false);
    RunFolder.check(temp, RUN, true);
  }

  @Test
  void comparisonWithoutACheckpoint_makesRoomWithItsRuns() throws IOException {
    Map<String, Object> several = Map.of("priors", "gmm,vamp", "epochs", 3);
    try (RunFolder folder = RunFolder.claim(temp, several)) {
      folder.claimInner("gmm-seed-1", RUN, RUN);
    }
    RunFolder.check(temp, RUN, false);
    checkpoint(temp.resolve("gmm-seed-1"));
    refused("out: must be a folder for one run; got " + temp + ", a comparison", RUN, false);
    Files.delete(temp.resolve("gmm-seed-1").resolve(Run.CHECKPOINT));
    RunFolder.claim(temp, RUN).close();
    assertFalse(Files.exists(temp.resolve("gmm-seed-1")));
  }

  @Test
  void foldersDeeperWithin_areNobodysTraces() throws IOException {
    RunFolder.claim(temp, RUN).close();
    Files.createDirectories(temp.resolve("mine/notes"));
    refused("out: must not hold a run already; got " + temp, RUN, false);
  }

  @Test
  void foreignConfig_isNoRunThatMakesRoom() throws IOException {
    Files.writeString(temp.resolve(RunFolder.CONFIG), "theme: dark\n");
    refused("out: must not hold another run; got " + temp, RUN, false);
  }

  private void refused(String message, Map<String, Object> config, boolean resume) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> RunFolder.check(temp, config, resume));
    assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
  }
}
