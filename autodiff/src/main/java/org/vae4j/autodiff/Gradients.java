package org.vae4j.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vae4j.core.Shape;

/**
 * Reverse-mode differentiation as a transformation of expressions: the gradient of a scalar is a
 * list of further {@link Var}s, which can be planned with the rest or differentiated again. What a
 * {@code where} leaves out has no part in it: {@link Taken}.
 *
 * <p>Source: Linnainmaa (1970); Baydin, Pearlmutter, Radul, Siskind (2018), arXiv:1502.05767.
 */
public final class Gradients {
  private Gradients() {}

  /**
   * d loss / d x for each x, each of x's shape; zeros where {@code loss} does not depend on it. A
   * parameter or input counts wherever it stands, also where it was asked for as a node anew.
   * Throws {@code IllegalArgumentException} unless {@code loss} is a scalar.
   */
  public static List<Var> of(Var loss, List<Var> wrt) {
    if (!loss.shape().equals(Shape.SCALAR)) {
      throw loss.refused("gradient: the loss must be a scalar; got shape " + loss.shape());
    }
    Map<Var, Cotangent> cotangents = new HashMap<>();
    cotangents.put(loss, new Cotangent(Var.constant(1), Taken.ALL));
    List<Var> nodes = Graph.order(List.of(loss));
    List<List<Var>> places = wrt.stream().map(x -> places(x, nodes)).toList();
    Set<Var> active = dependents(nodes, places);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Var node = nodes.get(i);
      Cotangent cotangent = cotangents.get(node);
      if (cotangent != null && active.contains(node)) {
        Var.inPlaceOf(node, () -> pullBack(node, cotangent, active, cotangents));
      }
    }
    return places.stream().map(same -> sum(same, cotangents)).toList();
  }

  /** The nodes that mean the same as x: of a parameter or an input there may be several. */
  private static List<Var> places(Var x, List<Var> nodes) {
    boolean named = x.op().is(Ops.PARAMETER) || x.op().is(Ops.INPUT);
    List<Var> same = new ArrayList<>(List.of(x));
    nodes.stream().filter(n -> named && n != x && n.op().equals(x.op())).forEach(same::add);
    return same;
  }

  private static Var sum(List<Var> same, Map<Var, Cotangent> cotangents) {
    Shape shape = same.get(0).shape();
    return same.stream()
        .filter(cotangents::containsKey)
        .map(place -> cotangents.get(place).sum())
        .reduce(Var::plus)
        .map(sum -> sum.broadcastTo(shape))
        .orElseGet(() -> Var.zeros(shape));
  }

  /** The sum of a node's cotangents, and which of its elements have any. */
  private record Cotangent(Var sum, Taken taken) {
    Cotangent plus(Cotangent other) {
      return new Cotangent(sum.plus(other.sum), taken.or(other.taken));
    }
  }

  private static void pullBack(
      Var node, Cotangent g, Set<Var> active, Map<Var, Cotangent> cotangents) {
    if (node.operands().isEmpty()) {
      return;
    }
    List<Var> operands = new ArrayList<>();
    for (int i = 0; i < node.operands().size(); i++) {
      operands.add(g.taken.guarded(node, i));
    }
    List<Var> parts = node.op().pullBack(g.sum, node, operands);
    if (parts.size() != node.operands().size()) {
      throw node.refused(
          "pull-back of %s: must give a cotangent for each of %d operands; got %d"
              .formatted(node.op(), node.operands().size(), parts.size()));
    }
    for (int i = 0; i < parts.size(); i++) {
      Var operand = node.operands().get(i);
      if (parts.get(i) != null && active.contains(operand)) {
        cotangents.merge(operand, part(node, i, parts.get(i), g.taken), Cotangent::plus);
      }
    }
  }

  private static Cotangent part(Var node, int index, Var part, Taken of) {
    Shape shape = node.operands().get(index).shape();
    Taken there = of.operand(node, index);
    Taken summed = there.fitted(shape);
    boolean larger = part.shape().size() > shape.size();
    Var kept = of.guards(node) ? (larger ? there : summed).keep(part) : part;
    return new Cotangent(fitted(node, kept, shape), summed);
  }

  /** The cotangent in the operand's shape: summed where it is larger, repeated where smaller. */
  private static Var fitted(Var node, Var part, Shape shape) {
    if (shape.broadcastsTo(part.shape())) {
      return part.sumTo(shape);
    }
    if (part.shape().broadcastsTo(shape)) {
      return part.broadcastTo(shape);
    }
    throw node.refused(
        "pull-back of %s: a cotangent must broadcast with its operand of shape %s; got %s"
            .formatted(node.op(), shape, part.shape()));
  }

  private static Set<Var> dependents(List<Var> nodes, List<List<Var>> places) {
    Set<Var> active = new HashSet<>();
    places.forEach(active::addAll);
    for (Var node : nodes) {
      if (node.operands().stream().anyMatch(active::contains)) {
        active.add(node);
      }
    }
    return active;
  }
}
