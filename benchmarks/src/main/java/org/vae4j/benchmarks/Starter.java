package org.vae4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts the processes of a race.
 *
 * @param threads of each
 * @param python an interpreter with PyTorch, or none
 * @param folder for the logs
 */
record Starter(int threads, Optional<Path> python, Path folder) {
  private static final String SCRIPT = "benchmarks/src/main/python/vae_torch.py";

  /** Where the repository is: the script {@code race} says so. */
  static final String ROOT = "vae4j.root";

  /** The process of {@code entrant}, ready. */
  Peer start(Entrant entrant, Workload workload) {
    List<String> command = new ArrayList<>();
    if (entrant.java()) {
      return java(entrant.toString(), workload);
    }
    command.add(python.orElseThrow().toString());
    command.add(Path.of(System.getProperty(ROOT, "")).resolve(SCRIPT).toString());
    command.add("--threads=" + threads);
    command.addAll(workload.arguments());
    command.addAll(entrant.options());
    // The policy of idle threads is PyTorch's own: its threads sleep soon, and wake faster so.
    return peer(entrant.toString(), command, Map.of("OMP_NUM_THREADS", "" + threads));
  }

  /** The process that measures matrix products. */
  Peer gemm(Workload workload) {
    return java(ContenderMain.GEMM, workload);
  }

  private Peer java(String name, Workload workload) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the launcher runs this project. The others make garbage, and keep the JVM's own choice.
    if (name.startsWith(Entrant.VAE4J.toString())) {
      command.add("-XX:+UseSerialGC");
    }
    command.addAll(
        List.of("-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ContenderMain.class.getName(), name, "--threads=" + threads));
    command.addAll(workload.arguments());
    return peer(
        name,
        command,
        Map.of(
            "OMP_NUM_THREADS", "" + threads,
            "OMP_WAIT_POLICY", "passive",
            "BACKEND_PRIORITY_GPU", "-1"));
  }

  private Peer peer(String name, List<String> command, Map<String, String> environment) {
    return new Peer(name, command, environment, folder.resolve(name + ".log"));
  }

  /** The first {@code python3} on the PATH that has PyTorch. */
  static Optional<Path> findPython() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "python3"))
        .filter(Files::isExecutable)
        .filter(Starter::hasTorch)
        .findFirst();
  }

  /** Whether this interpreter can import torch. */
  static boolean hasTorch(Path python) {
    String look = "import importlib.util as u, sys; sys.exit(u.find_spec('torch') is None)";
    try {
      Process process =
          new ProcessBuilder(python.toString(), "-c", look)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
