package org.vae4j.autodiff.cpu;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.autodiff.cpu.stage.Registers;
import org.vae4j.autodiff.cpu.stage.Stage;
import org.vae4j.autodiff.plan.PlanStage;
import org.vae4j.core.backend.WorkerTeam;

/** Stages in the order in which they run, each with what is told of it. */
final class Schedule {
  private final List<Stage> stages = new ArrayList<>();
  private final List<PlanStage> told = new ArrayList<>();

  /** For each stage the index of what is told: some are made of two stages, one after the other. */
  private final List<Integer> owners = new ArrayList<>();

  /** Adds stages that together are what {@code about} tells; none where there is nothing to do. */
  void add(PlanStage about, List<Stage> more) {
    if (!more.isEmpty()) {
      more.forEach(stage -> owners.add(told.size()));
      stages.addAll(more);
      told.add(about);
    }
  }

  /** The stages. */
  Stage[] stages() {
    return stages.toArray(new Stage[0]);
  }

  /** What is told of them. */
  List<PlanStage> told() {
    return told;
  }

  /**
   * Runs a worker's parts of all stages, with all workers at one stage at a time; the first worker
   * adds what each took to {@code nanos}, from place {@code first} on.
   */
  void run(int worker, WorkerTeam team, Registers own, long[] nanos, int first) {
    for (int i = 0; i < stages.size(); i++) {
      long start = System.nanoTime();
      stages.get(i).run(worker, team.size(), own);
      team.barrier(worker);
      if (worker == 0) {
        nanos[first + owners.get(i)] += System.nanoTime() - start;
      }
    }
  }
}
