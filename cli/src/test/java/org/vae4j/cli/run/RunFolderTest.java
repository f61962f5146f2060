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
import org.vae4j.cli.config.CompareConfig;
import org.vae4j.cli.config.ConfigFile;
import org.vae4j.cli.config.RunConfig;

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

  private static final RunConfig GMM = RunConfig.parse(Map.of("prior", "gmm", "epochs", "3"));
  private static final RunConfig LONGER = RunConfig.parse(Map.of("prior", "gmm", "epochs", "4"));
  private static final CompareConfig SEVERAL =
      CompareConfig.parse(Map.of("priors", "gmm,vamp", "epochs", "3"));
  private static final String OF_THE_START = "{\"startEpoch\": 1}\n";

  private static void checkpoint(Path folder) throws IOException {
    Files.write(folder.resolve(Run.CHECKPOINT), new byte[1]);
  }

  @Test
  void runWithoutACheckpoint_makesRoom() throws IOException {
    RunFolder.claim(temp, GMM.print()).close();
    Files.writeString(temp.resolve(MetricsFile.NAME), OF_THE_START);
    for (boolean resume : new boolean[] {false, true}) {
      RunFolder.check(temp, LONGER.identity(), resume);
    }
    try (RunFolder folder = RunFolder.claim(temp, LONGER.print())) {
      assertEquals("4", folder.config().get("epochs"));
      assertTrue(folder.read(RunFolder.CONFIG).contains("epochs: 4"));
      assertFalse(folder.has(MetricsFile.NAME));
      assertThrows(IllegalArgumentException.class, () -> RunFolder.claim(temp, LONGER.print()));
    }
  }

  @Test
  void metricsOfEpochs_areNoTrace() throws IOException {
    RunFolder.claim(temp, GMM.print()).close();
    for (String lines : List.of(OF_THE_START + "{\"epoch\": 1}\n", "{}\n", "my notes\n")) {
      Files.writeString(temp.resolve(MetricsFile.NAME), lines);
      refused("out: must not hold a run already; got " + temp, GMM.identity(), false);
    }
    Files.writeString(temp.resolve(MetricsFile.NAME), "");
    RunFolder.check(temp, GMM.identity(), false);
  }

  @Test
  void configThatAUserWrote_isNoRunThatMakesRoom() throws IOException {
    Files.writeString(temp.resolve(RunFolder.CONFIG), "prior: gmm\nepochs: 3\n");
    refused("out: must not hold a run already; got " + temp, GMM.identity(), false);
    Files.writeString(temp.resolve(RunFolder.CONFIG), "priors: [gmm, vamp]\nepochs: 3\n");
    refused("out: must not hold a run already; got " + temp, SEVERAL.identity(), false);
  }

  @Test
  void foldersOfAUser_stay() throws IOException {
    Path mine = Files.createDirectories(temp.resolve("mine"));
    for (boolean several : new boolean[] {false, true}) {
      Files.deleteIfExists(temp.resolve(RunFolder.CONFIG));
      Map<String, Object> own = several ? SEVERAL.identity() : GMM.identity();
      Map<String, Object> config = several ? SEVERAL.print() : GMM.print();
      Files.writeString(temp.resolve(RunFolder.CONFIG), ConfigFile.write(config));
      refused("out: must not hold a run already; got " + temp, own, false);
      RunFolder.claim(temp, config).close();
      assertTrue(Files.isDirectory(mine));
    }
  }

  @Test
  void runWithACheckpoint_keepsItsPlace() throws IOException {
    RunFolder.claim(temp, GMM.print()).close();
    checkpoint(temp);
    refused("out: must not hold a run already; got " + temp, GMM.identity(), false);
    RunFolder.check(temp, GMM.identity(), true);
  }

  @Test
  void comparisonWithoutACheckpoint_makesRoomWithItsRuns() throws IOException {
    try (RunFolder folder = RunFolder.claim(temp, SEVERAL.print())) {
      folder.claimInner("gmm-seed-1", GMM.print(), GMM.identity());
    }
    RunFolder.check(temp, GMM.identity(), false);
    checkpoint(temp.resolve("gmm-seed-1"));
    refused(
        "out: must be a folder for one run; got " + temp + ", a comparison", GMM.identity(), false);
    Files.delete(temp.resolve("gmm-seed-1").resolve(Run.CHECKPOINT));
    RunFolder.claim(temp, GMM.print()).close();
    assertFalse(Files.exists(temp.resolve("gmm-seed-1")));
  }

  @Test
  void foldersDeeperWithin_areNobodysTraces() throws IOException {
    RunFolder.claim(temp, GMM.print()).close();
    Files.createDirectories(temp.resolve("mine/notes"));
    refused("out: must not hold a run already; got " + temp, GMM.identity(), false);
  }

  @Test
  void foreignConfig_isNoRunThatMakesRoom() throws IOException {
    Files.writeString(temp.resolve(RunFolder.CONFIG), "theme: dark\n");
    refused("out: must not hold another run; got " + temp, GMM.identity(), false);
  }

  private void refused(String message, Map<String, Object> config, boolean resume) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> RunFolder.check(temp, config, resume));
    assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
  }
}
