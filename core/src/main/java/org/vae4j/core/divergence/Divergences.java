package org.vae4j.core.divergence;

import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Distribution;

/** What the divergences other than KL share: their draws, and how results are made. */
final class Divergences {
  static final int DRAWS = 100_000;
  static final long SEED = 0x5EEDL;

  private Divergences() {}

  static <A extends Algebra<A>> void checkDimensions(
      String where, Distribution<A> q, Distribution<A> p) {
    if (q.dimension() != p.dimension()) {
      throw new IllegalArgumentException(
          "%s: q and p must have one dimension; got %s of %d and %s of %d"
              .formatted(where, q.family(), q.dimension(), p.family(), p.dimension()));
    }
  }

  /** A closed form as a result. */
  static Estimate<Doubles> exact(Doubles value) {
    Doubles error = value.number(0).broadcastTo(value.shape());
    return new Estimate<>(value, error, method(value, Method.CLOSED), Map.of());
  }

  /** {@code INFINITE} where every element is, else the other. */
  static Method method(Doubles value, Method other) {
    boolean isInfinite =
        Arrays.stream(value.toDoubleArray()).allMatch(x -> x == Double.POSITIVE_INFINITY);
    return isInfinite ? Method.INFINITE : other;
  }

  /** {@code f} of an estimate, whose slope carries the error over. */
  static Estimate<Doubles> map(
      Estimate<Doubles> x, UnaryOperator<Doubles> f, UnaryOperator<Doubles> slope) {
    Doubles zero = x.error().number(0);
    Doubles present = x.error().greater(zero);
    Doubles error = present.where(x.error().times(slope.apply(x.value()).abs()), zero);
    Doubles value = f.apply(x.value());
    Method finite = x.method() == Method.INFINITE ? Method.CLOSED : x.method();
    return new Estimate<>(value, error, method(value, finite), Map.of());
  }
}
