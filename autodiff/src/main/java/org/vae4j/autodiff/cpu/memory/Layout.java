package org.vae4j.autodiff.cpu.memory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.fusion.Fusion;
import org.vae4j.autodiff.cpu.fusion.Unit;

/**
 * Where each value of a plan will lie, before there is any memory. Parameters stay in their vectors
 * and gradients go straight there; inputs, constants, outputs and what the prologue makes keep a
 * place in the arena; all other values share the rest of it as their lives allow.
 */
public final class Layout {
  private final Arena space = new Arena();
  private final Map<Var, Long> places = new HashMap<>();
  private final Map<Var, Parameter> parameters = new LinkedHashMap<>();
  private final Map<Var, Parameter> gradients = new LinkedHashMap<>();
  private final Set<Parameter> copied = new HashSet<>();
  private final Set<Var> halved;

  /**
   * Places the values that {@code order}ed units make, given which of them reach memory, and which
   * are made as two halves, one behind the other.
   */
  public Layout(
      Graph graph, List<Unit> order, Set<Var> stored, List<Set<Var>> reads, Set<Var> halved) {
    this.halved = halved;
    placeGradients(graph);
    for (Var node : graph.nodes()) {
      if (node.op().is(Ops.PARAMETER)) {
        parameters.put(node, node.op().attribute(0, Parameter.class));
      } else if (Fusion.isLeaf(node)) {
        places.put(node, space.take(node.shape().size()));
      }
    }
    Map<Var, Integer> lastUse = lastUses(graph, order, reads);
    for (int i = 0; i < order.size(); i++) {
      for (Var node : order.get(i).nodes()) {
        if (stored.contains(node) && !gradients.containsKey(node)) {
          places.put(node, space.take(elements(node)));
        }
      }
      release(order, i, lastUse);
    }
  }

  private void placeGradients(Graph graph) {
    graph
        .gradients()
        .forEach(
            (parameter, gradient) -> {
              Var root = Fusion.root(gradient);
              if (Fusion.isLeaf(root) || gradients.containsKey(root)) {
                copied.add(parameter);
              } else {
                gradients.put(root, parameter);
              }
            });
  }

  private static Map<Var, Integer> lastUses(Graph graph, List<Unit> order, List<Set<Var>> reads) {
    Map<Var, Integer> lastUse = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      for (Var read : reads.get(i)) {
        lastUse.put(Fusion.root(read), i);
      }
    }
    Set<Var> kept = new HashSet<>(graph.outputs().values());
    kept.addAll(graph.gradients().values());
    kept.forEach(var -> lastUse.put(Fusion.root(var), Integer.MAX_VALUE));
    return lastUse;
  }

  private void release(List<Unit> order, int at, Map<Var, Integer> lastUse) {
    for (int i = 0; i <= at; i++) {
      Unit unit = order.get(i);
      if (unit.prologue()) {
        continue;
      }
      for (Var node : unit.nodes()) {
        if (places.containsKey(node) && lastUse.getOrDefault(node, i) == at) {
          space.release(places.get(node), elements(node));
        }
      }
    }
  }

  private int elements(Var node) {
    return Math.multiplyExact(node.shape().size(), halved.contains(node) ? 2 : 1);
  }

  /** Elements of the arena. */
  public long length() {
    return space.length();
  }

  /** Where in the arena values lie, by node; views lie where what they view does. */
  Map<Var, Long> places() {
    return places;
  }

  /** Products that lie there as two halves, to be added up by whoever reads them. */
  public Set<Var> halved() {
    return halved;
  }

  /** Leaves that are parameters. */
  public Map<Var, Parameter> parameters() {
    return parameters;
  }

  /** Nodes computed in the place of a parameter's gradient. */
  public Map<Var, Parameter> gradients() {
    return gradients;
  }

  /** Parameters whose gradient lies elsewhere and is to be copied. */
  public Set<Parameter> copied() {
    return copied;
  }
}
