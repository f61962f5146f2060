package org.vae4j.autodiff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.vae4j.core.Shape;

/**
 * What a plan is made from: named outputs, the gradients to be left in parameter vectors, and every
 * node they need, operands first. Dead code is not in it and repeated expressions are merged; two
 * noise nodes never are.
 */
public final class Graph {
  private final Map<String, Var> outputs;
  private final Map<Parameter, Var> gradients;
  private final List<Var> nodes;

  private Graph(Map<String, Var> outputs, Map<Parameter, Var> gradients) {
    this.outputs = new LinkedHashMap<>(outputs);
    this.gradients = new LinkedHashMap<>(gradients);
    List<Var> roots = new ArrayList<>(outputs.values());
    roots.addAll(gradients.values());
    this.nodes = List.copyOf(order(roots));
    checkLeaves();
  }

  /**
   * The graph of these outputs. Throws {@code IllegalArgumentException} if one name stands for two
   * inputs of different shape, or for two noises.
   */
  public static Graph of(Map<String, Var> outputs) {
    return new Graph(outputs, Map.of()).merged();
  }

  /**
   * This graph with d output / d parameter for each parameter of {@code vector}, written to the
   * vector's gradients at each run. The output must be a scalar.
   */
  public Graph differentiate(String output, ParameterVector vector) {
    return differentiate(output, vector.parameters());
  }

  /** As above by parameters that need not be in a vector yet. */
  public Graph differentiate(String output, List<Parameter> parameters) {
    Map<Parameter, Var> leaves = new HashMap<>();
    for (Var node : nodes) {
      if (node.op().is(Ops.PARAMETER)) {
        leaves.put(parameter(node), node);
      }
    }
    List<Var> wrt = parameters.stream().map(p -> leaves.getOrDefault(p, Var.of(p))).toList();
    List<Var> parts = Gradients.of(output(output), wrt);
    Map<Parameter, Var> all = new LinkedHashMap<>(gradients);
    for (int i = 0; i < parameters.size(); i++) {
      all.put(parameters.get(i), parts.get(i));
    }
    return new Graph(outputs, all).merged();
  }

  /**
   * This graph with each node replaced by what {@code rule} makes of it (given the node over its
   * already rewritten operands), then merged again.
   */
  public Graph rewrite(Function<Var, Var> rule) {
    return rewrite((node, over) -> rule.apply(over));
  }

  /** As above, by a rule that is given the node as it was as well. */
  public Graph rewrite(BinaryOperator<Var> rule) {
    Map<Var, Var> replaced = new HashMap<>();
    for (Var node : nodes) {
      Var over = node.withOperands(node.operands().stream().map(replaced::get).toList());
      Var.inPlaceOf(over, () -> replaced.put(node, rule.apply(node, over)));
    }
    return mapped(replaced).merged();
  }

  private Graph merged() {
    Map<Object, Var> known = new HashMap<>();
    Map<Var, Var> replaced = new HashMap<>();
    for (Var node : nodes) {
      Var over = node.withOperands(node.operands().stream().map(replaced::get).toList());
      Object key =
          over.op().is(Ops.NOISE) ? over : List.of(over.op(), over.operands(), over.shape());
      replaced.put(node, known.computeIfAbsent(key, k -> over));
    }
    return mapped(replaced);
  }

  private Graph mapped(Map<Var, Var> replaced) {
    Map<String, Var> newOutputs = new LinkedHashMap<>();
    outputs.forEach((name, var) -> newOutputs.put(name, replaced.get(var)));
    Map<Parameter, Var> newGradients = new LinkedHashMap<>();
    gradients.forEach((parameter, var) -> newGradients.put(parameter, replaced.get(var)));
    return new Graph(newOutputs, newGradients);
  }

  /** Every node that {@code roots} need, operands before users. */
  static List<Var> order(Collection<Var> roots) {
    Set<Var> seen = new HashSet<>(roots);
    Deque<Var> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (Var operand : open.pop().operands()) {
        if (seen.add(operand)) {
          open.push(operand);
        }
      }
    }
    return seen.stream().sorted(Comparator.comparingLong(Var::id)).toList();
  }

  private void checkLeaves() {
    Map<String, Shape> shapes = new HashMap<>();
    Set<String> noises = new HashSet<>();
    for (Var node : nodes) {
      if (node.op().is(Ops.INPUT)) {
        String name = node.op().attribute(0, String.class);
        Shape other = shapes.putIfAbsent(name, node.shape());
        if (other != null && !other.equals(node.shape())) {
          throw node.refused(
              "input " + name + ": must have one shape; got " + other + " and " + node.shape());
        }
      } else if (node.op().is(Ops.NOISE) && !noises.add(node.op().attribute(0, String.class))) {
        throw new IllegalArgumentException(
            "noise "
                + node.op().attribute(0, String.class)
                + ": names must be distinct in a graph");
      }
    }
  }

  /** The nodes, operands before users. */
  public List<Var> nodes() {
    return nodes;
  }

  /** The outputs by name. */
  public Map<String, Var> outputs() {
    return outputs;
  }

  /** The output of that name; throws {@code IllegalArgumentException} if there is none. */
  public Var output(String name) {
    Var output = outputs.get(name);
    if (output == null) {
      throw new IllegalArgumentException(
          "output must be one of " + outputs.keySet() + "; got " + name);
    }
    return output;
  }

  /** The gradients to be left in parameter vectors. */
  public Map<Parameter, Var> gradients() {
    return gradients;
  }

  private static Parameter parameter(Var leaf) {
    return leaf.op().attribute(0, Parameter.class);
  }
}
