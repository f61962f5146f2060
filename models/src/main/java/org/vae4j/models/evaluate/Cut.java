package org.vae4j.models.evaluate;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;

/**
 * A graph of some examples in two, cut where noise comes in: what inputs make without it serves all
 * draws of an example, and is computed once.
 *
 * @param before the values that reach the cut, each an output with a row for each example
 * @param after the same results as of the whole graph, from inputs by the names of these values;
 *     inputs that meet noise as they are stay inputs
 */
record Cut(Graph before, Graph after) {
  /**
   * The graph of so many examples, cut if all that reaches the cut has a row for each; else whole,
   * with nothing before it.
   */
  static Cut of(IntFunction<Graph> graph, int examples) {
    Graph whole = graph.apply(examples);
    Cut cut = of(whole);
    Cut other = of(graph.apply(examples + 1));
    boolean inRows = cut.before.outputs().size() == other.before.outputs().size();
    for (String name : cut.before.outputs().keySet()) {
      Shape one = cut.before.output(name).shape();
      inRows = inRows && areRows(one, examples, other.before.output(name).shape());
    }
    return inRows ? cut : new Cut(Graph.of(Map.of()), whole);
  }

  /** Whether so many examples lie along the leading axis, and one more in {@code other}. */
  private static boolean areRows(Shape shape, int examples, Shape other) {
    return shape.rank() >= 1
        && shape.rank() == other.rank()
        && (long) shape.dim(0) * (examples + 1) == (long) other.dim(0) * examples
        && IntStream.range(1, shape.rank()).allMatch(axis -> shape.dim(axis) == other.dim(axis));
  }

  private static Cut of(Graph graph) {
    Set<Var> noisy = above(graph, Ops.NOISE);
    Set<Var> fed = above(graph, Ops.INPUT);
    Set<Var> edge = new LinkedHashSet<>();
    for (Var node : graph.nodes()) {
      if (noisy.contains(node)) {
        node.operands().stream().filter(x -> !noisy.contains(x)).forEach(x -> add(x, fed, edge));
      }
    }
    for (Var output : graph.outputs().values()) {
      if (!noisy.contains(output)) {
        add(output, fed, edge);
      }
    }
    Map<Var, String> names = new LinkedHashMap<>();
    edge.forEach(value -> names.put(value, "before-noise-" + names.size()));
    Map<String, Var> outputs = new LinkedHashMap<>();
    names.forEach((value, name) -> outputs.put(name, value));
    Graph after =
        graph.rewrite(
            (node, over) ->
                names.containsKey(node) ? Var.input(names.get(node), node.shape()) : over);
    return new Cut(Graph.of(outputs), after);
  }

  /** The leaves of a kind, and all that depends on them. */
  private static Set<Var> above(Graph graph, String leaf) {
    Set<Var> above = new HashSet<>();
    for (Var node : graph.nodes()) {
      if (node.op().is(leaf) || node.operands().stream().anyMatch(above::contains)) {
        above.add(node);
      }
    }
    return above;
  }

  /** Takes a value, or what it shows or repeats: copies are cheaper to make than to hand over. */
  private static void add(Var value, Set<Var> fed, Set<Var> edge) {
    if (!fed.contains(value) || value.op().is(Ops.INPUT)) {
      return;
    }
    if (value.op().kind() == Op.Kind.VIEW || value.op().is("broadcast-to")) {
      add(value.operands().get(0), fed, edge);
    } else {
      edge.add(value);
    }
  }
}
