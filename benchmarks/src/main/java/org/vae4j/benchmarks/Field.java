package org.vae4j.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Backend;

/** The contenders of one race: started, compared, and run in turn. */
final class Field implements AutoCloseable {
  /** An example that takes a likelihood as many rows as training; reference loops are slow. */
  private static final String CHECKED_LIKELIHOODS = "4";

  private static final double GEMM_SECONDS = 0.5;

  private final Workload workload;
  private final Starter starter;
  private final Consumer<String> messages;
  private final Map<Entrant, Peer> peers = new LinkedHashMap<>();
  private final Peer gemm;

  /** Starts {@code entrants}, this project first; tells {@code messages} who is left out. */
  Field(Workload workload, List<Entrant> entrants, Starter starter, Consumer<String> messages) {
    this.workload = workload;
    this.starter = starter;
    this.messages = messages;
    try {
      for (Entrant entrant : entrants) {
        start(entrant);
      }
      gemm = starter.gemm(workload);
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  private void start(Entrant entrant) {
    if (!entrant.java() && starter.python().isEmpty()) {
      messages.accept(
          entrant + ": skipped: no python3 on the PATH has torch; name one with --python");
    } else if (!entrant.takes(workload)) {
      messages.accept(entrant + ": skipped: it cannot compute " + workload.name());
    } else {
      admit(entrant, starter.start(entrant, workload));
    }
  }

  private void admit(Entrant entrant, Peer peer) {
    if (peer.declines()) {
      messages.accept(entrant + ": skipped: " + peer.engine());
      peer.close();
    } else {
      peers.put(entrant, peer);
    }
  }

  /**
   * Has all compute one example, and compares them with float64. Throws {@code
   * IllegalStateException} for the first that differs.
   */
  void check() {
    boolean likelihood = workload.kind() == Workload.Kind.LIKELIHOOD;
    Workload checked = likelihood ? workload.with("batch", CHECKED_LIKELIHOODS) : workload;
    Example example = Example.of(checked);
    Path source = starter.folder().resolve("example.safetensors");
    example.write(source);
    Agreement agreement;
    try (Engine reference = Engine.open(Backend.REFERENCE, 1)) {
      agreement = new Agreement(example, Models.check(reference, checked, example));
    }
    StringBuilder distances = new StringBuilder();
    for (Map.Entry<Entrant, Peer> entry : peers.entrySet()) {
      Path target = starter.folder().resolve(entry.getKey() + ".results");
      entry.getValue().check(source, target);
      double distance = agreement.check(entry.getKey().toString(), target);
      distances.append(distances.isEmpty() ? "" : ", ");
      distances.append("%s %.0e".formatted(entry.getKey(), distance));
    }
    messages.accept(
        "same weights, same noise: %s; distance from float64: %s"
            .formatted(
                agreement.size() == 1
                    ? "the bound"
                    : "the loss and " + (agreement.size() - 1) + " gradients",
                distances));
  }

  /** Warms all up, then lets them run in turn, a different one first in each round. */
  Standings race(int rounds, double seconds) {
    Map<Entrant, List<Lap>> laps = new LinkedHashMap<>();
    List<Entrant> order = new ArrayList<>(peers.keySet());
    for (Entrant entrant : order) {
      messages.accept(entrant + ": " + peers.get(entrant).engine());
      peers.get(entrant).go(2 * seconds);
      laps.put(entrant, new ArrayList<>());
    }
    double gigaflops = gemm.go(GEMM_SECONDS).loss();
    for (int round = 0; round < rounds; round++) {
      for (int turn = 0; turn < order.size(); turn++) {
        Entrant entrant = order.get((round + turn) % order.size());
        laps.get(entrant).add(peers.get(entrant).go(seconds));
      }
      gigaflops = Math.max(gigaflops, gemm.go(GEMM_SECONDS).loss());
    }
    messages.accept("matrix products: " + gemm.engine());
    return new Standings(workload, Machine.cpu(), starter.threads(), laps, gigaflops);
  }

  @Override
  public void close() {
    peers.values().forEach(Peer::close);
    if (gemm != null) {
      gemm.close();
    }
  }
}
