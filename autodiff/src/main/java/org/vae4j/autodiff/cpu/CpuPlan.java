package org.vae4j.autodiff.cpu;

import java.util.Arrays;
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
import org.vae4j.autodiff.cpu.fusion.Unit;
import org.vae4j.autodiff.cpu.image.ImageStages;
import org.vae4j.autodiff.cpu.image.Workspace;
import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.autodiff.cpu.memory.Slots;
import org.vae4j.autodiff.cpu.product.GemmStage;
import org.vae4j.autodiff.cpu.product.Panels;
import org.vae4j.autodiff.cpu.product.Products;
import org.vae4j.autodiff.cpu.stage.HostStage;
import org.vae4j.autodiff.cpu.stage.KernelStages;
import org.vae4j.autodiff.cpu.stage.NoiseStage;
import org.vae4j.autodiff.cpu.stage.Registers;
import org.vae4j.autodiff.cpu.stage.Stage;
import org.vae4j.autodiff.cpu.stage.SumStage;
import org.vae4j.autodiff.cpu.tile.Constants;
import org.vae4j.autodiff.cpu.tile.TileProgram;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.plan.PlanStage;
import org.vae4j.autodiff.plan.Update;
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
  private final long arenaBytes;
  private final Workspace work;
  private final Schedule prologue = new Schedule();
  private final Schedule main = new Schedule();
  private final Descent descent;
  private final Map<Var, NoiseStage> noises = new LinkedHashMap<>();
  private final Stage[] fresh;
  private final Stage[] rest;
  private final Stage[] restMoving;
  private final Registers[] registers;
  private final ParameterVector[] vectors;
  private final long[] versions;
  private final Parameter[] parameters;
  private final ParameterVector[] homes;
  private final WorkerTeam.Job full = worker -> work(worker, true);
  private final WorkerTeam.Job varying = worker -> work(worker, false);
  private final WorkerTeam.Job training = this::train;

  /**
   * The plan of {@code graph} on {@code team}; its parameters must be packed as float32. Throws
   * {@code IllegalArgumentException} if there is not memory enough.
   */
  public CpuPlan(Graph graph, WorkerTeam team) {
    super(graph);
    this.team = team;
    Draft draft = new Draft(graph);
    this.graph = draft.graph();
    this.slots = new Slots(draft.layout());
    this.arenaBytes = bytes(draft, team.size());
    this.work = new Workspace(this.graph, team.size());
    this.descent = new Descent(draft, slots, team.size());
    Constants constants = new Constants();
    build(draft, constants);
    fresh = prologue.stages();
    rest = main.stages();
    restMoving = descent.stages(rest);
    registers = new Registers[team.size()];
    for (int worker = 0; worker < registers.length; worker++) {
      registers[worker] = constants.of(worker);
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

  /** Bytes a plan of {@code graph} would hold on so many workers; it need not be packed. */
  public static long arenaBytes(Graph graph, int workers) {
    return bytes(new Draft(graph), workers);
  }

  private static long bytes(Draft draft, int workers) {
    return draft.layout().length() * Float.BYTES + Workspace.bytes(draft.graph(), workers);
  }

  private void build(Draft draft, Constants constants) {
    for (Var node : graph.nodes()) {
      if (node.op().is(Ops.NOISE)) {
        NoiseStage stage = new NoiseStage(node, slots.of(node));
        noises.put(node, stage);
        main.add(about(PlanStage.Kind.NOISE, false, node), List.of(stage));
      }
    }
    for (int i = 0; i < draft.order().size(); i++) {
      Unit unit = draft.order().get(i);
      Schedule into = unit.prologue() ? prologue : main;
      TileProgram program = draft.program(i);
      if (program == null) {
        descent.replaces(i, add(unit.nodes().get(0), into));
      } else if (!program.isEmpty()) {
        into.add(program.about(slots), program.stages(slots, constants));
      }
    }
    graph.gradients().forEach(this::copy);
  }

  private Stage add(Var node, Schedule into) {
    List<Slot> operands = node.operands().stream().map(slots::of).toList();
    List<Shape> shapes = node.operands().stream().map(Var::shape).toList();
    Slot result = slots.of(node);
    List<Stage> own = kernels(node, operands, result);
    boolean host = own.isEmpty();
    List<Stage> stages =
        host ? List.of(new HostStage(node.op(), operands, shapes, result, node.shape())) : own;
    PlanStage.Kind kind = host ? PlanStage.Kind.HOST : PlanStage.kind(node);
    into.add(about(kind, into == prologue, node), stages);
    return stages.get(0);
  }

  /** The stages of a node that is not fused; empty if it has no kernel. */
  private List<Stage> kernels(Var node, List<Slot> operands, Slot result) {
    if (node.op().kind() == Op.Kind.MATMUL) {
      return List.of(new GemmStage(products(node, operands), result));
    }
    if (Panels.holds(node)) {
      return Panels.stages(operands.get(0), result, node.shape());
    }
    List<Stage> ofImages = ImageStages.of(node, operands, result, work);
    return ofImages.isEmpty() ? KernelStages.of(node, operands, result) : ofImages;
  }

  private List<Products> products(Var node, List<Slot> operands) {
    List<Products> stack = Products.of(node, operands);
    return slots.rest(node) > 0 ? stack.get(0).halves() : stack;
  }

  private void copy(Parameter parameter, Var gradient) {
    Slot from = slots.of(gradient);
    Slot to = Slots.gradient(parameter);
    if (!from.equals(to)) {
      int size = parameter.shape().size();
      main.add(about(PlanStage.Kind.COPY, false, gradient), List.of(SumStage.copy(from, to, size)));
    }
  }

  private static PlanStage about(PlanStage.Kind kind, boolean prologue, Var node) {
    return PlanStage.of(kind, prologue, node, DType.FLOAT32);
  }

  @Override
  public Graph lowered() {
    return graph;
  }

  @Override
  public List<PlanStage> stages() {
    return Stream.concat(prologue.told().stream(), main.told().stream()).toList();
  }

  @Override
  public long arenaBytes() {
    return arenaBytes;
  }

  /** The names of ops that run by their value rule, in float64, for want of a kernel. */
  public Set<String> onHost() {
    return stages().stream()
        .filter(stage -> stage.kind() == PlanStage.Kind.HOST)
        .map(stage -> stage.nodes().get(0).op().name())
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
    say(draw);
    team.run(changed() ? full : varying);
  }

  @Override
  protected void execute(Draw draw, long[] nanos) {
    say(draw);
    boolean all = changed();
    team.run(
        worker -> {
          if (all) {
            prologue.run(worker, team, registers[worker], nanos, 0);
          }
          main.run(worker, team, registers[worker], nanos, prologue.told().size());
        });
  }

  @Override
  public boolean movesParameters() {
    return true;
  }

  @Override
  protected void execute(Draw draw, List<Update> updates) {
    descent.moveBy(updates);
    say(draw);
    changed();
    team.run(training);
  }

  private void say(Draw draw) {
    for (Map.Entry<Var, NoiseStage> noise : noises.entrySet()) {
      noise.getValue().draw(isFixed(noise.getKey()) ? null : draw);
    }
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

  private void train(int worker) {
    work(worker, fresh);
    work(worker, restMoving);
  }

  private void work(int worker, Stage[] list) {
    for (Stage stage : list) {
      stage.run(worker, team.size(), registers[worker]);
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
    descent.close();
    work.close();
    slots.close();
  }
}
