package org.vae4j.autodiff.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.plan.PlanStage;
import org.vae4j.core.DType;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.kernel.NoiseStream;

/**
 * The oracle: every node by its value rule, in float64, one after the other. Slow, plain, and what
 * gradients and kernels are checked against.
 */
public final class ReferencePlan extends Plan {
  private final List<Var> nodes;
  private final Map<Var, Integer> index = new HashMap<>();
  private final double[][] values;
  private final List<PlanStage> stages = new ArrayList<>();

  /** The plan of {@code graph}. */
  public ReferencePlan(Graph graph) {
    super(graph);
    this.nodes = graph.nodes();
    this.values = new double[nodes.size()][];
    for (int i = 0; i < nodes.size(); i++) {
      Var node = nodes.get(i);
      index.put(node, i);
      if (isStage(node)) {
        stages.add(PlanStage.of(PlanStage.kind(node), false, node, DType.FLOAT64));
      }
    }
  }

  /** Each node that is computed is a stage. */
  private static boolean isStage(Var node) {
    return node.op().is(Ops.NOISE) || node.op().kind() != Op.Kind.LEAF;
  }

  @Override
  public List<PlanStage> stages() {
    return List.copyOf(stages);
  }

  /** An array for each node. */
  @Override
  public long arenaBytes() {
    return arenaBytes(graph());
  }

  /** Bytes that a plan of {@code graph} would hold. */
  public static long arenaBytes(Graph graph) {
    return graph.nodes().stream().mapToLong(node -> 8L * node.shape().size()).sum();
  }

  @Override
  public DType dtype() {
    return DType.FLOAT64;
  }

  @Override
  protected void store(Var leaf, float[] elements) {
    double[] doubles = new double[elements.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = elements[i];
    }
    values[index.get(leaf)] = doubles;
  }

  @Override
  protected void store(Var leaf, double[] elements) {
    values[index.get(leaf)] = elements.clone();
  }

  @Override
  protected void execute(Draw draw) {
    execute(draw, new long[stages.size()]);
  }

  @Override
  protected void execute(Draw draw, long[] nanos) {
    int stage = 0;
    for (int i = 0; i < values.length; i++) {
      long start = System.nanoTime();
      compute(i, draw);
      if (isStage(nodes.get(i))) {
        nanos[stage++] += System.nanoTime() - start;
      }
    }
    graph().gradients().forEach(this::leave);
  }

  private void compute(int i, Draw draw) {
    Var node = nodes.get(i);
    if (node.op().is(Ops.PARAMETER)) {
      values[i] = node.op().attribute(0, Parameter.class).value().toDoubleArray();
    } else if (node.op().is(Ops.NOISE)) {
      if (!isFixed(node)) {
        values[i] = draw(node, draw);
      }
    } else if (!node.op().is(Ops.INPUT)) {
      values[i] = apply(node);
    }
  }

  private double[] apply(Var node) {
    List<double[]> operands = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    for (Var operand : node.operands()) {
      operands.add(values[index.get(operand)]);
      shapes.add(operand.shape());
    }
    return node.op().value(operands, shapes, node.shape());
  }

  private static double[] draw(Var noise, Draw draw) {
    double[] result = new double[noise.shape().size()];
    int rows = rows(noise.shape());
    int width = result.length / Math.max(1, rows);
    long stream =
        NoiseStream.streamKey(draw.seed(), noise.op().attribute(0, String.class), draw.phase());
    NoiseKind kind = noise.op().attribute(1, NoiseKind.class);
    for (int row = 0; row < rows; row++) {
      long key = NoiseStream.rowKey(stream, draw.steps()[row], draw.examples()[row]);
      NoiseStream.fill(kind, key, result, row * width, width);
    }
    return result;
  }

  private void leave(Parameter parameter, Var gradient) {
    double[] elements = values[index.get(gradient)];
    if (parameter.home() != null) {
      parameter.home().gradients().put(parameter.offset(), elements, 0, elements.length);
    }
  }

  @Override
  protected void load(String output, double[] into) {
    double[] elements = values[index.get(graph().output(output))];
    System.arraycopy(elements, 0, into, 0, elements.length);
  }

  /** Owns nothing outside the heap. */
  @Override
  public void close() {}
}
