package org.vae4j.core.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * Globally adaptive integration over a box: two Gauss-Legendre rules per cell, whose difference is
 * its error; while the errors add up to more than the tolerance, the worst cells are halved along
 * every axis. Cells are evaluated in batches.
 */
final class Adaptive {
  private static final int ORDER = 10;
  private static final int CHECK_ORDER = 7;
  private static final int BATCH = 64;
  private static final int MAX_EVALUATIONS = 20_000_000;

  private final String name;
  private final Function<double[][], double[]> integrand;
  private final int pieces;
  private final PriorityQueue<Cell> cells =
      new PriorityQueue<>(Comparator.comparingDouble(Cell::error).reversed());
  private int evaluations;

  /** Starts from {@code pieces} equal parts along each axis; {@code name} opens the messages. */
  Adaptive(String name, Function<double[][], double[]> integrand, int pieces) {
    this.name = name;
    this.integrand = integrand;
    this.pieces = pieces;
  }

  private record Box(double[] lower, double[] widths) {
    /** The box cut into {@code parts} equal pieces along each axis. */
    List<Box> split(int parts) {
      List<Box> boxes = List.of(this);
      for (int axis = 0; axis < lower.length; axis++) {
        List<Box> finer = new ArrayList<>();
        for (Box box : boxes) {
          for (int part = 0; part < parts; part++) {
            finer.add(box.part(axis, part, parts));
          }
        }
        boxes = finer;
      }
      return boxes;
    }

    private Box part(int axis, int part, int parts) {
      double[] from = lower.clone();
      double[] sizes = widths.clone();
      sizes[axis] /= parts;
      from[axis] += part * sizes[axis];
      return new Box(from, sizes);
    }

    double volume() {
      return Arrays.stream(widths).reduce(1, (a, b) -> a * b);
    }

    void place(double[][] nodes, double[][] points, int start) {
      for (int i = 0; i < nodes.length; i++) {
        double[] point = new double[lower.length];
        for (int axis = 0; axis < point.length; axis++) {
          point[axis] = lower[axis] + widths[axis] * nodes[i][axis];
        }
        points[start + i] = point;
      }
    }
  }

  private record Cell(Box box, double value, double error) {}

  Integral integrate(double[] lower, double[] upper, double tolerance) {
    check(lower, upper, tolerance);
    double[] widths = new double[lower.length];
    Arrays.setAll(widths, axis -> upper[axis] - lower[axis]);
    Rule rule = Rule.of(lower.length, ORDER);
    Rule coarser = Rule.of(lower.length, CHECK_ORDER);
    evaluate(new Box(lower.clone(), widths).split(pieces), rule, coarser);
    double error = error();
    while (error > tolerance) {
      if (evaluations > MAX_EVALUATIONS) {
        throw new ArithmeticException(
            "%s: the error must fall to %s within %d evaluations; got %s"
                .formatted(name, tolerance, MAX_EVALUATIONS, error));
      }
      evaluate(worst(error / 2), rule, coarser);
      error = error();
    }
    return new Integral(cells.stream().mapToDouble(Cell::value).sum(), error, evaluations);
  }

  private double error() {
    return cells.stream().mapToDouble(Cell::error).sum();
  }

  /** Takes out the worst cells until their errors make up {@code share}, and halves them. */
  private List<Box> worst(double share) {
    List<Box> halves = new ArrayList<>();
    double taken = 0;
    while (taken < share && !cells.isEmpty() && halves.size() < BATCH) {
      Cell cell = cells.remove();
      taken += cell.error();
      halves.addAll(cell.box().split(2));
    }
    return halves;
  }

  private void evaluate(List<Box> boxes, Rule rule, Rule coarser) {
    for (int start = 0; start < boxes.size(); start += BATCH) {
      evaluateBatch(boxes.subList(start, Math.min(start + BATCH, boxes.size())), rule, coarser);
    }
  }

  private void evaluateBatch(List<Box> boxes, Rule rule, Rule coarser) {
    int perBox = rule.size() + coarser.size();
    double[][] points = new double[boxes.size() * perBox][];
    for (int i = 0; i < boxes.size(); i++) {
      boxes.get(i).place(rule.nodes(), points, i * perBox);
      boxes.get(i).place(coarser.nodes(), points, i * perBox + rule.size());
    }
    double[] values = values(points);
    for (int i = 0; i < boxes.size(); i++) {
      double volume = boxes.get(i).volume();
      double value = volume * rule.apply(values, i * perBox);
      double check = volume * coarser.apply(values, i * perBox + rule.size());
      cells.add(new Cell(boxes.get(i), value, Math.abs(value - check)));
    }
  }

  private double[] values(double[][] points) {
    double[] values = integrand.apply(points);
    if (values.length != points.length) {
      throw new IllegalArgumentException(
          "%s: the integrand must return one value per point; got %d for %d points"
              .formatted(name, values.length, points.length));
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new ArithmeticException(
            "%s: the integrand must be finite; got %s at %s"
                .formatted(name, values[i], Arrays.toString(points[i])));
      }
    }
    evaluations += values.length;
    return values;
  }

  private void check(double[] lower, double[] upper, double tolerance) {
    for (int axis = 0; axis < lower.length; axis++) {
      if (!(lower[axis] < upper[axis] && Double.isFinite(upper[axis] - lower[axis]))) {
        throw new IllegalArgumentException(
            "%s: bounds must be finite and ordered; got %s and %s"
                .formatted(name, Arrays.toString(lower), Arrays.toString(upper)));
      }
    }
    if (!(tolerance > 0)) {
      throw new IllegalArgumentException(name + ": tolerance must be > 0; got " + tolerance);
    }
  }
}
