package org.vae4j.autodiff.cpu.tile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.fusion.CpuKernels;
import org.vae4j.autodiff.cpu.fusion.Fusion;
import org.vae4j.autodiff.cpu.fusion.Unit;
import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.autodiff.cpu.memory.Slots;
import org.vae4j.autodiff.cpu.stage.Stage;
import org.vae4j.autodiff.plan.Cost;
import org.vae4j.autodiff.plan.PlanStage;

/**
 * What a group computes for each tile, in the order in which it is needed: values are loaded when
 * first used, computed once, and kept in a register until their last use.
 */
public final class TileProgram {
  /** A line of the program: the value it makes, or takes in where it stores or reduces. */
  private record Line(Kind kind, Var var) {}

  private enum Kind {
    LOAD,
    APPLY,
    STORE,
    REDUCE
  }

  private final Unit unit;
  private final Fusion fusion;
  private final List<Line> lines = new ArrayList<>();
  private final Set<Var> made = new LinkedHashSet<>();
  private final Set<Var> loads = new LinkedHashSet<>();

  /** The program that makes those of the unit's nodes that are in {@code wanted}. */
  public TileProgram(Unit unit, Fusion fusion, Set<Var> wanted) {
    this.unit = unit;
    this.fusion = fusion;
    for (Var node : unit.nodes()) {
      if (wanted.contains(node)) {
        boolean reduces = node.op().kind() == Op.Kind.REDUCTION;
        make(reduces ? node.operands().get(0) : node);
        lines.add(new Line(reduces ? Kind.REDUCE : Kind.STORE, node));
      }
    }
  }

  /** What it reads from memory. */
  public Set<Var> loads() {
    return loads;
  }

  /** Whether nothing of it is wanted. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** What it computes, what of that reaches memory, and what a run takes. */
  public PlanStage about(Slots slots) {
    Set<Var> nodes = new LinkedHashSet<>();
    List<Var> results = new ArrayList<>();
    long flops = 0;
    long elements = 0;
    for (Line line : lines) {
      if (line.kind == Kind.APPLY || line.kind == Kind.REDUCE) {
        nodes.add(line.var);
        flops += Cost.flops(line.var);
      }
      if (line.kind == Kind.STORE || line.kind == Kind.REDUCE) {
        results.add(line.var);
        nodes.add(line.var);
      }
      if (line.kind != Kind.APPLY) {
        elements += line.var.shape().size() + (line.kind == Kind.LOAD ? slots.rest(line.var) : 0);
      }
    }
    Cost cost = new Cost(flops, elements * Float.BYTES);
    return new PlanStage(
        PlanStage.Kind.FUSED, unit.prologue(), List.copyOf(nodes), results, unit.space(), cost);
  }

  private void make(Var value) {
    Var var = source(value);
    if (var.op().is(Ops.NUMBER) || !made.add(var)) {
      return;
    }
    if (computesHere(var)) {
      var.operands().forEach(this::make);
      lines.add(new Line(Kind.APPLY, var));
    } else {
      loads.add(var);
      lines.add(new Line(Kind.LOAD, var));
    }
  }

  /** What a value is read from: a broadcast needs no work, since loads repeat the elements. */
  private Var source(Var var) {
    Var source = var;
    while (source.op().is("broadcast-to") && computesHere(source)) {
      source = source.operands().get(0);
    }
    return source;
  }

  private boolean computesHere(Var var) {
    if (var.op().kind() != Op.Kind.ELEMENTWISE || !var.shape().equals(unit.space())) {
      return false;
    }
    return fusion.unitOf(var) == unit || fusion.recomputed(var);
  }

