package org.vae4j.autodiff.cpu.stage;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.plan.Update;

/** Moves ranges of a vector by the gradients that lie there. */
public final class UpdateStage implements Stage {
  /** Elements {@code [from, to)} of the vector. */
  public record Range(int from, int to) {}

  private static final int LONGEST = 4 * Registers.TILE;

  private final ParameterVector vector;
  private final List<Range> ranges = new ArrayList<>();
  private Update update;

  /** Moves these ranges of {@code vector}. */
  public UpdateStage(ParameterVector vector, List<Range> whole) {
    this.vector = vector;
    for (Range range : whole) {
      for (int from = range.from; from < range.to; from += LONGEST) {
        ranges.add(new Range(from, Math.min(range.to, from + LONGEST)));
      }
    }
  }

  /** What moves the ranges in the runs to come. */
  public void moveBy(Update next) {
    update = next;
  }

  @Override
  public int parts() {
    return Math.min(PARTS, ranges.size());
  }

  @Override
  public void run(int part, Registers registers) {
    int end = Stage.cut(ranges.size(), part + 1, parts(), 1);
    for (int i = Stage.cut(ranges.size(), part, parts(), 1); i < end; i++) {
      Range range = ranges.get(i);
      update.move(range.from, range.to, vector.gradients(), range.from, registers.worker());
    }
  }
}
