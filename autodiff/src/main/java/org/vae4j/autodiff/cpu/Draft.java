package org.vae4j.autodiff.cpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.fusion.Fusion;
import org.vae4j.autodiff.cpu.fusion.Unit;
import org.vae4j.autodiff.cpu.memory.Layout;
import org.vae4j.autodiff.cpu.product.Halving;
import org.vae4j.autodiff.cpu.tile.TileProgram;

/** All that can be said of a plan before it has memory: its units, their programs, its layout. */
final class Draft {
  private final Graph graph;
  private final List<Unit> order;
  private final List<TileProgram> programs = new ArrayList<>();
  private final List<Set<Var>> reads = new ArrayList<>();
  private final Layout layout;

  /** The draft of a plan of {@code graph}. */
  Draft(Graph graph) {
    this.graph = Lowering.lower(graph);
    Fusion fusion = new Fusion(this.graph);
    this.order = fusion.ordered();
    Set<Var> stored = new HashSet<>();
    this.graph.outputs().values().forEach(var -> stored.add(Fusion.root(var)));
    this.graph.gradients().values().forEach(var -> stored.add(Fusion.root(var)));
    for (int i = order.size() - 1; i >= 0; i--) {
      Unit unit = order.get(i);
      TileProgram program = unit.fused() ? new TileProgram(unit, fusion, stored) : null;
      Set<Var> read =
          program != null ? program.loads() : new HashSet<>(unit.nodes().get(0).operands());
      if (program == null) {
        stored.add(unit.nodes().get(0));
      }
      read.forEach(var -> stored.add(Fusion.root(var)));
      programs.add(program);
      reads.add(read);
    }
    Collections.reverse(programs);
    Collections.reverse(reads);
    Set<Var> halved = Halving.of(this.graph, order, reads);
    this.layout = new Layout(this.graph, order, stored, reads, halved);
  }

  /** The graph in terms of what can be fused. */
  Graph graph() {
    return graph;
  }

  /** Units in an order that respects their needs. */
  List<Unit> order() {
    return order;
  }

  /** The program of a unit, by its place in the order; {@code null} for a single node. */
  TileProgram program(int index) {
    return programs.get(index);
  }

  /** Where values will lie. */
  Layout layout() {
    return layout;
  }

  /**
   * Units that make the whole gradient of a weight of matrix products, when nothing needs either
   * any more, with the weight.
   */
  Map<Integer, Parameter> finished() {
    Set<Var> kept = new HashSet<>();
    graph.outputs().values().forEach(var -> kept.add(Fusion.root(var)));
    layout.copied().forEach(copied -> kept.add(Fusion.root(graph.gradients().get(copied))));
    Map<Integer, Parameter> finished = new LinkedHashMap<>();
    Set<Var> readLater = new HashSet<>(kept);
    for (int i = order.size() - 1; i >= 0; i--) {
      Var node = order.get(i).nodes().get(0);
      Parameter parameter = layout.gradients().get(node);
      boolean candidate = parameter != null && !order.get(i).prologue() && byRows(node);
      if (candidate && !readLater.contains(node)) {
        if (readLater.stream().noneMatch(var -> layout.parameters().get(var) == parameter)) {
          finished.put(i, parameter);
        }
      }
      reads.get(i).forEach(var -> readLater.add(Fusion.root(var)));
    }
    return finished;
  }

  /** Whether a node is made of products {@code a^T b}, whose blocks are whole rows. */
  private static boolean byRows(Var node) {
    return node.op().kind() == Op.Kind.MATMUL
        && node.shape().rank() == 2
        && node.shape().size() > 0
        && node.op().attribute(0, Boolean.class)
        && !node.op().attribute(1, Boolean.class);
  }
}
