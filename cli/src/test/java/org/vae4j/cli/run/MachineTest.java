package org.vae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.cli.Main;

/** Commands in a JVM that has what looks like nd4j-cuda on its class path, and sees no GPU. */
class MachineTest {
  private static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";
  private static final String WARNING =
      "warning: the GPU is not used: an NVIDIA device must be visible to nvidia-smi and"
          + " CUDA_VISIBLE_DEVICES; got none (use the back end cpu)";

  @TempDir private Path folder;

  private record Ended(int code, List<String> err) {}

  /** A class file of no class: whoever loads it fails. */
  private Path broken() throws IOException {
    Path jar = folder.resolve("cuda");
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.writeString(services.resolve("org.nd4j.linalg.factory.Nd4jBackend"), CUDA);
    Path file = jar.resolve(CUDA.replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "none");
    return jar;
  }

  private Ended run(String... arguments) throws Exception {
    Path err = folder.resolve("err.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                broken() + File.pathSeparator + System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile());
    builder.environment().put("CUDA_VISIBLE_DEVICES", "");
    builder.environment().remove("BACKEND_PRIORITY_GPU");
    Process process = builder.start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    return new Ended(process.exitValue(), Files.readAllLines(err));
  }

  private static List<String> warnings(Ended ended) {
    return ended.err.stream().filter(line -> line.contains("GPU")).toList();
  }

  private Ended train(String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("train", "--data", "pinwheel", "--likelihood", "gaussian", "--hidden", "4"));
    arguments.addAll(List.of("--latent", "2", "--epochs", "1", "--importance-samples", "2"));
    arguments.addAll(List.of("--batch", "1000", "--out", folder.resolve("run").toString()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  @Test
  void train_auto_fallsBackToCpuWithOneWarning() throws Exception {
    Ended ended = train();
    assertEquals(0, ended.code, ended.err::toString);
    assertEquals(List.of(WARNING), warnings(ended));
    assertTrue(
        ended.err.stream().noneMatch(line -> line.contains("Exception")), ended.err::toString);
    assertTrue(Files.readString(folder.resolve("run/report.json")).contains("\"cpu\""));
  }

  @Test
  void train_cuda_isRefusedInOneLineWithTheRemedy() throws Exception {
    Ended ended = train("--backend", "cuda");
    assertEquals(2, ended.code);
    assertEquals(
        List.of(WARNING.replace("warning: the GPU is not used:", "backend cuda:")), ended.err);
  }

  @Test
  void train_verbose_saysWhenTheFirstStepWasDone() throws Exception {
    Ended ended = train("--verbose");
    assertEquals(0, ended.code, ended.err::toString);
    assertEquals(
        1,
        ended.err.stream()
            .filter(
                line ->
                    line.matches("INFO +RunProgress: first step [\\d.]+ s after the start of Java"))
            .count(),
        ended.err::toString);
  }
}
