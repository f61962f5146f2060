package org.vae4j.autodiff.cpu;

import java.util.List;

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
    Tile tile = registers.tile;
    for (tile.outer = space.from(0, part); tile.outer < space.to(0, part); tile.outer++) {
      for (tile.column = space.from(2, part);
          tile.column < columnsTo;
          tile.column += Registers.TILE) {
        tile.width = Math.min(Registers.TILE, columnsTo - tile.column);
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
    int rows = Math.min(to - from, Registers.TILE / tile.width);
    tile.row = from;
    tile.rows = rows;
    boolean first = tile.outer == space.from(0, part) && tile.column == space.from(2, part);
    for (Load load : fixedLoads) {
      if (first || !load.access.sameInEachOuter() || space.width > Registers.TILE) {
        load.run(tile, registers);
      }
    }
    for (Reduction reduction : reductions) {
      reduction.beginRows(part);
    }
    for (tile.row = from; tile.row < to; tile.row += rows) {
      tile.rows = Math.min(rows, to - tile.row);
      for (TileStep step : steps) {
        step.run(tile, registers);
      }
      for (Reduction reduction : reductions) {
        reduction.take(part, tile, registers);
      }
    }
    tile.row = from;
    tile.rows = rows;
    for (Reduction reduction : reductions) {
      reduction.endRows(part, tile, rows, registers);
    }
  }
}
