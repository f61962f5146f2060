package org.vae4j.core.divergence.line;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Support;
import org.vae4j.core.distribution.VonMises;

/**
 * Says when KL(q || p) is infinite, and why: p lacks mass where q has some, or {@code -log p} grows
 * so fast towards an end that its mean under q is infinite. No draws and no quadrature would tell.
 *
 * <p>The entropy of every family is finite, so nothing else makes the divergence infinite. For a
 * mixture q one component suffices; a mixture p is as good as the best of its components at each
 * place.
 */
public final class Coverage {
  private static final double INF = Double.POSITIVE_INFINITY;

  private Coverage() {}

  /**
   * Why the divergence of one pair is infinite, as a clause such as {@code p has no mass below 0,
   * where q has}; empty where it is finite. Throws {@code IllegalArgumentException} on different
   * dimensions, and on parameters that are more than one number where the answer rests on them.
   */
  public static Optional<String> whyInfinite(Distribution<Doubles> q, Distribution<Doubles> p) {
    if (q.dimension() != p.dimension()) {
      throw new IllegalArgumentException(
          "kl: q and p must have one dimension; got %s of %d and %s of %d"
              .formatted(q.family(), q.dimension(), p.family(), p.dimension()));
    }
    if (q instanceof VonMises && p instanceof VonMises) {
      return Optional.empty();
    }
    List<Distribution<Doubles>> parts = parts(p);
    return parts(q).stream().flatMap(part -> why(part, parts).stream()).findFirst();
  }

  private static List<Distribution<Doubles>> parts(Distribution<Doubles> d) {
    return Part.of(d).stream().map(Part::distribution).toList();
  }

  /** All parts of p live on one kind of set. */
  private static Optional<String> why(Distribution<Doubles> q, List<Distribution<Doubles>> p) {
    Support setQ = q.support();
    Support setP = p.get(0).support();
    if (setQ.isDiscrete() != setP.isDiscrete()) {
      return Optional.of(
          setQ.isDiscrete()
              ? "q has mass at single points, where p has none"
              : "p has mass at single points alone, where q has none");
    }
    if (setQ.isDiscrete()) {
      return missedOutcome(Outcomes.of(q), p.stream().map(Outcomes::of).toList());
    }
    if (q.dimension() > 1) {
      return setQ == setP
          ? Optional.empty()
          : Optional.of("q lives on %s, p on %s".formatted(inWords(setQ), inWords(setP)));
    }
    Extent extent = Extent.of(q);
    List<Extent> extents = p.stream().map(Extent::of).toList();
    return missedInterval(extent, extents).or(() -> divergingEnd(extent, extents));
  }

  private static String inWords(Support set) {
    return switch (set) {
      case SIMPLEX -> "vectors that sum to 1, a set of no volume";
      case LOG_SIMPLEX -> "logarithms of vectors that sum to 1, a set of no volume";
      default -> "all vectors";
    };
  }

  private static Optional<String> missedOutcome(Outcomes q, List<Outcomes> p) {
    if (p.stream().anyMatch(Outcomes::all)) {
      return Optional.empty();
    }
    int end = p.stream().mapToInt(o -> o.shown().size()).max().orElse(0);
    for (int k = 0; k < Math.max(end, q.shown().size()); k++) {
      int outcome = k;
      if (q.shows(k) && p.stream().noneMatch(o -> o.shows(outcome))) {
        return Optional.of("p has no mass at %d, where q has".formatted(k));
      }
    }
    return q.all()
        ? Optional.of("p has no mass above %d, where q has".formatted(end - 1))
        : Optional.empty();
  }

  /** The first gap between the extents of p that q reaches into. */
  private static Optional<String> missedInterval(Extent q, List<Extent> p) {
    double covered = -INF;
    List<Extent> inOrder =
        p.stream().sorted(Comparator.comparingDouble(e -> e.lower().at())).toList();
    for (Extent e : inOrder) {
      if (q.reachesInto(covered, e.lower().at())) {
        return Optional.of(missed(covered, e.lower().at()));
      }
      covered = Math.max(covered, e.upper().at());
    }
    return q.reachesInto(covered, INF) ? Optional.of(missed(covered, INF)) : Optional.empty();
  }

  private static String missed(double from, double to) {
    String where =
        from == -INF
            ? "below " + number(to)
            : to == INF
                ? "above " + number(from)
                : "between " + number(from) + " and " + number(to);
    return "p has no mass " + where + ", where q has";
  }

  /** The first end towards which every part of p falls off too fast for q. */
  private static Optional<String> divergingEnd(Extent q, List<Extent> p) {
    return p.stream()
        .flatMap(
            e -> Stream.of(diverging(e.lower(), true, q, p), diverging(e.upper(), false, q, p)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> diverging(
      Extent.End end, boolean fromAbove, Extent q, List<Extent> p) {
    Extent.End ofQ = q.towards(end.at(), fromAbove);
    double growth =
        p.stream()
            .map(e -> e.towards(end.at(), fromAbove))
            .filter(e -> e != null)
            .mapToDouble(Extent.End::growth)
            .min()
            .orElse(0);
    if (ofQ == null || growth == 0 || growth < ofQ.moments()) {
      return Optional.empty();
    }
    String rise = Double.isInfinite(end.at()) ? "|x|" : "1/|x - %s|".formatted(number(end.at()));
    String power = growth == 1 ? "" : "^" + number(growth);
    return Optional.of(
        "-log p grows as %s%s towards %s, and q has no such mean"
            .formatted(end.at() == 0 ? "1/x" : rise, power, number(end.at())));
  }

  private static String number(double x) {
    if (Double.isInfinite(x)) {
      return x > 0 ? "infinity" : "-infinity";
    }
    return x == Math.rint(x) && Math.abs(x) < 1e15 ? Long.toString((long) x) : Double.toString(x);
  }
}
