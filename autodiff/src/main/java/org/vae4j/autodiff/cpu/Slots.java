package org.vae4j.autodiff.cpu;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.DType;
import org.vae4j.core.backend.Memory;

/**
 * Where each value of a plan lies. Parameters stay in their vectors and gradients go straight
 * there; inputs, constants, outputs and what the prologue makes keep a place in the arena; all
 * other values share the rest of it as their lives allow.
 */
final class Slots implements AutoCloseable {
  private final Map<Var, Integer> offsets = new HashMap<>();
  private final Map<Var, Slot> fixed = new HashMap<>();
  private final Map<Parameter, Slot> copies = new HashMap<>();
  private final Map<Memory, FloatBuffer> buffers = new HashMap<>();
  private final Memory arena;

  /** Places the values that {@code order}ed units make, given which of them reach memory. */
  Slots(Graph graph, Fusion fusion, List<Unit> order, Set<Var> stored, List<Set<Var>> reads) {
    placeGradients(graph);
    Arena space = new Arena();
    for (Var node : graph.nodes()) {
      if (node.op().is(Ops.PARAMETER)) {
        fixed.put(node, slot(node.op().attribute(0, Parameter.class)));
      } else if (Fusion.isLeaf(node)) {
        offsets.put(node, space.take(node.shape().size()));
      }
    }
    Map<Var, Integer> lastUse = lastUses(graph, order, reads);
    for (int i = 0; i < order.size(); i++) {
      Unit unit = order.get(i);
      for (Var node : unit.nodes) {
        if (stored.contains(node) && !fixed.containsKey(node)) {
          offsets.put(node, space.take(node.shape().size()));
        }
      }
      release(space, order, i, lastUse);
    }
    arena = Memory.allocate(DType.FLOAT32, space.length());
  }

  private void placeGradients(Graph graph) {
    graph
        .gradients()
        .forEach(
            (parameter, gradient) -> {
              Slot slot = gradientSlot(parameter);
              Var root = Fusion.root(gradient);
              if (Fusion.isLeaf(root) || fixed.containsKey(root)) {
                copies.put(parameter, slot);
              } else {
                fixed.put(root, slot);
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

  private void release(Arena space, List<Unit> order, int at, Map<Var, Integer> lastUse) {
    for (int i = 0; i <= at; i++) {
      Unit unit = order.get(i);
      if (unit.prologue) {
        continue;
      }
      for (Var node : unit.nodes) {
        if (offsets.containsKey(node) && lastUse.getOrDefault(node, i) == at) {
          space.release(offsets.get(node), node.shape().size());
        }
      }
    }
  }

  private static Slot slot(Parameter parameter) {
    if (parameter.home() == null || parameter.home().dtype() != DType.FLOAT32) {
      throw new IllegalArgumentException(
          "plan: parameters must be packed as FLOAT32 for the cpu back end; got "
              + parameter.name()
              + (parameter.home() == null ? " unpacked" : " as " + parameter.home().dtype()));
    }
    return new Slot(parameter.home().values(), parameter.offset());
  }

  private static Slot gradientSlot(Parameter parameter) {
    Slot value = slot(parameter);
    return new Slot(parameter.home().gradients(), value.offset());
  }

  /** The place of a value that reaches memory. */
  Slot of(Var var) {
    Var root = Fusion.root(var);
    Slot slot = fixed.get(root);
    return slot != null ? slot : new Slot(arena, offsets.get(root));
  }

  /** Whether a value reaches memory at all. */
  boolean has(Var var) {
    Var root = Fusion.root(var);
    return fixed.containsKey(root) || offsets.containsKey(root);
  }

  /** Gradients that are not computed in place: where to copy them. */
  Map<Parameter, Slot> copies() {
    return copies;
  }

  /** A view of a slot's whole block. */
  FloatBuffer buffer(Slot slot) {
    return buffers.computeIfAbsent(slot.memory(), Memory::floatBuffer);
  }

  /** Elements of the arena. */
  long length() {
    return arena.length();
  }

  @Override
  public void close() {
    arena.close();
  }
}
