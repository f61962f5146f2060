package org.vae4j.core.backend;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An NVIDIA device as its driver describes it: found by {@code nvidia-smi}, without CUDA or ND4J.
 *
 * @param index the number CUDA knows it by
 * @param capability compute capability times ten, {@code 86} for 8.6; 0 where the driver is too old
 *     to tell
 * @param driver version of the driver, {@code 535.104.05}
 */
public record Gpu(int index, String name, int capability, String driver) {
  /**
   * What nd4j-cuda-11.6 1.0.0-M2.1 holds machine code for. It holds no PTX, so nothing can be
   * compiled for another device when it runs.
   */
  static final List<Integer> COMPILED = List.of(37, 50, 52, 60, 61, 70, 75, 80, 86);

  /** The oldest driver that takes programs of CUDA 11.x: NVIDIA, CUDA Compatibility, table 2. */
  static final int OLDEST_DRIVER = 450;

  private static final long PATIENCE_SECONDS = 10;

  /** The devices of this machine; none where there is no {@code nvidia-smi} or it fails. */
  public static List<Gpu> all() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "nvidia-smi"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Gpu::ask)
        .orElse(List.of());
  }

  /** The devices that {@code nvidia-smi} lists; none where it fails or does not answer in time. */
  static List<Gpu> ask(Path nvidiaSmi) {
    try {
      Path answer = Files.createTempFile("vae4j-gpu", ".csv");
      try {
        Process process =
            new ProcessBuilder(
                    nvidiaSmi.toString(),
                    "--query-gpu=index,compute_cap,driver_version,name",
                    "--format=csv,noheader")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(answer.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
          process.destroyForcibly();
        }
        return ended && process.exitValue() == 0
            ? parse(Files.readString(answer, StandardCharsets.UTF_8))
            : List.of();
      } finally {
        Files.delete(answer);
      }
    } catch (IOException failed) {
      return List.of();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** Reads lines such as {@code 0, 8.6, 535.104.05, NVIDIA RTX A4000}; skips any other. */
  static List<Gpu> parse(String csv) {
    return csv.lines()
        .map(line -> line.split(",", 4))
        .filter(fields -> fields.length == 4 && fields[0].strip().matches("\\d{1,4}"))
        .map(
            fields ->
                new Gpu(
                    Integer.parseInt(fields[0].strip()),
                    fields[3].strip(),
                    capability(fields[1].strip()),
                    fields[2].strip()))
        .toList();
  }

  private static int capability(String decimal) {
    return decimal.matches("\\d{1,2}\\.\\d") ? Integer.parseInt(decimal.replace(".", "")) : 0;
  }

  /** The devices that {@code CUDA_VISIBLE_DEVICES} lets CUDA see; all of them for null. */
  static List<Gpu> visible(List<Gpu> gpus, String variable) {
    if (variable == null) {
      return gpus;
    }
    List<String> named = Arrays.stream(variable.split(",")).map(String::strip).toList();
    boolean byUuid = named.stream().anyMatch(name -> name.startsWith("GPU-"));
    return byUuid
        ? gpus
        : gpus.stream().filter(gpu -> named.contains(Integer.toString(gpu.index()))).toList();
  }

  /**
   * Why nd4j-cuda cannot run on this device; empty where it can. Machine code runs on devices of
   * its own major capability and the same or a later minor one.
   */
  Optional<String> refusal() {
    boolean runs =
        COMPILED.stream().anyMatch(c -> c / 10 == capability / 10 && c % 10 <= capability % 10);
    if (!runs) {
      return Optional.of(
          "nd4j-cuda-11.6 runs on compute capability 3.7 to 8.9; got "
              + (capability == 0 ? "an unknown one" : capability / 10 + "." + capability % 10)
              + " on device "
              + this);
    }
    int major = Integer.parseInt("0" + driver.replaceFirst("\\D.*", ""));
    return major >= OLDEST_DRIVER
        ? Optional.empty()
        : Optional.of(
            "CUDA 11.6 needs an NVIDIA driver of version %d or later; got %s on device %s"
                .formatted(OLDEST_DRIVER, driver, this));
  }

  @Override
  public String toString() {
    return index + " (" + name + ")";
  }
}
