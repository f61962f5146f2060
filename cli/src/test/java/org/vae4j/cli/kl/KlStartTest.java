package org.vae4j.cli.kl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.cli.Main;

/** What {@code kl} loads, in a JVM of its own that lists its classes. */
class KlStartTest {
  private static final List<String> HEAVY =
      List.of("org.nd4j.", "org.bytedeco.", "ch.qos.logback.");

  @TempDir private Path folder;

  private List<String> loaded(String... arguments) throws Exception {
    Path classes = folder.resolve("classes.txt");
    Path output = folder.resolve("output.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + classes,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(new File(output.toString()))
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), Files.readString(output));
    return Files.readAllLines(classes, StandardCharsets.UTF_8);
  }

  private static long heavy(List<String> classes) {
    return classes.stream().filter(line -> HEAVY.stream().anyMatch(line::contains)).count();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normal(0,1) | normal(1,2)",
        "gaussian([0,1],[[2,0.5],[0.5,1]]) | diagonal([1,1],[1,2])",
        "mixture([0.5,0.5],[normal(0,1),normal(3,1)]) | student-t(3,0,1)"
      })
  void kl_ofAnyPair_loadsNoNd4j(String q, String p) throws Exception {
    List<String> classes = loaded("kl", q, p);
    assertTrue(classes.stream().anyMatch(line -> line.contains("org.vae4j.cli.kl.KlPage")));
    assertEquals(0, heavy(classes));
    assertEquals(0, heavy(loaded("kl", "--json", q, p)));
  }

  @Test
  void doctor_whichNeedsIt_isSeenToLoadNd4j() throws Exception {
    assertTrue(heavy(loaded("doctor", "--threads", "1")) > 0);
  }
}
