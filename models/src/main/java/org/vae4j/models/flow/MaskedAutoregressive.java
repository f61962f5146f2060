package org.vae4j.models.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.models.layer.Dense;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Rows;

/**
 * Shift and scale of each dimension by functions of those before it in an order, and of a context
 * if there is one. {@link #forward} is one pass, {@link #inverse} D, each of which needs what the
 * ones before have found. Source: Papamakarios, Pavlakou, Murray (2017), arXiv:1705.07057, section
 * 3.1; from noise to codes, the inverse autoregressive flow of Kingma et al. (2016),
 * arXiv:1606.04934.
 *
 * <p>The network is a {@link Made}, whose order is from the first dimension to the last or back.
 */
public final class MaskedAutoregressive implements Bijection, Compound {
  private final Made made;
  private final Optional<Dense> entry;
  private final Optional<Var> context;

  private MaskedAutoregressive(Made made, Optional<Dense> entry, Optional<Var> context) {
    this.made = made;
    this.entry = entry;
    this.context = context;
  }

  /** A layer, the identity at start; {@code backwards} is its order. */
  public static MaskedAutoregressive of(
      String name, int width, boolean backwards, FlowSize size, Initializer initializer) {
    Made made = new Made(name, width, backwards, size, initializer);
    Optional<Dense> entry =
        size.context() == 0
            ? Optional.empty()
            : Optional.of(
                Dense.glorot(name + ".context", size.context(), size.hidden(), initializer));
    return new MaskedAutoregressive(made, entry, Optional.empty());
  }

  /** Layers whose orders take turns. */
  static Bijection chain(String name, int width, FlowSize size, Initializer initializer) {
    List<Bijection> parts = new ArrayList<>();
    for (int i = 0; i < size.layers(); i++) {
      parts.add(of(name + "." + i, width, i % 2 == 1, size, initializer));
    }
    return new Chain(parts);
  }

  @Override
  public int width() {
    return made.width();
  }

  @Override
  public Bijection given(Var context) {
    return new MaskedAutoregressive(made, entry, Optional.of(context));
  }

  @Override
  public Mapped forward(Var x) {
    Rows.checked("autoregressive: rows", x, width());
    Var entry = made.entry(x);
    return made.rescaling(fromContext(x).map(entry::plus).orElse(entry)).forward(x);
  }

  @Override
  public Mapped inverse(Var y) {
    Rows.checked("autoregressive: rows", y, width());
    Var start = made.start(y.shape().dim(0));
    Var entry = fromContext(y).map(start::plus).orElse(start);
    Var logDet = Var.zeros(Shape.of(y.shape().dim(0)));
    Var[] columns = new Var[width()];
    for (int i : made.order()) {
      Mapped next = made.rescaling(entry, i).inverse(y.slice(1, i, i + 1));
      columns[i] = next.value();
      logDet = logDet.plus(next.logDet());
      entry = entry.plus(made.entry(next.value(), i));
    }
    return new Mapped(Var.concat(1, List.of(columns)), logDet);
  }

  /** What the context adds to the first hidden layer, {@code [N, H]}. */
  private Optional<Var> fromContext(Var rows) {
    if (entry.isPresent() != context.isPresent()) {
      throw rows.refused(
          "autoregressive: a context must be given if the layer was made for one, and only then;"
              + " got "
              + context.map(Var::shape).map(Shape::toString).orElse("none"));
    }
    return entry.map(layer -> layer.apply(context.orElseThrow()));
  }

  @Override
  public List<Trainable> parts() {
    return Stream.concat(Stream.of(made), entry.stream()).toList();
  }
}
