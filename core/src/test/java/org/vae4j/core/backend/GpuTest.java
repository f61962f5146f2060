package org.vae4j.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpuTest {
  private static final String TWO_DEVICES =
      """
      0, 9.0, 570.86.15, NVIDIA H200
      1, 8.6, 570.86.15, NVIDIA RTX A4000, rev. 2
      """;

  @Test
  void parse_answerOfNvidiaSmi_isOneDeviceALine() {
    assertEquals(
        List.of(
            new Gpu(0, "NVIDIA H200", 90, "570.86.15"),
            new Gpu(1, "NVIDIA RTX A4000, rev. 2", 86, "570.86.15")),
        Gpu.parse(TWO_DEVICES));
  }

  @Test
  void parse_oldDriverWithoutCapability_isUnknown() {
    assertEquals(
        List.of(new Gpu(0, "Tesla K80", 0, "418.87")),
        Gpu.parse("0, [Not Supported], 418.87, Tesla K80\n"));
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "No devices were found\n", "a, b, c, d\n", "0, 8.6\n"})
  void parse_anythingElse_isNoDevice(String answer) {
    assertEquals(List.of(), Gpu.parse(answer));
  }

  @ParameterizedTest(name = "capability {0} runs")
  @ValueSource(ints = {37, 50, 52, 53, 60, 61, 62, 70, 72, 75, 80, 86, 87, 89})
  void refusal_sameMajorAndNoEarlierMinor_isNone(int capability) {
    assertTrue(new Gpu(0, "device", capability, "535.1").refusal().isEmpty());
  }

  @ParameterizedTest(name = "capability {0} does not run")
  @ValueSource(ints = {30, 35, 90, 100, 103, 120})
  void refusal_noMachineCode_namesTheDevice(int capability) {
    String refusal = new Gpu(3, "NVIDIA X", capability, "580.1").refusal().orElseThrow();
    assertEquals(
        "nd4j-cuda-11.6 runs on compute capability 3.7 to 8.9; got "
            + capability / 10.0
            + " on device 3 (NVIDIA X)",
        refusal);
  }

  @Test
  void refusal_unknownCapability_saysSo() {
    assertEquals(
        "nd4j-cuda-11.6 runs on compute capability 3.7 to 8.9; got an unknown one on device 0 (K)",
        new Gpu(0, "K", 0, "418").refusal().orElseThrow());
  }

  @ParameterizedTest(name = "driver \"{0}\" refused: {1}")
  @CsvSource({"450.80.02, false", "510, false", "449.99, true", "N/A, true", "'', true"})
  void refusal_driver_mustTakeCuda11(String driver, boolean refused) {
    assertEquals(refused, new Gpu(0, "A100", 80, driver).refusal().isPresent());
  }

  @Test
  void visible_variable_picksAndHides() {
    List<Gpu> gpus = Gpu.parse(TWO_DEVICES);
    assertEquals(gpus, Gpu.visible(gpus, null));
    assertEquals(gpus.subList(1, 2), Gpu.visible(gpus, "1"));
    assertEquals(gpus, Gpu.visible(gpus, "0, 1"));
    assertEquals(gpus, Gpu.visible(gpus, "GPU-8932f937-d72c"));
    assertEquals(List.of(), Gpu.visible(gpus, ""));
    assertEquals(List.of(), Gpu.visible(gpus, "-1"));
  }

  @Test
  void ask_program_isRunAndRead(@TempDir Path folder) throws IOException {
    assertEquals(
        Gpu.parse(TWO_DEVICES), Gpu.ask(script(folder, "cat <<'X'\n" + TWO_DEVICES + "X")));
    assertEquals(List.of(), Gpu.ask(script(folder, "echo '0, 8.6, 535.1, A'; exit 9")));
    assertEquals(List.of(), Gpu.ask(folder.resolve("missing")));
  }

  private static Path script(Path folder, String body) throws IOException {
    Path file = Files.createTempFile(folder, "nvidia-smi", "");
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }
}
