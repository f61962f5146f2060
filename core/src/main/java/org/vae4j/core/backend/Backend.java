package org.vae4j.core.backend;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.vae4j.core.Choice;

/** What executes a plan. {@link Preflight#select} says which of them this machine can run. */
public enum Backend {
  /** {@link #CUDA} where it is on the class path and passes the preflight, else {@link #CPU}. */
  AUTO,
  /** float32: fused tiles in Java and OpenBLAS; the fast one. */
  CPU,
  /** float32, op by op on whatever ND4J back end is on the class path. */
  ND4J,
  /** {@link #ND4J} on nd4j-cuda. */
  CUDA,
  /** float64, plain loops, op by op: what the others are tested against. */
  REFERENCE;

  private static final Map<String, Backend> BY_NAME =
      Arrays.stream(values())
          .collect(
              Collectors.toMap(
                  Backend::toString, backend -> backend, (a, b) -> a, LinkedHashMap::new));

  /** The back end of that kebab-case name; throws with a suggestion for any other. */
  public static Backend parse(String name) {
    return Choice.among("backend", name, BY_NAME);
  }

  /** The kebab-case name that {@link #parse} reads. */
  @Override
  public String toString() {
    return Choice.kebab(this);
  }
}
