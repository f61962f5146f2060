package org.vae4j.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.vae4j.core.Choice;

/** Who can race: a name, and the command that starts it. */
enum Entrant {
  /** This project on its {@code cpu} back end, as {@code Trainer} runs it. */
  VAE4J(true, "vae4j"),
  /** This project on its {@code nd4j} back end. */
  VAE4J_ND4J(true, "vae4j-nd4j"),
  /** PyTorch in eager mode with {@code Adam(fused=True)}. */
  PYTORCH_FUSED(false, "pytorch"),
  /** PyTorch in eager mode with the default Adam. */
  PYTORCH(false, "pytorch"),
  /** Deeplearning4j's layer: the bound under N(0, I) and nothing else. */
  DL4J(true, "dl4j"),
  /**
   * ND4J's SameDiff: the same, since in M2.1 the gradient of a sum over an axis fails, and a
   * mixture density needs it.
   */
  SAMEDIFF(true, "samediff");

  /** The word of {@code --peers} that stands for nobody. */
  static final String NONE = "none";

  private static final Map<String, Entrant> KNOWN =
      Arrays.stream(values())
          .collect(
              Collectors.toMap(
                  Entrant::toString, entrant -> entrant, (a, b) -> a, LinkedHashMap::new));

  private final boolean java;
  private final String peers;

  Entrant(boolean java, String peers) {
    this.java = java;
    this.peers = peers;
  }

  /** The entrant of that kebab-case name. */
  static Entrant named(String name) {
    return Choice.among("contender", name, KNOWN);
  }

  /**
   * Those that one word of {@code --peers} stands for: {@code pytorch} is both of them, {@code
   * none} nobody.
   */
  static List<Entrant> peers(String word) {
    return Choice.among("peer", word, peers());
  }

  /** The words that {@link #peers} knows. */
  static Set<String> peerNames() {
    return peers().keySet();
  }

  private static Map<String, List<Entrant>> peers() {
    Map<String, List<Entrant>> known = new LinkedHashMap<>();
    known.put(NONE, List.of());
    for (Entrant entrant : values()) {
      if (entrant != VAE4J) {
        known.computeIfAbsent(entrant.peers, w -> new ArrayList<>()).add(entrant);
        known.putIfAbsent(entrant.toString(), List.of(entrant));
      }
    }
    return known;
  }

  /** Whether it runs in Java. */
  boolean java() {
    return java;
  }

  /** Whether it can compute the workload. */
  boolean takes(Workload workload) {
    return switch (this) {
      case DL4J, SAMEDIFF -> workload.kind() == Workload.Kind.ELBO && workload.components() == 0;
      default -> true;
    };
  }

  /** What follows the interpreter and its script in the command of a PyTorch process. */
  List<String> options() {
    return this == PYTORCH ? List.of("--adam=default") : List.of("--adam=fused");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
