package org.vae4j.models.evaluate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth convex function: steps along the gradient as the last few changes of point and
 * gradient bend it, halved until the function falls enough. Source: Nocedal, Wright (2006),
 * Numerical Optimization, algorithms 7.4 and 3.1.
 */
final class Lbfgs {
  private static final int MEMORY = 10;
  private static final double SUFFICIENT = 1e-4;
  private static final int HALVINGS = 30;

  /** A function with its gradient. */
  @FunctionalInterface
  interface Slope {
    /** The value at a point; its gradient goes to {@code gradient}. */
    double at(double[] point, double[] gradient);
  }

  private record Change(double[] point, double[] gradient, double product) {}

  private final Deque<Change> changes = new ArrayDeque<>();

  private Lbfgs() {}

  /**
   * A point where no element of the gradient exceeds {@code tolerance}, from zeros, or where {@code
   * iterations} or the digits of the function end.
   */
  static double[] minimum(Slope slope, int length, double tolerance, int iterations) {
    Lbfgs search = new Lbfgs();
    double[] point = new double[length];
    double[] gradient = new double[length];
    double value = slope.at(point, gradient);
    for (int i = 0; i < iterations && greatest(gradient) > tolerance; i++) {
      double[] direction = search.direction(gradient);
      double[] next = new double[length];
      double[] nextGradient = new double[length];
      double fall = dot(direction, gradient);
      double step = i == 0 ? Math.min(1, 1 / greatest(gradient)) : 1;
      double reached = Double.NaN;
      for (int halving = 0;
          halving < HALVINGS && !(reached <= value + SUFFICIENT * step * fall); ) {
        step = halving++ == 0 ? step : step / 2;
        move(point, step, direction, next);
        reached = slope.at(next, nextGradient);
      }
      if (!(reached < value)) {
        return point;
      }
      search.remember(point, next, gradient, nextGradient);
      point = next;
      gradient = nextGradient;
      value = reached;
    }
    return point;
  }

  /** The two-loop recursion. */
  private double[] direction(double[] gradient) {
    double[] direction = gradient.clone();
    double[] shares = new double[changes.size()];
    int i = 0;
    for (Change change : changes) {
      shares[i] = dot(change.point, direction) / change.product;
      add(direction, -shares[i++], change.gradient);
    }
    if (!changes.isEmpty()) {
      Change last = changes.getFirst();
      scale(direction, last.product / dot(last.gradient, last.gradient));
    }
    Iterator<Change> oldestFirst = changes.descendingIterator();
    while (oldestFirst.hasNext()) {
      Change change = oldestFirst.next();
      double share = dot(change.gradient, direction) / change.product;
      add(direction, shares[--i] - share, change.point);
    }
    scale(direction, -1);
    return direction;
  }

  private void remember(double[] point, double[] next, double[] gradient, double[] nextGradient) {
    double[] moved = next.clone();
    double[] bent = nextGradient.clone();
    add(moved, -1, point);
    add(bent, -1, gradient);
    double product = dot(moved, bent);
    if (product > 0) {
      changes.addFirst(new Change(moved, bent, product));
      if (changes.size() > MEMORY) {
        changes.removeLast();
      }
    }
  }

  private static void move(double[] from, double step, double[] direction, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i] + step * direction[i];
    }
  }

  private static void add(double[] to, double times, double[] values) {
    for (int i = 0; i < to.length; i++) {
      to[i] += times * values[i];
    }
  }

  private static void scale(double[] values, double by) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= by;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double greatest(double[] values) {
    double greatest = 0;
    for (double value : values) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    return greatest;
  }
}
