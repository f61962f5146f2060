package org.vae4j.core.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/** Looks for the peaks of a log density of which nothing is known but its values. */
final class Search {
  private static final int OCTAVES = 80;
  private static final int PER_OCTAVE = 4;
  private static final int EVENLY = 400;
  private static final double RELEVANT = 60;
  private static final double LEVEL = 1e-10;
  private static final double TINIEST = 1e-300;

  private Search() {}

  /** The peaks within 60 nats of the highest, and ends towards which the density grows. */
  static List<Landmark> peaks(DoubleUnaryOperator log, double lower, double upper) {
    List<double[]> steps = steps(log, grid(lower, upper));
    double top = steps.stream().mapToDouble(step -> step[1]).max().orElse(0);
    List<Landmark> peaks = new ArrayList<>();
    for (int i = 1; i + 1 < steps.size(); i++) {
      double height = steps.get(i)[1];
      boolean highest = height > steps.get(i - 1)[1] && height > steps.get(i + 1)[1];
      if (highest && height > top - RELEVANT) {
        peaks.add(peak(log, steps.get(i - 1)[0], steps.get(i)[0], steps.get(i + 1)[0]));
      }
    }
    int last = steps.size() - 1;
    addEnd(peaks, lower, last > 0 && steps.get(0)[1] > steps.get(1)[1]);
    addEnd(peaks, upper, last > 0 && steps.get(last)[1] > steps.get(last - 1)[1]);
    return peaks;
  }

  /** Places and values, but for places whose value is that of the one before to ten digits. */
  private static List<double[]> steps(DoubleUnaryOperator log, double[] grid) {
    List<double[]> steps = new ArrayList<>();
    double before = Double.NaN;
    for (double x : grid) {
      double value = log.applyAsDouble(x);
      if (!(Math.abs(value - before) <= LEVEL * (1 + Math.abs(value))) && value != before) {
        steps.add(new double[] {x, value});
        before = value;
      }
    }
    return steps;
  }

  /** Octaves around 0 and above or below finite ends, and even steps between two. */
  private static double[] grid(double lower, double upper) {
    TreeSet<Double> points = new TreeSet<>();
    boolean bounded = Double.isFinite(lower) && Double.isFinite(upper);
    double unit = bounded ? upper - lower : 1;
    for (int i = -OCTAVES * PER_OCTAVE; i <= (bounded ? -1 : OCTAVES * PER_OCTAVE); i++) {
      double distance = unit * Math.pow(2, (double) i / PER_OCTAVE);
      points.add(distance);
      points.add(-distance);
      points.add(lower + distance);
      points.add(upper - distance);
    }
    for (int i = 1; bounded && i < EVENLY; i++) {
      points.add(lower + unit * i / EVENLY);
    }
    points.add(0.0);
    points.removeIf(x -> !(x > lower && x < upper && Double.isFinite(x)));
    return points.stream().mapToDouble(x -> x).toArray();
  }

  private static void addEnd(List<Landmark> peaks, double end, boolean grows) {
    if (grows && Double.isFinite(end)) {
      peaks.add(new Landmark(end, Math.max(TINIEST, Math.ulp(end))));
    }
  }

  /** Golden section between two points, given one between them that is higher. */
  private static Landmark peak(DoubleUnaryOperator log, double from, double at, double to) {
    double a = from;
    double b = to;
    double best = at;
    double height = log.applyAsDouble(at);
    for (int i = 0; i < 200 && b - a > 1e-9 * Math.abs(best) + TINIEST; i++) {
      double next = b - best > best - a ? best + 0.382 * (b - best) : best - 0.382 * (best - a);
      double value = log.applyAsDouble(next);
      if (value > height) {
        a = next > best ? best : a;
        b = next > best ? b : best;
        best = next;
        height = value;
      } else {
        a = next > best ? a : next;
        b = next > best ? next : b;
      }
    }
    return new Landmark(best, width(log, best, height, Math.max(best - from, to - best)));
  }

  /** The least distance at which the log density has fallen by one. */
  private static double width(DoubleUnaryOperator log, double peak, double height, double widest) {
    double width = widest;
    double least = Math.max(TINIEST, 4 * Math.ulp(peak));
    while (width / 2 > least
        && (fallen(log, peak + width / 2, height) || fallen(log, peak - width / 2, height))) {
      width /= 2;
    }
    return width;
  }

  private static boolean fallen(DoubleUnaryOperator log, double x, double height) {
    return !(log.applyAsDouble(x) > height - 1);
  }
}
