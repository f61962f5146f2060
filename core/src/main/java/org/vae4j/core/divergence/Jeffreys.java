package org.vae4j.core.divergence;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vae4j.core.Algebra;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Distribution;

/** The Jeffreys divergence {@code KL(q || p) + KL(p || q)}, in nats. Jeffreys (1946). */
public final class Jeffreys {
  private Jeffreys() {}

  /** The closed form, {@code [..]}, batched; empty unless both directions have one. */
  public static <A extends Algebra<A>> Optional<A> closed(Distribution<A> q, Distribution<A> p) {
    return Kl.closed(q, p).flatMap(to -> Kl.closed(p, q).map(back -> to.kl().plus(back.kl())));
  }

  /** Each direction by the best method there is. */
  public static Estimate<Doubles> of(Distribution<Doubles> q, Distribution<Doubles> p) {
    return sum(Kl.of(q, p), Kl.of(p, q));
  }

  /** As {@link #of(Distribution, Distribution)}, with {@code count} draws where it draws. */
  public static Estimate<Doubles> of(
      Distribution<Doubles> q, Distribution<Doubles> p, RandomGenerator stream, int count) {
    return sum(Kl.of(q, p, stream, count), Kl.of(p, q, stream, count));
  }

  /** Independent errors; the method that is the least exact of the two. */
  private static Estimate<Doubles> sum(Estimate<Doubles> to, Estimate<Doubles> back) {
    Map<String, Doubles> terms = new LinkedHashMap<>();
    terms.put("forward", to.value());
    terms.put("reverse", back.value());
    Doubles error = to.error().square().plus(back.error().square()).sqrt();
    return new Estimate<>(to.value().plus(back.value()), error, method(to, back), terms);
  }

  private static Method method(Estimate<Doubles> to, Estimate<Doubles> back) {
    if (to.method() == Method.INFINITE || back.method() == Method.INFINITE) {
      return Method.INFINITE;
    }
    return to.method().compareTo(back.method()) > 0 ? to.method() : back.method();
  }
}