  /** The stages that run the program: the tiles, and the joining of shared reductions. */
  public List<Stage> stages(Slots slots, Constants constants) {
    Space space = new Space(unit.space(), strides());
    Assignment assignment = new Assignment(space, constants);
    List<Load> fixed = new ArrayList<>();
    List<TileStep> steps = new ArrayList<>();
    List<Reduction> reductions = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      Var var = line.var;
      switch (line.kind) {
        case LOAD -> {
          Slot slot = slots.of(var);
          Access access = access(space, var);
          int register = assignment.load(var, access);
          Load load =
              new Load(slots.buffer(slot), slot.offset(), slots.rest(var), access, register);
          if (access.sameInEachRow()) {
            fixed.add(load);
          } else {
            steps.add(load::run);
          }
        }
        case APPLY -> assignment.apply(var, i, steps);
        case STORE -> {
          Slot slot = slots.of(var);
          steps.add(
              new Store(
                  slots.buffer(slot), slot.offset(), access(space, var), assignment.use(var, i)));
        }
        default -> {
          Slot slot = slots.of(var);
          reductions.add(
              new Reduction(
                  var.op().is("maximum"),
                  assignment.use(var.operands().get(0), i),
                  slots.buffer(slot),
                  slot.offset(),
                  var.shape().size(),
                  space.access(reducedStrides(var)),
                  space));
        }
      }
    }
    constants.registers(assignment.count);
    List<Stage> stages = new ArrayList<>();
    stages.add(new TileStage(space, fixed, steps, reductions));
    List<Reduction> shared = reductions.stream().filter(Reduction::shared).toList();
    if (!shared.isEmpty()) {
      stages.add(new CombineStage(shared));
    }
    return stages;
  }

  private List<int[]> strides() {
    List<int[]> all = new ArrayList<>();
    all.add(unit.space().strides());
    loads.forEach(load -> all.add(Space.strides(load.shape(), unit.space())));
    lines.stream()
        .filter(line -> line.kind == Kind.REDUCE)
        .forEach(line -> all.add(reducedStrides(line.var)));
    return all;
  }

  private Access access(Space space, Var var) {
    return space.access(Space.strides(var.shape(), unit.space()));
  }

  private int[] reducedStrides(Var reduction) {
    return Space.strides(unit.space().keeping(Ops.axes(reduction.op())), unit.space());
  }

  /** Gives each value a register from where it is made to where it is last used. */
  private final class Assignment {
    final Map<Var, Integer> registers = new HashMap<>();
    final Map<Var, Integer> lastUse = new HashMap<>();
    final List<Integer> free = new ArrayList<>();
    final Constants constants;
    int count;

    Assignment(Space space, Constants constants) {
      this.constants = constants;
      for (int i = 0; i < lines.size(); i++) {
        Line line = lines.get(i);
        switch (line.kind) {
          case APPLY -> {
            for (Var operand : line.var.operands()) {
              lastUse.merge(source(operand), i, Math::max);
            }
          }
          case STORE -> lastUse.merge(source(line.var), i, Math::max);
          case REDUCE -> lastUse.put(source(line.var.operands().get(0)), Integer.MAX_VALUE);
          default -> {}
        }
      }
      for (Var load : loads) {
        if (access(space, load).sameInEachRow()) {
          lastUse.put(load, Integer.MAX_VALUE);
        }
      }
    }

    int load(Var var, Access access) {
      int register = access.sameInEachRow() ? count++ : take();
      registers.put(var, register);
      return register;
    }

    void apply(Var var, int line, List<TileStep> steps) {
      List<Var> operands = var.operands();
      int[] in = new int[3];
      for (int i = 0; i < operands.size(); i++) {
        in[i] = use(operands.get(i), line);
      }
      int out = take();
      registers.put(var, out);
      int b = operands.size() > 1 ? in[1] : in[0];
      int c = operands.size() > 2 ? in[2] : in[0];
      steps.add(new Apply(CpuKernels.of(var.op()), out, in[0], b, c));
    }

    /** The register of a value, free again after its last use. */
    int use(Var value, int line) {
      Var var = source(value);
      if (var.op().is(Ops.NUMBER)) {
        return constants.index(var.number().getAsDouble());
      }
      int register = registers.get(var);
      if (register >= 0 && lastUse.get(var) == line && !free.contains(register)) {
        free.add(register);
      }
      return register;
    }

    private int take() {
      return free.isEmpty() ? count++ : free.remove(free.size() - 1);
    }
  }
}
