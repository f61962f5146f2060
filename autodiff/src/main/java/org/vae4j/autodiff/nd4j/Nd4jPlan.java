package org.vae4j.autodiff.nd4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.plan.PlanStage;
import org.vae4j.core.DType;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.kernel.NoiseStream;

/**
 * A plan that runs op by op, in float32, on the ND4J back end that is on the class path. All arrays
 * and ND4J ops are made once; a run copies inputs, noise and changed parameters in and gradients
 * out. What depends on parameters alone is computed only when they have changed.
 *
 * <p>Noise is drawn on the host, the same as on every other back end. Ops that ND4J lacks are
 * computed on the host as well: {@link #onHost}.
 */
public final class Nd4jPlan extends Plan {
  private final Nd4jArrays arrays;
  private final List<Task> prologue = new ArrayList<>();
  private final List<Task> steps = new ArrayList<>();
  private final List<Var> parameters = new ArrayList<>();
  private final List<Var> noises = new ArrayList<>();
  private final Map<Var, Object> uploaded = new HashMap<>();
  private boolean prologueHasRun;

  /** Where a parameter's value was found: the vector that holds it, at this version. */
  private record Source(ParameterVector vector, long version) {}

  /** A stage and what runs it. */
  private record Task(PlanStage stage, Runnable work) {}

  /** The plan of {@code graph}, whose parameters may be held in any type. */
  public Nd4jPlan(Graph graph) {
    super(StableForms.of(graph));
    Set<Var> varying = varying();
    List<Var> order = new ArrayList<>();
    graph().nodes().stream().filter(node -> !varying.contains(node)).forEach(order::add);
    order.addAll(varying);
    this.arrays = new Nd4jArrays(order, kept(varying));
    outsideWorkspaces(
        () -> order.forEach(node -> prepare(node, varying.contains(node) ? steps : prologue)));
  }

