package org.vae4j.autodiff.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.backend.WorkerTeam;

/**
 * The fast plan: float32, matrix products by OpenBLAS, everything elementwise in fused tile
 * programs, all values in one arena, all workers at one stage at a time. What depends on parameters
 * alone is computed only when they have changed. A run allocates no array of its own, but for an op
 * that runs by its value rule, and its results do not depend on the number of workers.
 */
public final class CpuPlan extends Plan {
  private final WorkerTeam team;
  private final Graph graph;
  private final Slots slots;
  private final List<Stage> prologue = new ArrayList<>();
  private final List<Stage> stages = new ArrayList<>();
  private final Map<Var, NoiseStage> noises = new LinkedHashMap<>();
  private final Stage[] fresh;
  private final Stage[] rest;
  private final Registers[] registers;
  private final ParameterVector[] vectors;
  private final long[] versions;
  private final Parameter[] parameters;
  private final ParameterVector[] homes;
  private final WorkerTeam.Job full = worker -> work(worker, true);
  private final WorkerTeam.Job varying = worker -> work(worker, false);

  /** The plan of {@code graph} on {@code team}; its parameters must be packed as float32. */
  public CpuPlan(Graph graph, WorkerTeam team) {
    super(graph);
    this.team = team;
    this.graph = Lowering.lower(graph);
    Constants constants = new Constants();
    slots = build(constants);
    fresh = prologue.toArray(new Stage[0]);
    rest = stages.toArray(new Stage[0]);
    registers = new Registers[team.size()];
    for (int worker = 0; worker < registers.length; worker++) {
      registers[worker] = constants.forWorker();
    }
    parameters = parameters();
    homes = new ParameterVector[parameters.length];
    Set<ParameterVector> distinct = new LinkedHashSet<>();
    for (int i = 0; i < parameters.length; i++) {
      homes[i] = parameters[i].home();
      distinct.add(homes[i]);
    }
    vectors = distinct.toArray(new ParameterVector[0]);
    versions = new long[vectors.length];
    Arrays.fill(versions, -1);
    storeConstants();
  }

  private Slots build(Constants constants) {
    Fusion fusion = new Fusion(graph);
    List<Unit> order = fusion.ordered();
    Set<Var> stored = new HashSet<>();
    graph.outputs().values().forEach(var -> stored.add(Fusion.root(var)));
    graph.gradients().values().forEach(var -> stored.add(Fusion.root(var)));
    List<TileProgram> programs = new ArrayList<>();
    List<Set<Var>> reads = new ArrayList<>();
    for (int i = order.size() - 1; i >= 0; i--) {
      Unit unit = order.get(i);
      TileProgram program = unit.fused() ? new TileProgram(unit, fusion, stored) : null;
      Set<Var> read =
          program != null ? program.loads() : new HashSet<>(unit.nodes.get(0).operands());
      if (program == null) {
        stored.add(unit.nodes.get(0));
      }
      read.forEach(var -> stored.add(Fusion.root(var)));
      programs.add(program);
      reads.add(read);
    }
    Collections.reverse(programs);
    Collections.reverse(reads);
    Slots placed = new Slots(graph, fusion, order, stored, reads);
    for (Var node : graph.nodes()) {
      if (node.op().is(Ops.NOISE)) {
        NoiseStage stage = new NoiseStage(node, placed.of(node));
        noises.put(node, stage);
        stages.add(stage);
      }
    }
    for (int i = 0; i < order.size(); i++) {
      List<Stage> into = order.get(i).prologue ? prologue : stages;
      into.addAll(stages(order.get(i), programs.get(i), placed, constants));
    }
    placed
        .copies()
        .forEach(
            (parameter, slot) ->
                stages.add(
                    new CopyStage(
                        placed.of(graph.gradients().get(parameter)),
                        slot,
                        parameter.shape().size())));
    return placed;
  }

