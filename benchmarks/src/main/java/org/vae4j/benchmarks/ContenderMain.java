package org.vae4j.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.vae4j.core.backend.Backend;

/** A Java contender's process: {@code NAME --threads=2 --kind=elbo --batch=100 ...}. */
public final class ContenderMain {
  /** The name of the process that measures matrix products. */
  static final String GEMM = "gemm";

  private ContenderMain() {}

  /** Serves the race on standard input and output until the input ends. */
  public static void main(String[] args) {
    PrintStream answers = System.out;
    // Whatever a library prints must not be taken for an answer.
    System.setOut(System.err);
    List<String> sizes = Arrays.asList(args).subList(2, args.length);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int threads = Integer.parseInt(args[1].split("=")[1]);
    try (Contender contender = contender(args[0], threads, Workload.parse(sizes))) {
      new Track(in, answers, contender).serve();
    }
  }

  static Contender contender(String name, int threads, Workload workload) {
    if (name.equals(GEMM)) {
      return new GemmContender(workload, threads);
    }
    return switch (Entrant.named(name)) {
      case VAE4J -> new Vae4jContender(workload, Backend.CPU, threads);
      case VAE4J_ND4J -> new Vae4jContender(workload, Backend.ND4J, threads);
      case DL4J -> new Dl4jContender(workload);
      case SAMEDIFF -> new SameDiffContender(workload);
      case PYTORCH_FUSED, PYTORCH -> throw new IllegalArgumentException(name + " is not Java");
    };
  }
}
