package org.vae4j.models.flow;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.models.layer.Initializer;

/**
 * The masked network behind an autoregressive map: two hidden layers of tanh units, of which
 * outputs for a dimension see only dimensions before it. An input has its place in the order as its
 * degree, hidden units have degrees 1 to D - 1, as evenly as can be, and from 0 on where there is a
 * context, which those of degree 0 alone see; a unit sees those of at most its degree, an output
 * those below. Source: Germain, Gregor, Murray, Larochelle (2015), arXiv:1502.03509, eq. 12, 13.
 *
 * <p>Masked weights depend on parameters alone: a plan makes them once a step. The last layer
 * starts at zero.
 */
final class Made implements Trainable {
  private final int width;
  private final boolean backwards;
  private final MaskedDense entry;
  private final MaskedDense middle;
  private final MaskedDense shift;
  private final MaskedDense raw;
  private final Parameter bound;

  /** A network with parameters {@code name.*} of this order, and of a context or none. */
  Made(String name, int width, boolean backwards, FlowSize size, Initializer initializer) {
    int hidden = size.hidden();
    this.width = Check.atLeast(1, name + ": width", width);
    this.backwards = backwards;
    int least = size.context() == 0 ? 1 : 0;
    IntUnaryOperator unit = k -> least + (int) ((long) k * (width - least) / hidden);
    Parameter first = initializer.glorot(name + ".input.weight", width, hidden);
    Parameter second = initializer.glorot(name + ".hidden.weight", hidden, hidden);
    Parameter bias = zeros(name + ".input.bias", initializer, hidden);
    this.entry = MaskedDense.of(first, this::degree, unit, 0, bias);
    Parameter middleBias = zeros(name + ".hidden.bias", initializer, hidden);
    this.middle = MaskedDense.of(second, unit, unit, 0, middleBias);
    this.shift = head(name + ".shift", hidden, unit, initializer);
    this.raw = head(name + ".log-scale", hidden, unit, initializer);
    this.bound = initializer.constant(name + ".bound", Shape.of(width), 1);
  }

  private MaskedDense head(
      String name, int hidden, IntUnaryOperator unit, Initializer initializer) {
    Parameter weight = zeros(name + ".weight", initializer, hidden, width);
    Parameter bias = zeros(name + ".bias", initializer, width);
    return MaskedDense.of(weight, unit, this::degree, 1, bias);
  }

  private static Parameter zeros(String name, Initializer initializer, int... shape) {
    return initializer.constant(name, Shape.of(shape), 0);
  }

  int width() {
    return width;
  }

  /** The place of a dimension in the order, from 1. */
  private int degree(int dimension) {
    return backwards ? width - dimension : dimension + 1;
  }

  /** The dimensions in their order. */
  int[] order() {
    return IntStream.range(0, width).map(i -> backwards ? width - 1 - i : i).toArray();
  }

  /** What the first hidden layer gets before any dimension has entered, {@code [N, H]}. */
  Var start(int rows) {
    Var bias = entry.bias().var();
    return bias.broadcastTo(Shape.of(rows, bias.shape().dim(0)));
  }

  /** What the first hidden layer gets from all dimensions, {@code [N, D] -> [N, H]}. */
  Var entry(Var rows) {
    return entry.apply(rows);
  }

  /** What one dimension adds to the first hidden layer, {@code [N, 1] -> [N, H]}. */
  Var entry(Var column, int dimension) {
    return column.times(entry.masked().slice(0, dimension, dimension + 1));
  }

  /** The rescaling of all dimensions by what the first hidden layer gets. */
  Rescaling rescaling(Var sum) {
    Var h = middle.apply(sum.tanh()).tanh();
    return Rescaling.bounded(shift.apply(h), raw.apply(h), bound.var());
  }

  /** The rescaling of one dimension, which is right once the ones before it have entered. */
  Rescaling rescaling(Var sum, int dimension) {
    Var h = middle.apply(sum.tanh()).tanh();
    Var reach = bound.var().slice(0, dimension, dimension + 1);
    return Rescaling.bounded(shift.apply(h, dimension), raw.apply(h, dimension), reach);
  }

  @Override
  public List<Parameter> parameters() {
    Stream<MaskedDense> layers = Stream.of(entry, middle, shift, raw);
    return Stream.concat(layers.flatMap(layer -> layer.parameters().stream()), Stream.of(bound))
        .toList();
  }
}
