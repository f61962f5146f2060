package org.vae4j.autodiff.cpu.tile;

import java.util.List;
import org.vae4j.autodiff.cpu.stage.Registers;
import org.vae4j.autodiff.cpu.stage.Stage;
import org.vae4j.autodiff.cpu.stage.Tile;

/** A tile program over its space: for each tile, load, compute, store and reduce. */
final class TileStage implements Stage {
  private final Space space;
  private final Load[] fixedLoads;
  private final TileStep[] steps;
  private final Reduction[] reductions;

  /** {@code fixedLoads} are the same in each row; {@code steps} run for each tile. */
  TileStage(Space space, List<Load> fixedLoads, List<TileStep> steps, List<Reduction> reductions) {
    this.space = space;
    this.fixedLoads = fixedLoads.toArray(new Load[0]);
    this.steps = steps.toArray(new TileStep[0]);
    this.reductions = reductions.toArray(new Reduction[0]);
  }

  @Override
  public int parts() {
    return space.parts;
  }

  @Override
  public void run(int part, Registers registers) {
    for (Reduction reduction : reductions) {
      reduction.begin(part);
    }
    int columnsTo = space.to(2, part);
    Tile tile = registers.tile();
    for (int outer = space.from(0, part); outer < space.to(0, part); outer++) {
      tile.toOuter(outer);
      for (int column = space.from(2, part); column < columnsTo; column += Registers.TILE) {
        tile.toColumns(column, Math.min(Registers.TILE, columnsTo - column));
        runRows(part, tile, registers);
      }
    }
    for (Reduction reduction : reductions) {
      reduction.end(part);
    }
  }

  private void runRows(int part, Tile tile, Registers registers) {
    int from = space.from(1, part);
    int to = space.to(1, part);
    int rows = Math.min(to - from, Registers.TILE / tile.width());
    tile.toRows(from, rows);
    boolean first = tile.outer() == space.from(0, part) && tile.column() == space.from(2, part);
    for (Load load : fixedLoads) {
      if (first || !load.access.sameInEachOuter() || space.width > Registers.TILE) {
        load.run(tile, registers);
      }
    }
    for (Reduction reduction : reductions) {
      reduction.beginRows(part);
    }
    for (int row = from; row < to; row += rows) {
      tile.toRows(row, Math.min(rows, to - row));
      for (TileStep step : steps) {
        step.run(tile, registers);
      }
      for (Reduction reduction : reductions) {
        reduction.take(part, tile, registers);
      }
    }
    tile.toRows(from, rows);
    for (Reduction reduction : reductions) {
      reduction.endRows(part, tile, rows, registers);
    }
  }
}
