package org.vae4j.models.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Rows;

/**
 * The affine coupling of RealNVP: some dimensions stay, the others are shifted and scaled by
 * functions of those. Source: Dinh, Sohl-Dickstein, Bengio (2017), arXiv:1605.08803, "affine
 * coupling layer".
 *
 * <p>Rows are cut after the first floor(D/2) dimensions; the layers of a chain take turns in which
 * part they move.
 */
public final class Coupling implements Bijection, Compound {
  private final int width;
  private final boolean movesLast;
  private final Conditioner conditioner;
  private final Optional<Var> context;

  private Coupling(int width, boolean movesLast, Conditioner conditioner, Optional<Var> context) {
    this.width = width;
    this.movesLast = movesLast;
    this.conditioner = conditioner;
    this.context = context;
  }

  /**
   * A layer that moves the last ceil(D/2) dimensions or the first floor(D/2). Throws {@code
   * IllegalArgumentException} where nothing moves, or nothing is there to depend on.
   */
  public static Coupling of(
      String name, int width, boolean movesLast, FlowSize size, Initializer initializer) {
    int cut = width / 2;
    int moves = Check.atLeast(1, name + ": moved dimensions", movesLast ? width - cut : cut);
    List<Integer> inputs =
        IntStream.of(width - moves, size.context()).filter(n -> n > 0).boxed().toList();
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException(
          name + ": a coupling of one dimension needs a context; got none");
    }
    Conditioner conditioner = new Conditioner(name, inputs, moves, size.hidden(), initializer);
    return new Coupling(width, movesLast, conditioner, Optional.empty());
  }

  /**
   * Layers in turns, two at least so that every dimension moves. One dimension alone has nothing to
   * depend on: without a context it is an {@link Affine} map, with one every layer moves it.
   */
  static Bijection chain(String name, int width, FlowSize size, Initializer initializer) {
    if (width == 1 && size.context() == 0) {
      return new Affine(name + ".0", width, initializer);
    }
    Check.atLeast(width == 1 ? 1 : 2, "flow: layers of a coupling flow", size.layers());
    List<Bijection> parts = new ArrayList<>();
    for (int i = 0; i < size.layers(); i++) {
      parts.add(of(name + "." + i, width, width == 1 || i % 2 == 0, size, initializer));
    }
    return new Chain(parts);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Bijection given(Var context) {
    return new Coupling(width, movesLast, conditioner, Optional.of(context));
  }

  @Override
  public Mapped forward(Var x) {
    Var moved = moved(x);
    return joined(x, rescaling(x).forward(moved));
  }

  @Override
  public Mapped inverse(Var y) {
    Var moved = moved(y);
    return joined(y, rescaling(y).inverse(moved));
  }

  private Rescaling rescaling(Var rows) {
    Stream<Var> stays = stays(rows).stream();
    return conditioner.apply(Stream.concat(stays, context.stream()).toList());
  }

  private Var moved(Var rows) {
    Rows.checked("coupling: rows", rows, width);
    int cut = width / 2;
    return movesLast ? part(rows, cut, width) : part(rows, 0, cut);
  }

  private Optional<Var> stays(Var rows) {
    int cut = width / 2;
    if (movesLast) {
      return cut == 0 ? Optional.empty() : Optional.of(part(rows, 0, cut));
    }
    return Optional.of(part(rows, cut, width));
  }

  private Var part(Var rows, int from, int to) {
    return to - from == width ? rows : rows.slice(1, from, to);
  }

  private Mapped joined(Var rows, Mapped moved) {
    Var value =
        stays(rows)
            .map(
                stays ->
                    movesLast
                        ? Var.concat(1, List.of(stays, moved.value()))
                        : Var.concat(1, List.of(moved.value(), stays)))
            .orElse(moved.value());
    return new Mapped(value, moved.logDet());
  }

  @Override
  public List<Trainable> parts() {
    return List.of(conditioner);
  }
}