  /** A workspace that the caller has open would free at its end what is made here. */
  @SuppressWarnings("try")
  private static void outsideWorkspaces(Runnable work) {
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      work.run();
    }
  }

  /** What inputs and noise have a part in, in order. */
  private Set<Var> varying() {
    Set<Var> varying = new LinkedHashSet<>();
    for (Var node : graph().nodes()) {
      boolean fresh = node.op().is(Ops.INPUT) || node.op().is(Ops.NOISE);
      if (fresh || node.operands().stream().anyMatch(varying::contains)) {
        varying.add(node);
      }
    }
    return varying;
  }

  /** Leaves, results, and what the varying part reads of the rest. */
  private Set<Var> kept(Set<Var> varying) {
    Set<Var> kept = new HashSet<>(graph().outputs().values());
    kept.addAll(graph().gradients().values());
    for (Var node : graph().nodes()) {
      if (node.op().kind() == Op.Kind.LEAF) {
        kept.add(node);
      }
      if (varying.contains(node)) {
        node.operands().stream().filter(x -> !varying.contains(x)).forEach(kept::add);
      }
    }
    return kept;
  }

  private void prepare(Var node, List<Task> into) {
    INDArray z = arrays.of(node);
    if (node.op().is(Ops.PARAMETER)) {
      parameters.add(node);
    } else if (node.op().is(Ops.NOISE)) {
      noises.add(node);
    } else if (node.op().is(Ops.NUMBER) || node.op().is(Ops.CONSTANT)) {
      write(node, floats(node.op().value(List.of(), List.of(), node.shape())));
    } else if (z != null && node.op().kind() != Op.Kind.LEAF && node.op().kind() != Op.Kind.VIEW) {
      List<INDArray> x = new ArrayList<>();
      node.operands().forEach(operand -> x.add(arrays.of(operand)));
      boolean known = Nd4jKernels.known(node.op()) && !x.contains(null);
      PlanStage.Kind kind = known ? PlanStage.kind(node) : PlanStage.Kind.HOST;
      into.add(
          new Task(
              PlanStage.of(kind, into == prologue, node, DType.FLOAT32),
              known ? Nd4jKernels.bind(node.op(), x, z, arrays) : () -> compute(node)));
    }
  }

  /** By the value rule, on the host. */
  private void compute(Var node) {
    List<double[]> values = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    for (Var operand : node.operands()) {
      values.add(doubles(read(operand)));
      shapes.add(operand.shape());
    }
    write(node, floats(node.op().value(values, shapes, node.shape())));
  }

  /** The class of the ND4J back end that it runs on. */
  public String device() {
    return Nd4j.getBackend().getClass().getSimpleName();
  }

  /** The names of ops that are computed on the host, for want of a kernel or of elements. */
  public Set<String> onHost() {
    return stages().stream()
        .filter(stage -> stage.kind() == PlanStage.Kind.HOST)
        .map(stage -> stage.nodes().get(0).op().name())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public List<PlanStage> stages() {
    List<PlanStage> stages = new ArrayList<>();
    prologue.forEach(task -> stages.add(task.stage));
    noises.forEach(
        noise -> stages.add(PlanStage.of(PlanStage.Kind.NOISE, false, noise, DType.FLOAT32)));
    steps.forEach(task -> stages.add(task.stage));
    return stages;
  }

  @Override
  public long arenaBytes() {
    return arrays.bytes();
  }

  @Override
  public DType dtype() {
    return DType.FLOAT32;
  }

  @Override
  protected void store(Var leaf, float[] values) {
    write(leaf, values);
  }

  @Override
  protected void store(Var leaf, double[] values) {
    write(leaf, floats(values));
  }

  @Override
  protected void execute(Draw draw) {
    execute(draw, (work, stage) -> work.run());
  }

  /** An op may return before its device is done: each is waited for. */
  @Override
  protected void execute(Draw draw, long[] nanos) {
    execute(
        draw,
        (work, stage) -> {
          long start = System.nanoTime();
          work.run();
          Nd4j.getExecutioner().commit();
          nanos[stage] += System.nanoTime() - start;
        });
  }

  private void execute(Draw draw, ObjIntConsumer<Runnable> runner) {
    outsideWorkspaces(
        () -> {
          if (upload() || !prologueHasRun) {
            for (int i = 0; i < prologue.size(); i++) {
              runner.accept(prologue.get(i).work, i);
            }
            prologueHasRun = true;
          }
          for (int i = 0; i < noises.size(); i++) {
            Var noise = noises.get(i);
            if (!isFixed(noise)) {
              runner.accept(() -> draw(noise, draw), prologue.size() + i);
            }
          }
          for (int i = 0; i < steps.size(); i++) {
            runner.accept(steps.get(i).work, prologue.size() + noises.size() + i);
          }
        });
    graph().gradients().forEach(this::leave);
  }

  /** Copies parameters that have changed; whether any has. */
  private boolean upload() {
    boolean changed = false;
    for (Var leaf : parameters) {
      Parameter parameter = leaf.op().attribute(0, Parameter.class);
      ParameterVector home = parameter.home();
      Object source = home == null ? parameter.value() : new Source(home, home.version());
      if (!source.equals(uploaded.put(leaf, source))) {
        write(leaf, value(parameter));
        changed = true;
      }
    }
    return changed;
  }

  private static float[] value(Parameter parameter) {
    if (parameter.home() == null) {
      return parameter.value().toFloatArray();
    }
    float[] result = new float[parameter.shape().size()];
    parameter.home().values().get(parameter.offset(), result, 0, result.length);
    return result;
  }

  private void draw(Var noise, Draw draw) {
    float[] values = new float[noise.shape().size()];
    int rows = rows(noise.shape());
    int width = values.length / Math.max(1, rows);
    NoiseKind kind = noise.op().attribute(1, NoiseKind.class);
    long stream =
        NoiseStream.streamKey(draw.seed(), noise.op().attribute(0, String.class), draw.phase());
    for (int row = 0; row < rows; row++) {
      long key = NoiseStream.rowKey(stream, draw.steps()[row], draw.examples()[row]);
      NoiseStream.fill(kind, key, values, row * width, width);
    }
    write(noise, values);
  }

  private void leave(Parameter parameter, Var gradient) {
    if (parameter.home() != null) {
      float[] values = read(gradient);
      parameter.home().gradients().put(parameter.offset(), values, 0, values.length);
    }
  }

  private void write(Var node, float[] values) {
    INDArray array = arrays.of(node);
    if (array != null) {
      array.data().setData(values);
    }
  }

  private float[] read(Var node) {
    INDArray array = arrays.of(node);
    return array == null ? new float[0] : array.data().asFloat();
  }

  private static float[] floats(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  private static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }

  @Override
  protected void load(String output, double[] into) {
    float[] values = read(graph().output(output));
    for (int i = 0; i < values.length; i++) {
      into[i] = values[i];
    }
  }

  /** Frees the arrays. */
  @Override
  public void close() {
    arrays.close();
  }
}
