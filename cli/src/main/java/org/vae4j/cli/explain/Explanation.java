package org.vae4j.cli.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.plan.PlanStage;
import org.vae4j.cli.run.Assembly;
import org.vae4j.core.Shape;
import org.vae4j.core.backend.GemmRate;
import org.vae4j.core.backend.Headroom;
import org.vae4j.models.train.Footprint;
import org.vae4j.models.train.Profile;
import org.vae4j.models.train.Trainer;

/**
 * What a training step computes, what that takes and where its time goes.
 *
 * @param config the values by flag
 * @param backend what computes
 * @param threads on how many workers
 * @param batch examples in a step
 * @param memory bytes, known before any run
 * @param phases the parts of a step
 * @param timing null where nothing was run
 */
record Explanation(
    Map<String, Object> config,
    String backend,
    int threads,
    int batch,
    Memory memory,
    List<Phase> phases,
    Timing timing) {

  /** The footprint of training, and the sum of it. */
  record Memory(Footprint parts, long total) {}

  /**
   * A part of a step.
   *
   * @param name its name in the objective
   * @param nodes what was traced, operands first; those that are for gradients alone are marked
   * @param stages the plan
   * @param flops of all stages
   * @param bytes moved by all stages
   * @param arenaBytes held by this plan
   * @param onHost names of ops that run by their float64 value rule, for want of a kernel
   */
  record Phase(
      String name,
      List<Node> nodes,
      List<Stage> stages,
      long flops,
      long bytes,
      long arenaBytes,
      Set<String> onHost) {}

  /** A node of the graph: what it is called, its op, its operands' names, who built it. */
  record Node(
      String name,
      String kind,
      String op,
      List<Integer> shape,
      List<String> operands,
      String builtAt,
      boolean forGradients) {}

  /**
   * A stage of the plan.
   *
   * @param number from 1
   * @param prologue whether it waits for parameters to change
   * @param computes what comes of it, by name
   * @param ops in order
   * @param over the shape that is iterated over
   * @param micros mean time; null where nothing was run
   * @param share of the step's time
   */
  record Stage(
      int number,
      String kind,
      boolean prologue,
      String computes,
      List<String> ops,
      List<Integer> over,
      String builtAt,
      long flops,
      long bytes,
      Double micros,
      Double share) {}

  /**
   * Where the time of a step goes, in milliseconds.
   *
   * @param steps how many were timed
   * @param step the median of a whole step
   * @param stages the mean of all stages
   * @param updates that of moving the parameters
   * @param rest that of all else
   * @param gigaflops the best rate of a matrix product in the same run
   * @param gemmFloor the time of the step's products at that rate
   * @param timesFloor how many times as long as that the step takes
   */
  record Timing(
      int steps,
      double step,
      double stages,
      double updates,
      double rest,
      double gigaflops,
      double gemmFloor,
      double timesFloor) {}

  /** Lays out a step of what is assembled and runs it for so many seconds. */
  static Explanation of(Assembly assembly, Engine engine, double seconds) {
    Footprint footprint = assembly.footprint(engine);
    footprint.requireWithin(Headroom.now());
    try (Trainer trainer =
        new Trainer(engine, assembly.vae(), assembly.fit(), assembly.training())) {
      Map<String, Plan> plans = trainer.plans();
      Profile profile = seconds > 0 ? trainer.profile(assembly.dataset(), seconds) : null;
      List<Phase> phases = new ArrayList<>();
      plans.forEach((name, plan) -> phases.add(phase(name, plan, profile, phases.size())));
      return new Explanation(
          assembly.config().print(),
          engine.backend().toString(),
          engine.team().size(),
          assembly.training().batch(),
          new Memory(footprint, footprint.total()),
          phases,
          profile == null ? null : timing(profile, engine, plans, seconds / 2));
    }
  }

  private static Phase phase(String name, Plan plan, Profile profile, int index) {
    NodeNames names = new NodeNames(plan.graph());
    NodeNames inPlan = new NodeNames(plan.lowered());
    Set<Var> forward = new HashSet<>(Graph.of(plan.graph().outputs()).nodes());
    List<Node> nodes =
        plan.graph().nodes().stream()
            .map(node -> node(node, names, !forward.contains(node)))
            .toList();
    List<Stage> stages = new ArrayList<>();
    Set<String> onHost = new TreeSet<>();
    long flops = 0;
    long bytes = 0;
    for (PlanStage stage : plan.stages()) {
      Double nanos = profile == null ? null : profile.stages().get(index).get(stages.size());
      stages.add(stage(stages.size() + 1, stage, inPlan, nanos, total(profile)));
      flops += stage.cost().flops();
      bytes += stage.cost().bytes();
      if (stage.kind() == PlanStage.Kind.HOST) {
        onHost.add(stage.nodes().get(0).op().name());
      }
    }
    return new Phase(name, nodes, stages, flops, bytes, plan.arenaBytes(), onHost);
  }

  private static Node node(Var node, NodeNames names, boolean forGradients) {
    return new Node(
        names.of(node),
        node.op().kind() == Op.Kind.LEAF ? node.op().name() : "op",
        NodeNames.op(node),
        dims(node.shape()),
        node.operands().stream().map(names::of).toList(),
        node.origin(),
        forGradients);
  }

  private static Stage stage(
      int number, PlanStage stage, NodeNames names, Double nanos, double total) {
    List<Var> nodes = stage.nodes();
    return new Stage(
        number,
        stage.kind().toString(),
        stage.prologue(),
        names.of(stage),
        nodes.stream().map(NodeNames::op).toList(),
        dims(stage.space()),
        nodes.get(nodes.size() - 1).origin(),
        stage.cost().flops(),
        stage.cost().bytes(),
        nanos == null ? null : nanos / 1e3,
        nanos == null ? null : nanos / total);
  }

  private static List<Integer> dims(Shape shape) {
    return Arrays.stream(shape.dims()).boxed().toList();
  }

  private static double stages(Profile profile) {
    return profile.stages().stream().flatMap(List::stream).mapToDouble(Double::doubleValue).sum();
  }

  private static double total(Profile profile) {
    return profile == null ? 0 : stages(profile) + profile.updates() + profile.rest();
  }

  private static Timing timing(
      Profile profile, Engine engine, Map<String, Plan> plans, double seconds) {
    List<GemmRate.Size> sizes = new ArrayList<>();
    long flops = 0;
    for (Plan plan : plans.values()) {
      for (PlanStage stage : plan.stages()) {
        if (stage.kind() == PlanStage.Kind.PRODUCT) {
          flops += stage.cost().flops();
          size(stage.nodes().get(0), sizes);
        }
      }
    }
    double rate = rate(engine, sizes, seconds);
    double floor = flops / rate * 1e3;
    double step = profile.step() / 1e6;
    return new Timing(
        profile.steps(),
        step,
        stages(profile) / 1e6,
        profile.updates() / 1e6,
        profile.rest() / 1e6,
        rate / 1e9,
        floor,
        step / floor);
  }

  private static double rate(Engine engine, List<GemmRate.Size> sizes, double seconds) {
    try (GemmRate rate = new GemmRate(engine.team(), sizes)) {
      return rate.best(seconds);
    }
  }

  private static void size(Var product, List<GemmRate.Size> sizes) {
    if (product.op().kind() == Op.Kind.MATMUL && product.shape().size() > 0) {
      boolean ta = product.op().attribute(0, Boolean.class);
      boolean tb = product.op().attribute(1, Boolean.class);
      Shape shape = product.shape();
      // Where products are added up, their operands come in pairs.
      for (int i = 0; i < product.operands().size(); i += 2) {
        int k = product.operands().get(i).shape().dim(ta ? -2 : -1);
        sizes.add(new GemmRate.Size(shape.dim(-2), shape.dim(-1), k, ta, tb));
      }
    }
  }
}
