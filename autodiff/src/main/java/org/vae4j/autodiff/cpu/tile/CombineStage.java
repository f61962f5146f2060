package org.vae4j.autodiff.cpu.tile;

import java.util.List;
import org.vae4j.autodiff.cpu.stage.Registers;
import org.vae4j.autodiff.cpu.stage.Stage;

/** Joins what the parts of a tile stage have gathered of shared reductions. */
final class CombineStage implements Stage {
  private final List<Reduction> reductions;

  CombineStage(List<Reduction> reductions) {
    this.reductions = List.copyOf(reductions);
  }

  @Override
  public int parts() {
    return Math.min(PARTS, reductions.size());
  }

  @Override
  public void run(int part, Registers registers) {
    for (int i = part; i < reductions.size(); i += parts()) {
      reductions.get(i).combine();
    }
  }
}
