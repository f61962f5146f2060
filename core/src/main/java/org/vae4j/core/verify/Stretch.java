package org.vae4j.core.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The points on one side of a landmark, up to half way to the next: {@code anchor + direction scale
 * sinh(s)} of s from 0, which is linear within the scale and logarithmic far beyond, so that peaks
 * of any width and algebraic tails are equally smooth functions of s.
 *
 * @param anchor the landmark
 * @param direction 1 or -1
 * @param scale the landmark's scale
 * @param reach the length, at most 1e300
 * @param spread the distance over which anything happens; beyond it there are only tails
 */
record Stretch(double anchor, int direction, double scale, double reach, double spread) {
  private static final double FARTHEST = 1e300;
  private static final double STEP = 1.5;
  private static final double GROWTH = 1.5;
  private static final double LOG_2 = Math.log(2);
  private static final double FAR = 20;

  /** The stretches that make up the line from {@code lower} to {@code upper}. */
  static List<Stretch> between(double lower, double upper, List<Landmark> landmarks) {
    List<Landmark> sorted = within(lower, upper, landmarks);
    double spread = sorted.get(0).scale();
    for (Landmark landmark : landmarks) {
      spread = Math.max(spread, landmark.scale());
    }
    Landmark first = sorted.get(0);
    Landmark last = sorted.get(sorted.size() - 1);
    spread = Math.min(FARTHEST, 20 * spread + (last.location() - first.location()));
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      double at = sorted.get(i).location();
      double below = i == 0 ? at - lower : (at - sorted.get(i - 1).location()) / 2;
      double next = i + 1 == sorted.size() ? upper : sorted.get(i + 1).location();
      double above = i + 1 == sorted.size() ? upper - at : next - at - (next - at) / 2;
      add(stretches, sorted.get(i), -1, below, spread);
      add(stretches, sorted.get(i), 1, above, spread);
    }
    return stretches;
  }

  private static void add(
      List<Stretch> stretches, Landmark landmark, int direction, double reach, double spread) {
    if (reach > 0) {
      double bounded = Math.min(reach, FARTHEST);
      stretches.add(new Stretch(landmark.location(), direction, landmark.scale(), bounded, spread));
    }
  }

  /** Those between the ends, in order, one per place and of the least scale there. */
  private static List<Landmark> within(double lower, double upper, List<Landmark> landmarks) {
    TreeMap<Double, Landmark> places = new TreeMap<>();
    for (Landmark landmark : landmarks) {
      if (landmark.location() >= lower && landmark.location() <= upper) {
        Comparator<Landmark> byScale = Comparator.comparingDouble(Landmark::scale);
        places.merge(
            landmark.location() + 0.0, landmark, (a, b) -> byScale.compare(a, b) < 0 ? a : b);
      }
    }
    return places.isEmpty()
        ? List.of(somewhere(lower, upper))
        : narrowed(new ArrayList<>(places.values()));
  }

  /** Next to a narrow landmark, the scale of a wide one is no more than their distance. */
  private static List<Landmark> narrowed(List<Landmark> landmarks) {
    for (int i = 1; i < landmarks.size(); i++) {
      landmarks.set(i, narrowed(landmarks.get(i), landmarks.get(i - 1)));
    }
    for (int i = landmarks.size() - 2; i >= 0; i--) {
      landmarks.set(i, narrowed(landmarks.get(i), landmarks.get(i + 1)));
    }
    return landmarks;
  }

  private static Landmark narrowed(Landmark landmark, Landmark beside) {
    double distance = Math.abs(landmark.location() - beside.location());
    double scale = Math.min(landmark.scale(), beside.scale() + distance);
    return new Landmark(landmark.location(), scale);
  }

  private static Landmark somewhere(double lower, double upper) {
    if (Double.isFinite(lower) && Double.isFinite(upper)) {
      double half = upper / 2 - lower / 2;
      return new Landmark(lower + half, half);
    }
    double end = Double.isFinite(lower) ? lower : Double.isFinite(upper) ? upper : 0;
    return new Landmark(end, 1);
  }

  /** Where to part the range of s at first: finely while something happens, then ever wider. */
  List<Double> edges() {
    double end = s(reach);
    double busy = Math.min(end, s(spread));
    int steps = Math.max(1, (int) Math.ceil(busy / STEP));
    List<Double> edges = new ArrayList<>();
    for (int i = 0; i <= steps; i++) {
      edges.add(busy * i / steps);
    }
    for (double width = STEP * GROWTH; last(edges) < end; width *= GROWTH) {
      double next = last(edges) + width;
      edges.add(next + width / 2 > end ? end : next);
    }
    return edges;
  }

  private static double last(List<Double> edges) {
    return edges.get(edges.size() - 1);
  }

  private double s(double distance) {
    double log = Math.log(distance) - Math.log(scale);
    if (log > FAR) {
      return log + LOG_2;
    }
    double ratio = distance / scale;
    return ratio < 1e-4
        ? ratio * (1 - ratio * ratio / 6)
        : Math.log(ratio + Math.sqrt(1 + ratio * ratio));
  }

  /** The signed distance from the anchor. */
  double offset(double s) {
    double distance = s < FAR ? scale * Math.sinh(s) : Math.exp(s - LOG_2 + Math.log(scale));
    return direction * Math.min(distance, reach);
  }

  /** The logarithm of the derivative of the offset. */
  double logWeight(double s) {
    return Math.log(scale) + (s < FAR ? Math.log(Math.cosh(s)) : s - LOG_2);
  }
}
