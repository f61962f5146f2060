package org.vae4j.models.layer;

import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;

/**
 * Some columns of each row, {@code [N, inputs] -> [N, to - from]}.
 *
 * @param from the first, counted from 0
 * @param to one past the last
 */
public record Columns(int from, int to) implements Layer {
  /** Throws {@code IllegalArgumentException} unless there is a column. */
  public Columns {
    if (!(from >= 0 && to > from)) {
      throw new IllegalArgumentException(
          "columns: must satisfy 0 <= from < to; got " + from + " and " + to);
    }
  }

  @Override
  public Var apply(Var x, Mode mode) {
    return x.slice(1, from, to);
  }

  @Override
  public int outputs() {
    return to - from;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }
}
