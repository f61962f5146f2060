package org.vae4j.autodiff.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Var;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/**
 * A graph made ready to be computed again and again: feed the inputs, say what to draw, run, read
 * the outputs. Gradients, where the graph has any, are left in their parameter vectors.
 *
 * <p>A plan is for one thread at a time; different plans may run from different threads.
 */
public abstract class Plan implements AutoCloseable {
  private final Graph graph;
  private final Map<String, Var> inputs = new HashMap<>();
  private final Map<String, Var> noises = new HashMap<>();
  private final Set<String> unfed = new HashSet<>();
  private final Set<Var> fixed = new HashSet<>();
  private final float[] one = new float[1];
  private final double[] scalar = new double[1];
  private Draw draw;
  private boolean hasRun;

  /** A plan of {@code graph}. */
  protected Plan(Graph graph) {
    this.graph = graph;
    for (Var node : graph.nodes()) {
      Op op = node.op();
      if (op.is(Ops.INPUT)) {
        inputs.put(op.attribute(0, String.class), node);
        unfed.add(op.attribute(0, String.class));
      } else if (op.is(Ops.NOISE)) {
        noises.put(op.attribute(0, String.class), node);
      }
    }
  }

  /** The graph it computes. */
  public final Graph graph() {
    return graph;
  }

  /** The graph in terms of this back end, which the nodes of {@link #stages} are nodes of. */
  public Graph lowered() {
    return graph;
  }

  /** The type it computes in. */
  public abstract DType dtype();

  /** Copies the elements of an input, row-major; an input of that name must be in the graph. */
  public final void feed(String input, float[] values) {
    store(input(input, values.length), values);
    unfed.remove(input);
  }

  /** Copies the elements of an input, row-major; an input of that name must be in the graph. */
  public final void feed(String input, double[] values) {
    store(input(input, values.length), values);
    unfed.remove(input);
  }

  /** Feeds a scalar input. */
  public final void feed(String input, double value) {
    one[0] = (float) value;
    scalar[0] = value;
    Var leaf = input(input, 1);
    if (dtype() == DType.FLOAT32) {
      store(leaf, one);
    } else {
      store(leaf, scalar);
    }
    unfed.remove(input);
  }

  /** Whether the graph has an input of that name. */
  public final boolean takes(String input) {
    return inputs.containsKey(input);
  }

  /** From now on the noise of that name has these elements instead of a draw. */
  public final void fix(String noise, double[] values) {
    Var leaf = checked("noise", noises, noise, values.length);
    store(leaf, values);
    fixed.add(leaf);
  }

  /** What the next runs draw. */
  public final void draw(Draw draw) {
    this.draw = draw;
  }

  /** What a run does, stage by stage in order; what depends on parameters alone comes first. */
  public abstract List<PlanStage> stages();

  /** Bytes that the plan holds for inputs, constants and all it computes; not for parameters. */
  public abstract long arenaBytes();

  /**
   * Computes everything once. Throws {@code IllegalStateException} if an input was never fed, or if
   * a noise has more rows than the draw names.
   */
  public final void run() {
    check();
    execute(draw);
    hasRun = true;
  }

  /**
   * As {@link #run()}, and adds to {@code nanos[i]} the nanoseconds that the i-th of {@link
   * #stages} took: none for a prologue that was not due.
   */
  public final void run(long[] nanos) {
    if (!(nanos.length >= stages().size())) {
      throw new IllegalArgumentException(
          "run: nanos must have a place for each of %d stages; got %d"
              .formatted(stages().size(), nanos.length));
    }
    check();
    execute(draw, nanos);
    hasRun = true;
  }

  /** Whether {@link #run(List)} moves parameters while it computes, and not afterwards. */
  public boolean movesParameters() {
    return false;
  }

  /**
   * As {@link #run()}, and moves the parameters: there must be an update for each vector that the
   * graph has gradients of. What gradients a vector holds afterwards is not said.
   */
  public final void run(List<Update> updates) {
    check();
    for (Update update : updates) {
      update.start();
    }
    execute(draw, updates);
    for (Update update : updates) {
      update.vector().changed();
    }
    hasRun = true;
  }

  private void check() {
    if (!unfed.isEmpty()) {
      throw new IllegalStateException("run: every input must be fed; got none for " + unfed);
    }
    for (Map.Entry<String, Var> noise : noises.entrySet()) {
      if (!fixed.contains(noise.getValue())) {
        checkDraw(noise.getKey(), noise.getValue());
      }
    }
  }

  private void checkDraw(String name, Var noise) {
    int rows = rows(noise.shape());
    if (draw == null || draw.rows() < rows) {
      throw new IllegalStateException(
          "run: noise "
              + name
              + " needs a draw of "
              + rows
              + " rows; got "
              + (draw == null ? "none" : draw.rows()));
    }
  }

  /** The rows of a noise: the length of its leading axis. */
  protected static int rows(Shape shape) {
    return shape.rank() == 0 ? 1 : shape.dim(0);
  }

  /** Whether this noise was fixed by the caller. */
  protected final boolean isFixed(Var noise) {
    return fixed.contains(noise);
  }

  /** A scalar output of the last run. */
  public final double scalar(String output) {
    read(output, scalar);
    return scalar[0];
  }

  /** Copies an output of the last run, row-major. */
  public final void read(String output, double[] into) {
    Var var = computed(output);
    if (into.length < var.shape().size()) {
      throw new IllegalArgumentException(
          "read "
              + output
              + ": must have room for "
              + var.shape().size()
              + " elements; got "
              + into.length);
    }
    load(output, into);
  }

  /** An output of the last run. */
  public final Tensor read(String output) {
    Shape shape = computed(output).shape();
    double[] values = new double[shape.size()];
    load(output, values);
    return Tensor.of(shape, values).as(dtype());
  }

  private Var computed(String output) {
    Var var = graph.output(output);
    if (!hasRun) {
      throw new IllegalStateException("read " + output + ": the plan must run first; got no run");
    }
    return var;
  }

  private Var input(String name, int elements) {
    return checked("input", inputs, name, elements);
  }

  private static Var checked(String what, Map<String, Var> leaves, String name, int elements) {
    Var leaf = leaves.get(name);
    if (leaf == null) {
      throw new IllegalArgumentException(
          what + " must be one of " + leaves.keySet() + "; got " + name);
    }
    if (elements != leaf.shape().size()) {
      throw new IllegalArgumentException(
          what
              + " "
              + name
              + ": must have "
              + leaf.shape().size()
              + " elements for shape "
              + leaf.shape()
              + "; got "
              + elements);
    }
    return leaf;
  }

  /** Keeps the value of a leaf for the next runs. */
  protected abstract void store(Var leaf, float[] values);

  /** Keeps the value of a leaf for the next runs. */
  protected abstract void store(Var leaf, double[] values);

  /** Computes all nodes; noises that are not fixed come from {@code draw}. */
  protected abstract void execute(Draw draw);

  /** As above, and moves the parameters, by default when all gradients are there. */
  protected void execute(Draw draw, List<Update> updates) {
    execute(draw);
    for (Update update : updates) {
      update.move(0, update.vector().length(), update.vector().gradients(), 0, 0);
    }
  }

  /** As above, adding the nanoseconds of each stage to its place. */
  protected abstract void execute(Draw draw, long[] nanos);

  /** Copies an output. */
  protected abstract void load(String output, double[] into);

  /** Frees what the plan owns. */
  @Override
  public abstract void close();
}
