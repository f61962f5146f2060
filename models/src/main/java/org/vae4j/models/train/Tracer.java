package org.vae4j.models.train;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.DType;

/**
 * Finds the node that made the first non-finite value: computes the graph again node by node, each
 * result rounded to the type in use, and walks from the bad root to a bad node whose operands are
 * good. A node may be infinite by right where a later one masks it; such a one is never reached.
 */
final class Tracer {
  /** Rounding as an op, so that a graph in float64 overflows where one in float32 does. */
  private static final Op TO_FLOAT32 =
      new Op(
          "to-float32",
          Op.Kind.ELEMENTWISE,
          List.of(),
          shapes -> shapes.get(0),
          (values, shapes, out) -> rounded(values.get(0)),
          (g, y, x) -> List.of(g));

  private final List<Var> nodes;
  private final Map<Var, Double> bad = new HashMap<>();
  private final Collection<Var> roots;

  private Tracer(Graph graph, String output, Consumer<Plan> feed) {
    nodes = graph.nodes();
    roots = new ArrayList<>(graph.gradients().values());
    roots.add(graph.output(output));
    Map<String, Var> named = new LinkedHashMap<>();
    for (Var node : nodes) {
      named.put("%" + node.id(), node);
    }
    try (Plan plan = new ReferencePlan(Graph.of(named))) {
      feed.accept(plan);
      plan.run();
      named.forEach((name, node) -> note(node, plan.read(name).toDoubleArray()));
    }
  }

  /**
   * The first bad node below {@code output} or a gradient of {@code graph}, described; empty if all
   * is finite when computed this way. {@code feed} feeds the inputs and sets the draw.
   */
  static Optional<String> find(Graph graph, String output, DType dtype, Consumer<Plan> feed) {
    Graph traced = dtype == DType.FLOAT32 ? graph.rewrite(node -> Var.of(TO_FLOAT32, node)) : graph;
    return new Tracer(traced, output, feed).first();
  }

  private static double[] rounded(double[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  private void note(Var node, double[] values) {
    for (double value : values) {
      if (!(Math.abs(value) <= Double.MAX_VALUE)) {
        bad.put(node, value);
        return;
      }
    }
  }

  private Optional<String> first() {
    TreeSet<Integer> open = new TreeSet<>();
    roots.stream().filter(bad::containsKey).forEach(root -> open.add(nodes.indexOf(root)));
    while (!open.isEmpty()) {
      Var node = nodes.get(open.pollFirst());
      List<Var> badOperands = node.operands().stream().filter(bad::containsKey).toList();
      if (badOperands.isEmpty()) {
        return Optional.of(describe(node));
      }
      badOperands.forEach(operand -> open.add(nodes.indexOf(operand)));
    }
    return Optional.empty();
  }

  private String describe(Var found) {
    Var node = found.op().equals(TO_FLOAT32) ? found.operands().get(0) : found;
    Op op = node.op();
    String name =
        switch (op.name()) {
          case Ops.PARAMETER -> "parameter " + op.attribute(0, Parameter.class).name();
          case Ops.INPUT, Ops.NOISE -> op.name() + " " + op.attribute(0, String.class);
          default -> op.name();
        };
    return name + " " + node.shape() + " at " + node.origin() + " = " + bad.get(found);
  }
}
