package org.vae4j.core.divergence.line;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.vae4j.core.Doubles;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Point;
import org.vae4j.core.distribution.Point.Chart;
import org.vae4j.core.distribution.Support;
import org.vae4j.core.distribution.VonMises;
import org.vae4j.core.verify.Densities;
import org.vae4j.core.verify.Densities.Logs;
import org.vae4j.core.verify.Densities.Section;
import org.vae4j.core.verify.Landmark;

/**
 * Parts the line at every end of a support, and gives each part the chart in which the densities on
 * it are smooth: logarithms above 0 and logits within the unit interval, where a family has that
 * support.
 */
public final class Sections {
  private record Leaf(Distribution<Doubles> distribution, Extent extent) {
    boolean covers(double from, double to) {
      return extent.lower().at() <= from && extent.upper().at() >= to;
    }
  }

  private static final double ROUNDING = 0x1p-52;
  private static final double OVERFLOW = 1e290;

  private final Distribution<Doubles> q;
  private final Distribution<Doubles> p;
  private final Optional<LogRatio> ratio;
  private final List<Leaf> leaves = new ArrayList<>();

  private Sections(Distribution<Doubles> q, Distribution<Doubles> p) {
    this.q = q;
    this.p = p;
    this.ratio = LogRatio.of(q, p);
    for (Distribution<Doubles> whole : List.of(q, p)) {
      for (Part<Doubles> part : Part.of(whole)) {
        leaves.add(new Leaf(part.distribution(), Extent.of(part.distribution())));
      }
    }
  }

  /** The sections that make up the supports of q and p, which are of numbers. */
  public static List<Section> of(Distribution<Doubles> q, Distribution<Doubles> p) {
    return q instanceof VonMises<Doubles> a && p instanceof VonMises<Doubles> b
        ? aroundCircle(a, b)
        : new Sections(q, p).all();
  }

  /** The circle from the far side of q, cut at the far side of p as well. */
  private static List<Section> aroundCircle(VonMises<Doubles> q, VonMises<Doubles> p) {
    double at = q.loc().scalar();
    double gap = Math.IEEEremainder(p.loc().scalar() - at, 2 * Math.PI);
    List<Section> sections = new ArrayList<>();
    for (int turn = -1; turn <= 1; turn++) {
      double distance = gap + turn * 2 * Math.PI;
      double lower = at + Math.max(-Math.PI, distance - Math.PI);
      double upper = at + Math.min(Math.PI, distance + Math.PI);
      if (lower < upper) {
        boolean asIs = distance == p.loc().scalar() - at;
        Doubles loc = asIs ? p.loc() : Doubles.scalar(at + distance);
        Sections both = new Sections(q, new VonMises<>(loc, p.concentration()));
        sections.add(both.section(lower, upper, both.leaves));
      }
    }
    return sections;
  }

  private List<Section> all() {
    TreeSet<Double> ends = new TreeSet<>();
    for (Leaf leaf : leaves) {
      ends.add(leaf.extent.lower().at() + 0.0);
      ends.add(leaf.extent.upper().at() + 0.0);
    }
    List<Section> sections = new ArrayList<>();
    for (Double from : ends.headSet(ends.last())) {
      double to = ends.higher(from);
      List<Leaf> present = leaves.stream().filter(leaf -> leaf.covers(from, to)).toList();
      if (!present.isEmpty()) {
        sections.add(section(from, to, present));
      }
    }
    return sections;
  }

  private Section section(double from, double to, List<Leaf> present) {
    Chart chart = chart(from, to, present);
    List<Landmark> landmarks = new ArrayList<>();
    for (Leaf leaf : present) {
      landmarks.addAll(Landmarks.of(leaf.distribution, chart));
    }
    double least = landmarks.stream().mapToDouble(Landmark::scale).min().orElse(1);
    Densities densities = (anchor, offsets) -> logs(chart, anchor, offsets, least);
    return new Section(densities, coordinate(chart, from), coordinate(chart, to), landmarks);
  }

  /** Well within a support the number itself will do, and may be in a narrower section. */
  private static Chart chart(double from, double to, List<Leaf> present) {
    boolean unit = has(present, Support.UNIT);
    boolean narrow = to <= 2 * from && (!unit || 1 - from <= 2 * (1 - to));
    if (unit) {
      return narrow ? Chart.IDENTITY : Chart.LOGIT;
    }
    boolean positive = from >= 0 && has(present, Support.POSITIVE);
    return positive && !narrow ? Chart.LOG : Chart.IDENTITY;
  }

  private static boolean has(List<Leaf> present, Support support) {
    return present.stream().anyMatch(leaf -> leaf.distribution.support() == support);
  }

  private static double coordinate(Chart chart, double x) {
    return switch (chart) {
      case IDENTITY -> x;
      case LOG -> Math.log(x);
      case LOGIT -> Math.log(x) - Math.log1p(-x);
    };
  }

  /** In logs and logits the places of q and p are apart by their rounding. */
  private Logs logs(Chart chart, double anchor, double[] offsets, double leastScale) {
    Point<Doubles> x = Point.near(chart, Doubles.scalar(anchor), Doubles.vector(offsets));
    double[] logQ = values(q, x, offsets.length);
    double[] logP = values(p, x, offsets.length);
    Logs logs = Logs.of(logQ, logP);
    if (chart != Chart.IDENTITY) {
      double apart = ROUNDING * (1 + Math.abs(anchor)) / Math.min(1, leastScale);
      Arrays.setAll(logs.noise(), i -> logs.noise()[i] + apart);
    }
    ratio.ifPresent(exact -> exact.refine(x, logs));
    bound(logs);
    return logs;
  }

  /**
   * Bounds ratios near the end of the numbers, which are finite though they may not look so. What
   * lies beyond is then lost, and shows as an error unless it is nothing beside the rest.
   */
  private static void bound(Logs logs) {
    for (int i = 0; i < logs.ratio().length; i++) {
      if (logs.ratio()[i] < -OVERFLOW && logs.q()[i] > Double.NEGATIVE_INFINITY) {
        logs.ratio()[i] = -OVERFLOW;
        logs.noise()[i] = OVERFLOW * 1e14;
      }
    }
  }

  private static double[] values(Distribution<Doubles> d, Point<Doubles> x, int count) {
    return d.logDensityOfCoordinate(x).broadcastTo(Shape.of(count)).toDoubleArray();
  }
}
