package org.vae4j.core.divergence.line;

import java.util.List;
import java.util.Optional;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.verify.Densities.Section;
import org.vae4j.core.verify.Integral;
import org.vae4j.core.verify.NumericalKl;

/** KL(q || p) between densities of numbers, by quadrature. */
public final class LineKl {
  private static final double MASS = 1e-9;
  private static final double LOST = 0.01;

  private LineKl() {}

  /** Whether both are densities of numbers. */
  public static boolean takes(Distribution<Doubles> q, Distribution<Doubles> p) {
    return isOfNumbers(q) && isOfNumbers(p);
  }

  private static boolean isOfNumbers(Distribution<Doubles> d) {
    return Part.of(d).stream()
        .map(Part::distribution)
        .allMatch(
            leaf ->
                switch (leaf.support()) {
                  case REAL, POSITIVE, UNIT, INTERVAL, CIRCLE -> hasOneElement(leaf);
                  default -> false;
                });
  }

  static boolean hasOneElement(Distribution<Doubles> leaf) {
    return leaf.parameters().values().stream().allMatch(x -> x.shape().size() == 1);
  }

  /** The divergence, which must be finite; empty where the mass of q is not found. */
  public static Optional<Integral> of(Distribution<Doubles> q, Distribution<Doubles> p) {
    List<Section> sections = Sections.of(q, p);
    return isWhole(sections) ? finite(NumericalKl.of(sections)) : Optional.empty();
  }

  /**
   * The divergence in the other form than {@code of}: the direct one where that takes the one that
   * is not negative.
   */
  public static Optional<Integral> otherwise(Distribution<Doubles> q, Distribution<Doubles> p) {
    List<Section> sections = Sections.of(q, p);
    Integral direct = NumericalKl.direct(sections);
    Integral first = NumericalKl.of(sections);
    return finite(first.equals(direct) ? NumericalKl.notNegative(sections) : direct);
  }

  private static boolean isWhole(List<Section> sections) {
    return Math.abs(NumericalKl.mass(sections) - 1) <= MASS;
  }

  /** An error as large as the value means that nothing is known: the tail is out of range. */
  private static Optional<Integral> finite(Integral found) {
    if (Double.isNaN(found.value())) {
      return Optional.empty();
    }
    boolean isLost = found.errorEstimate() > LOST * Math.abs(found.value()) && found.value() > 1;
    double error = isLost ? Double.POSITIVE_INFINITY : found.errorEstimate();
    return Optional.of(new Integral(found.value(), error, found.evaluations()));
  }
}
