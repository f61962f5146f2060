package org.vae4j.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.core.backend.Preflight.Selection;

class PreflightTest {
  private static final Gpu AMPERE = new Gpu(1, "NVIDIA A100", 80, "535.104.05");
  private static final Gpu HOPPER = new Gpu(0, "NVIDIA H200", 90, "570.86.15");

  @Test
  void select_autoWithoutCuda_isCpuAndSilent() {
    assertEquals(silent(Backend.CPU), machine(true, false).select(Backend.AUTO));
  }

  @Test
  void select_autoOnADeviceThatRuns_isCuda() {
    assertEquals(silent(Backend.CUDA), machine(true, true, AMPERE).select(Backend.AUTO));
  }

  @Test
  void select_autoOnADeviceThatDoesNot_isCpuWithOneWarning() {
    assertEquals(
        new Selection(
            Backend.CPU,
            Optional.of(
                "the GPU is not used: nd4j-cuda-11.6 runs on compute capability 3.7 to 8.9; got"
                    + " 9.0 on device 0 (NVIDIA H200) (use the back end cpu)")),
        machine(true, true, HOPPER).select(Backend.AUTO));
  }

  @Test
  void select_nd4jOnADeviceThatDoesNot_isNd4jOnCpuWithAWarning() {
    Selection selection = machine(true, true, HOPPER).select(Backend.ND4J);
    assertEquals(Backend.ND4J, selection.backend());
    assertTrue(selection.warning().isPresent());
  }

  @Test
  void select_nd4jOnADeviceThatRuns_isCuda() {
    assertEquals(silent(Backend.CUDA), machine(false, true, AMPERE).select(Backend.ND4J));
  }

  @Test
  void select_cudaWithoutItsJar_namesTheBuild() {
    assertEquals(
        "backend cuda: nd4j-cuda-11.6 must be on the class path; got none"
            + " (build it in: mvn -Pcuda -Dquick -DskipTests package)",
        refusal(machine(true, false, AMPERE), Backend.CUDA));
  }

  @Test
  void select_cudaWithoutADevice_namesTheCpu() {
    assertEquals(
        "backend cuda: an NVIDIA device must be visible to nvidia-smi and CUDA_VISIBLE_DEVICES;"
            + " got none (use the back end cpu)",
        refusal(machine(true, true), Backend.CUDA));
  }

  @Test
  void select_cudaOnMixedDevices_namesTheOnesToUse() {
    assertEquals(
        "backend cuda: nd4j-cuda-11.6 runs on compute capability 3.7 to 8.9; got 9.0 on device 0"
            + " (NVIDIA H200) (set CUDA_VISIBLE_DEVICES=1)",
        refusal(machine(true, true, HOPPER, AMPERE), Backend.CUDA));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"AUTO", "CPU", "ND4J"})
  void select_withoutAnyNd4j_isRefused(Backend asked) {
    assertTrue(
        refusal(machine(false, false), asked)
            .endsWith(
                "org.nd4j:nd4j-native for this platform must be on the class path; got none"));
  }

  @Test
  void select_reference_needsNothing() {
    assertEquals(silent(Backend.REFERENCE), machine(false, false).select(Backend.REFERENCE));
  }

  @Test
  void blasWarning_forcedKernel_namesTheVariable() {
    Map<String, String> forced =
        Preflight.kernelVariables(
            Map.of("HOME", "/", "OPENBLAS_CORETYPE", "Haswell", "OPENBLAS_L2_SIZE", "1"));
    Preflight preflight = new Preflight(true, false, List.of(), 2, 8, 4, "17", forced);
    assertEquals(
        Optional.of(
            "OpenBLAS must choose its kernels itself; got {OPENBLAS_CORETYPE=Haswell,"
                + " OPENBLAS_L2_SIZE=1} (unset, or start by ./vae4j)"),
        preflight.blasWarning());
    assertEquals(Optional.empty(), machine(true, false).blasWarning());
  }

  @Test
  void availableBytes_meminfo_isInBytes() {
    assertEquals(
        Optional.of(2048L),
        Preflight.availableBytes(Stream.of("MemFree: 1 kB", "MemAvailable:  2 kB")));
    assertEquals(Optional.empty(), Preflight.availableBytes(Stream.of("MemFree: 1 kB")));
  }

  @Test
  void now_thisMachine_hasFactsAndRunsOnTheCpu() {
    Preflight here = Preflight.now();
    assertTrue(here.nd4jNative());
    assertFalse(here.jvm().isBlank());
    assertTrue(here.cores() >= 1);
    assertTrue(here.availableMemory() > 0);
    assertTrue(here.availableMemory() <= here.totalMemory());
    assertEquals(Backend.CPU, here.select(Backend.CPU).backend());
  }

  private static Preflight machine(boolean nd4jNative, boolean nd4jCuda, Gpu... gpus) {
    return new Preflight(nd4jNative, nd4jCuda, List.of(gpus), 2, 8, 4, "17", Map.of());
  }

  private static Selection silent(Backend backend) {
    return new Selection(backend, Optional.empty());
  }

  private static String refusal(Preflight preflight, Backend asked) {
    return assertThrows(IllegalArgumentException.class, () -> preflight.select(asked)).getMessage();
  }
}
