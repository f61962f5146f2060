package org.vae4j.autodiff;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Derivatives along some of the ways by which a value comes about. */
final class Path {
  private Path() {}

  /**
   * The value of {@code y} as a function of {@code through} alone: what else enters between the two
   * is stopped where it enters.
   */
  static Var along(Var y, List<Var> through) {
    Set<Var> ends = new HashSet<>(through);
    Map<Var, Var> kept = new HashMap<>();
    for (Var node : Graph.order(List.of(y))) {
      if (ends.contains(node)) {
        kept.put(node, node);
      } else if (node.operands().stream().anyMatch(kept::containsKey)) {
        kept.put(
            node,
            node.withOperands(
                node.operands().stream().map(x -> kept.getOrDefault(x, stopped(x))).toList()));
      }
    }
    return kept.getOrDefault(y, stopped(y));
  }

  private static Var stopped(Var x) {
    return x.elements().isPresent() ? x : x.stopGradient();
  }
}
