package org.vae4j.models.flow;

import java.util.List;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Var;

/**
 * Bijections in sequence, the first applied first.
 *
 * @param parts one or more of equal width
 */
public record Chain(List<Bijection> parts) implements Bijection, Compound {
  /** Throws {@code IllegalArgumentException} unless there are parts of one width. */
  public Chain {
    parts = List.copyOf(parts);
    List<Integer> widths = parts.stream().map(Bijection::width).toList();
    if (!(widths.stream().distinct().count() == 1)) {
      throw new IllegalArgumentException(
          "chain: parts must be one or more of equal width; got widths " + widths);
    }
  }

  @Override
  public int width() {
    return parts.get(0).width();
  }

  @Override
  public Mapped forward(Var x) {
    Mapped mapped = parts.get(0).forward(x);
    for (Bijection part : parts.subList(1, parts.size())) {
      mapped = mapped.then(part.forward(mapped.value()));
    }
    return mapped;
  }

  @Override
  public Mapped inverse(Var y) {
    int last = parts.size() - 1;
    Mapped mapped = parts.get(last).inverse(y);
    for (int i = last - 1; i >= 0; i--) {
      mapped = mapped.then(parts.get(i).inverse(mapped.value()));
    }
    return mapped;
  }

  @Override
  public Bijection given(Var context) {
    return new Chain(parts.stream().map(part -> part.given(context)).toList());
  }
}