  private static List<Stage> stages(
      Unit unit, TileProgram program, Slots slots, Constants constants) {
    if (program != null) {
      return program.isEmpty() ? List.of() : program.stages(slots, constants);
    }
    Var node = unit.nodes.get(0);
    List<Slot> operands = node.operands().stream().map(slots::of).toList();
    List<Shape> shapes = node.operands().stream().map(Var::shape).toList();
    Slot result = slots.of(node);
    if (node.op().kind() == Op.Kind.MATMUL) {
      boolean ta = node.op().attribute(0, Boolean.class);
      boolean tb = node.op().attribute(1, Boolean.class);
      return List.of(
          new GemmStage(
              operands.get(0),
              shapes.get(0),
              ta,
              operands.get(1),
              shapes.get(1),
              tb,
              result,
              node.shape()));
    }
    List<Stage> own = KernelStages.of(node, operands, result);
    return own.isEmpty()
        ? List.of(new HostStage(node.op(), operands, shapes, result, node.shape()))
        : own;
  }

  /** The names of ops that run by their value rule, in float64, for want of a kernel. */
  public Set<String> onHost() {
    return Stream.concat(prologue.stream(), stages.stream())
        .filter(HostStage.class::isInstance)
        .map(stage -> ((HostStage) stage).name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Parameter[] parameters() {
    Set<Parameter> all = new LinkedHashSet<>(graph.gradients().keySet());
    for (Var node : graph.nodes()) {
      if (node.op().is(Ops.PARAMETER)) {
        all.add(node.op().attribute(0, Parameter.class));
      }
    }
    return all.toArray(new Parameter[0]);
  }

  private void storeConstants() {
    for (Var node : graph.nodes()) {
      if (node.op().is(Ops.NUMBER) || node.op().is(Ops.CONSTANT)) {
        double[] value = node.op().value(List.of(), List.of(), node.shape());
        put(node, value);
      }
    }
  }

  @Override
  public DType dtype() {
    return DType.FLOAT32;
  }

  @Override
  protected void store(Var leaf, float[] values) {
    if (slots.has(leaf)) {
      Slot slot = slots.of(leaf);
      slot.memory().put(slot.offset(), values, 0, values.length);
    }
  }

  @Override
  protected void store(Var leaf, double[] values) {
    if (slots.has(leaf)) {
      put(leaf, values);
    }
  }

  private void put(Var leaf, double[] values) {
    Slot slot = slots.of(leaf);
    slot.memory().put(slot.offset(), values, 0, values.length);
  }

  @Override
  protected void execute(Draw draw) {
    for (Map.Entry<Var, NoiseStage> noise : noises.entrySet()) {
      noise.getValue().draw(isFixed(noise.getKey()) ? null : draw);
    }
    team.run(changed() ? full : varying);
  }

  /**
   * Whether the prologue is due: parameters have changed since the last run, or gradients are to be
   * left in memory that others write too.
   */
  private boolean changed() {
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].home() != homes[i]) {
        throw new IllegalStateException(
            "run: parameters must stay where they were planned; got " + parameters[i] + " moved");
      }
    }
    boolean changed = vectors.length == 0 || !graph.gradients().isEmpty();
    for (int i = 0; i < vectors.length; i++) {
      changed |= versions[i] != vectors[i].version();
      versions[i] = vectors[i].version();
    }
    return changed;
  }

  private void work(int worker, boolean all) {
    if (all) {
      work(worker, fresh);
    }
    work(worker, rest);
  }

  private void work(int worker, Stage[] list) {
    int workers = team.size();
    Registers own = registers[worker];
    for (Stage stage : list) {
      int parts = stage.parts();
      for (int part = 0; part < parts; part++) {
        if (part * workers / parts == worker) {
          stage.run(part, own);
        }
      }
      team.barrier(worker);
    }
  }

  @Override
  protected void load(String output, double[] into) {
    Var var = graph.output(output);
    Slot slot = slots.of(var);
    slot.memory().get(slot.offset(), into, 0, var.shape().size());
  }

  @Override
  public void close() {
    slots.close();
  }
}
