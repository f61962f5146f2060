package org.vae4j.autodiff.cpu.fusion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.kernel.TileKernels;

/**
 * Partitions the nodes of a graph into units. Elementwise ops and reductions over one iteration
 * space join one group, as long as no path leaves the group and comes back; the values between them
 * then never reach memory. Values that are cheap to make from smaller operands are made again where
 * they are needed rather than stored.
 */
public final class Fusion {
  private static final int LARGEST_GROUP = 64;
  private static final Set<String> CHEAP =
      Set.of(
          "plus", "minus", "times", "square", "negate", "broadcast-to", "greater", "where", "max");
  private static final int DEEPEST_RECOMPUTATION = 4;

  private final List<Unit> units = new ArrayList<>();
  private final Map<Var, Unit> unitOf = new HashMap<>();
  private final Set<Var> varying;

  /** The partition of a graph. */
  public Fusion(Graph graph) {
    varying = varying(graph);
    for (Var node : graph.nodes()) {
      if (!isLeaf(node) && node.op().kind() != Op.Kind.VIEW) {
        place(node);
      }
    }
  }

  /** The units in an order that respects their needs, the prologue first. */
  public List<Unit> ordered() {
    int[] missing = units.stream().mapToInt(unit -> unit.ancestors.cardinality()).toArray();
    PriorityQueue<Unit> open =
        new PriorityQueue<>(
            Comparator.comparing((Unit unit) -> !unit.prologue)
                .thenComparing(unit -> unit.nodes.get(0).id()));
    units.stream().filter(unit -> missing[unit.index] == 0).forEach(open::add);
    List<Unit> order = new ArrayList<>();
    while (!open.isEmpty()) {
      Unit next = open.remove();
      order.add(next);
      for (Unit unit : units) {
        if (unit.ancestors.get(next.index) && --missing[unit.index] == 0) {
          open.add(unit);
        }
      }
    }
    return order;
  }

  /** The unit that computes a node; {@code null} for leaves. Views belong to what they view. */
  public Unit unitOf(Var node) {
    return unitOf.get(root(node));
  }

  /** The node whose elements a view shows. */
  public static Var root(Var node) {
    Var root = node;
    while (root.op().kind() == Op.Kind.VIEW) {
      root = root.operands().get(0);
    }
    return root;
  }

  /** Whether nothing computes a node: an input, a parameter, a constant, noise. */
  public static boolean isLeaf(Var node) {
    return node.op().kind() == Op.Kind.LEAF;
  }

  /** Whether a group other than its own should make {@code node} again from its operands. */
  public boolean recomputed(Var node) {
    return recomputed(node, DEEPEST_RECOMPUTATION);
  }

  private boolean recomputed(Var node, int depth) {
    if (depth == 0 || !CHEAP.contains(node.op().name())) {
      return false;
    }
    for (Var operand : node.operands()) {
      boolean small = operand.shape().size() * 4L <= node.shape().size() || isLeaf(operand);
      boolean again =
          operand.op().kind() == Op.Kind.ELEMENTWISE
              && operand.shape().equals(node.shape())
              && recomputed(operand, depth - 1);
      if (!small && !again) {
        return false;
      }
    }
    return true;
  }

  /** The nodes that depend on more than parameters and constants. */
  public static Set<Var> varying(Graph graph) {
    Set<Var> varying = new HashSet<>();
    for (Var node : graph.nodes()) {
      boolean drawn = node.op().is(Ops.INPUT) || node.op().is(Ops.NOISE);
      if (drawn || node.operands().stream().anyMatch(varying::contains)) {
        varying.add(node);
      }
    }
    return varying;
  }

  private void place(Var node) {
    boolean prologue = !varying.contains(node);
    Shape space = space(node);
    Unit unit = space == null ? null : groupFor(node, space, prologue);
    if (unit == null) {
      unit = new Unit(units.size(), space, prologue);
      units.add(unit);
    }
    unit.nodes.add(node);
    unitOf.put(node, unit);
    for (Var operand : node.operands()) {
      Unit needed = unitOf(operand);
      if (needed != null && needed != unit) {
        need(unit, needed);
      }
    }
  }

  /** The iteration space of a node that can join a group. */
  private static Shape space(Var node) {
    return switch (node.op().kind()) {
      case ELEMENTWISE -> CpuKernels.known(node.op()) ? node.shape() : null;
      case REDUCTION -> node.operands().get(0).shape();
      default -> null;
    };
  }

  private Unit groupFor(Var node, Shape space, boolean prologue) {
    for (int i = units.size() - 1; i >= 0; i--) {
      Unit unit = units.get(i);
      if (space.equals(unit.space)
          && unit.prologue == prologue
          && unit.nodes.size() < LARGEST_GROUP
          && related(node, unit)
          && joins(node, unit)) {
        return unit;
      }
    }
    return null;
  }

  /** Whether joining saves anything: a shared operand, or a value that stays inside. */
  private boolean related(Var node, Unit unit) {
    if (unit.space.size() <= TileKernels.TILE) {
      return true;
    }
    for (Var operand : node.operands()) {
      boolean shared = unit.nodes.stream().anyMatch(other -> other.operands().contains(operand));
      if (unitOf(operand) == unit || shared && !operand.op().is(Ops.NUMBER)) {
        return true;
      }
    }
    return false;
  }

  /** Whether every operand is there before the group starts, or passes through a register. */
  private boolean joins(Var node, Unit unit) {
    for (Var operand : node.operands()) {
      Unit source = unitOf(operand);
      if (source == unit) {
        if (operand.op().kind() != Op.Kind.ELEMENTWISE) {
          return false;
        }
      } else if (source != null && source.ancestors.get(unit.index)) {
        return false;
      }
    }
    return true;
  }

  private void need(Unit unit, Unit needed) {
    unit.ancestors.or(needed.ancestors);
    unit.ancestors.set(needed.index);
    for (Unit other : units) {
      if (other.ancestors.get(unit.index)) {
        other.ancestors.or(unit.ancestors);
      }
    }
  }
}
