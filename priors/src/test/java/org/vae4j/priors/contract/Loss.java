package org.vae4j.priors.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.autodiff.Gradients;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.Tensor;

/** A scalar in float64 as a function of every parameter and input it is made of. */
final class Loss implements AutoCloseable {
  private static final double OTHER_INPUTS = 0.7;

  private final List<Var> leaves;
  private final Map<String, double[]> inputs = new HashMap<>();
  private final Plan value;
  private final Plan gradients;

  /** Inputs that are not given, as a temperature, are 0.7; noise is drawn once for all. */
  Loss(Var loss, Map<String, double[]> given) {
    Graph graph = Graph.of(Map.of("loss", loss));
    this.leaves =
        graph.nodes().stream()
            .filter(node -> node.op().is(Ops.INPUT) || node.op().is(Ops.PARAMETER))
            .toList();
    Map<String, Var> outputs = new LinkedHashMap<>(graph.outputs());
    List<Var> parts = Gradients.of(graph.output("loss"), leaves);
    for (int leaf = 0; leaf < parts.size(); leaf++) {
      outputs.put("gradient." + leaf, parts.get(leaf));
      if (leaves.get(leaf).op().is(Ops.INPUT)) {
        String name = name(leaf);
        inputs.put(name, given.getOrDefault(name, new double[] {OTHER_INPUTS}));
      }
    }
    this.value = new ReferencePlan(graph);
    this.gradients = new ReferencePlan(Graph.of(outputs));
    for (Plan plan : List.of(value, gradients)) {
      plan.draw(Draw.of(9, "contract", 0, 64));
      inputs.forEach(plan::feed);
    }
  }

  int leaves() {
    return leaves.size();
  }

  /** The name of a parameter or an input. */
  String name(int leaf) {
    Var node = leaves.get(leaf);
    return node.op().is(Ops.INPUT)
        ? node.op().attribute(0, String.class)
        : node.op().attribute(0, Parameter.class).name();
  }

  int size(int leaf) {
    return leaves.get(leaf).shape().size();
  }

  double value() {
    value.run();
    return value.scalar("loss");
  }

  /** The gradient in each leaf. */
  List<double[]> gradients() {
    gradients.run();
    List<double[]> result = new ArrayList<>();
    for (int leaf = 0; leaf < leaves.size(); leaf++) {
      double[] gradient = new double[size(leaf)];
      gradients.read("gradient." + leaf, gradient);
      result.add(gradient);
    }
    return result;
  }

  /** The value where one leaf is moved by {@code step} along {@code direction}. */
  double moved(int leaf, double[] direction, double step) {
    Var node = leaves.get(leaf);
    if (node.op().is(Ops.INPUT)) {
      double[] start = inputs.get(name(leaf));
      value.feed(name(leaf), moved(start, direction, step));
      double result = value();
      value.feed(name(leaf), start);
      return result;
    }
    Parameter parameter = node.op().attribute(0, Parameter.class);
    Tensor start = parameter.value();
    parameter.assign(Tensor.of(parameter.shape(), moved(start.toDoubleArray(), direction, step)));
    double result = value();
    parameter.assign(start);
    return result;
  }

  private static double[] moved(double[] start, double[] direction, double step) {
    double[] result = start.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] += step * direction[i];
    }
    return result;
  }

  @Override
  public void close() {
    value.close();
    gradients.close();
  }
}
