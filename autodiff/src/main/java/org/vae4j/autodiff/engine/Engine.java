package org.vae4j.autodiff.engine;

import java.util.Map;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.CpuPlan;
import org.vae4j.autodiff.nd4j.Nd4jPlan;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.DType;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.core.backend.WorkerTeam;

/**
 * A chosen back end and its worker team: turns graphs into plans. Results do not depend on the
 * number of threads. Close it when its plans are done with.
 */
public final class Engine implements AutoCloseable {
  private final Backend backend;
  private final WorkerTeam team;

  private Engine(Backend backend, int threads) {
    this.backend = backend;
    this.team = new WorkerTeam(backend == Backend.CPU ? threads : 1);
  }

  /**
   * An engine on {@code backend} with this many workers; {@code auto} stands for {@code cpu} here.
   * Throws {@code IllegalArgumentException} unless threads >= 1.
   */
  public static Engine open(Backend backend, int threads) {
    if (!(threads >= 1)) {
      throw new IllegalArgumentException("threads must be >= 1; got " + threads);
    }
    return new Engine(backend == Backend.AUTO ? Backend.CPU : backend, threads);
  }

  /** An engine on all cores of this machine. */
  public static Engine open(Backend backend) {
    return open(backend, Runtime.getRuntime().availableProcessors());
  }

  /** The back end in use. */
  public Backend backend() {
    return backend;
  }

  /** The type that parameters must be packed in for this back end. */
  public DType dtype() {
    return backend == Backend.REFERENCE ? DType.FLOAT64 : DType.FLOAT32;
  }

  /** The workers, for passes over flat vectors. */
  public WorkerTeam team() {
    return team;
  }

  /** A plan of {@code graph}, to be closed by the caller. */
  public Plan plan(Graph graph) {
    return switch (backend) {
      case REFERENCE -> new ReferencePlan(graph);
      case CPU -> new CpuPlan(graph, team);
      case ND4J, CUDA -> new Nd4jPlan(graph);
      case AUTO -> throw new IllegalStateException("back end must be chosen before planning");
    };
  }

  /**
   * Bytes that a plan of {@code graph} would hold besides its parameters, which need not be packed;
   * on ND4J, where arrays are its own, those of every node.
   */
  public long arenaBytes(Graph graph) {
    return switch (backend) {
      case CPU -> CpuPlan.arenaBytes(graph, team.size());
      case REFERENCE -> ReferencePlan.arenaBytes(graph);
      default -> ReferencePlan.arenaBytes(graph) / 2;
    };
  }

  /** The value of an expression without inputs, at once and in float64: to look inside. */
  public static Tensor evaluate(Var var) {
    return evaluate(var, Map.of());
  }

  /** The value of an expression for these inputs, at once and in float64: to look inside. */
  public static Tensor evaluate(Var var, Map<String, Tensor> feeds) {
    try (Plan plan = new ReferencePlan(Graph.of(Map.of("value", var)))) {
      feeds.forEach((name, value) -> plan.feed(name, value.toDoubleArray()));
      plan.run();
      return plan.read("value");
    }
  }

  /** Stops the workers. */
  @Override
  public void close() {
    team.close();
  }
}
