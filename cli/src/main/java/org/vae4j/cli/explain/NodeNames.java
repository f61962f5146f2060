package org.vae4j.cli.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.PlanStage;

/** What nodes are called: leaves and outputs by their names, gradients by their parameters'. */
final class NodeNames {
  private final Map<Var, String> names = new HashMap<>();
  private final Set<Var> named = new HashSet<>();

  /** The names of the nodes of {@code graph}; those without one are numbered. */
  NodeNames(Graph graph) {
    for (Var node : graph.nodes()) {
      names.put(node, leaf(node).orElse("%" + (names.size() + 1)));
    }
    graph.gradients().forEach((parameter, node) -> name(node, "grad " + parameter.name()));
    graph.outputs().forEach((name, node) -> name(node, name));
  }

  private void name(Var node, String name) {
    for (Var seen = node; seen.op().kind() != Op.Kind.LEAF; seen = seen.operands().get(0)) {
      names.put(seen, name);
      named.add(seen);
      if (seen.op().kind() != Op.Kind.VIEW) {
        return;
      }
    }
  }

  private static Optional<String> leaf(Var node) {
    Op op = node.op();
    return switch (op.name()) {
      case Ops.INPUT, Ops.NOISE -> Optional.of(op.attribute(0, String.class));
      case Ops.PARAMETER -> Optional.of(op.attribute(0, Parameter.class).name());
      case Ops.NUMBER -> Optional.of(String.valueOf(op.attribute(0, Double.class)));
      default -> Optional.empty();
    };
  }

  /** The name of a node. */
  String of(Var node) {
    return names.get(node);
  }

  /** The op of a node, with what sets it apart from others of its name. */
  static String op(Var node) {
    Op op = node.op();
    return switch (op.name()) {
      case Ops.INPUT, Ops.PARAMETER, Ops.NUMBER, Ops.CONSTANT -> op.name();
      case Ops.NOISE ->
          op.name() + " " + op.attributes().get(1).toString().toLowerCase(Locale.ROOT);
      case "matmul" ->
          op.name()
              + (op.attribute(0, Boolean.class) ? " ta" : "")
              + (op.attribute(1, Boolean.class) ? " tb" : "");
      default -> op.toString();
    };
  }

  /** What comes of a stage: results that have a name, else what it does and with what. */
  String of(PlanStage stage) {
    List<String> results =
        stage.results().stream().filter(named::contains).map(names::get).distinct().toList();
    if (!results.isEmpty()) {
      return String.join(", ", results);
    }
    Var first = stage.nodes().get(0);
    return switch (stage.kind()) {
      case NOISE, COPY -> names.get(first);
      case FUSED -> String.join(" ", runs(stage.nodes()));
      case PRODUCT -> parameters(first).isEmpty() ? first.op().name() : "by" + parameters(first);
      default -> first.op().name() + " of" + operands(first);
    };
  }

  private String parameters(Var node) {
    return node.operands().stream()
        .filter(operand -> operand.op().is(Ops.PARAMETER))
        .map(operand -> " " + names.get(operand))
        .collect(Collectors.joining(","));
  }

  private String operands(Var node) {
    return node.operands().stream()
        .map(operand -> " " + names.get(operand))
        .collect(Collectors.joining(","));
  }

  /** The names of ops, one that comes several times in turn once. */
  static List<String> runs(List<Var> nodes) {
    List<String> runs = new ArrayList<>();
    for (Var node : nodes) {
      String name = node.op().name();
      if (runs.isEmpty() || !runs.get(runs.size() - 1).equals(name)) {
        runs.add(name);
      }
    }
    return runs;
  }
}
