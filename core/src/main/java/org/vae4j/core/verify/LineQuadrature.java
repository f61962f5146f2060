package org.vae4j.core.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * Adaptive quadrature over the line or a part of it, of integrands whose features are known: peaks
 * of any width at any distance, kinks and algebraic tails cost about the same.
 *
 * <p>Around each landmark the line is parted geometrically; on each part a Gauss-Legendre rule of
 * 24 points is compared with one of 15, and parts are halved until the differences are below the
 * tolerance, or below the rounding that the integrand itself admits to.
 */
public final class LineQuadrature {
  private static final Rule RULE = Rule.of(1, 24);
  private static final Rule COARSER = Rule.of(1, 15);
  private static final int NODES = RULE.size() + COARSER.size();
  private static final int MAX_EVALUATIONS = 40_000;

  private final Integrand integrand;
  private final double tolerance;
  private int evaluations;

  /** What is integrated, at many points at once. */
  public interface Integrand {
    /**
     * For each i the value at {@code anchor + offsets[i]} times {@code exp(logWeights[i])}, to be
     * joined with logarithms of densities before those are raised to numbers.
     */
    Samples at(double anchor, double[] offsets, double[] logWeights);
  }

  /**
   * Values of an integrand.
   *
   * @param values finite numbers
   * @param noise what each may be off by from rounding alone
   */
  public record Samples(double[] values, double[] noise) {}

  private record Cell(
      Stretch stretch,
      double from,
      double to,
      double value,
      double size,
      double error,
      double noise) {}

  private LineQuadrature(Integrand integrand, double tolerance) {
    this.integrand = integrand;
    this.tolerance = tolerance;
  }

  /**
   * The integral over {@code lower} to {@code upper}, which may be infinite, to {@code tolerance}
   * relative to the integral of the absolute value, or as far as rounding lets it; the error
   * estimate says which. Throws {@code IllegalArgumentException} on ends that are not ordered.
   */
  public static Integral integrate(
      Integrand f, double lower, double upper, List<Landmark> landmarks, double tolerance) {
    if (!(lower < upper)) {
      throw new IllegalArgumentException(
          "quadrature: ends must be ordered; got " + lower + " and " + upper);
    }
    return new LineQuadrature(f, tolerance).integrate(Stretch.between(lower, upper, landmarks));
  }

  private Integral integrate(List<Stretch> stretches) {
    List<Cell> cells = new ArrayList<>();
    for (Stretch stretch : stretches) {
      evaluate(stretch, stretch.edges(), cells);
    }
    double error = error(cells);
    while (error > tolerance * size(cells)) {
      if (!refine(cells, tolerance * size(cells) / 2)) {
        break;
      }
      error = error(cells);
    }
    double value = cells.stream().mapToDouble(Cell::value).sum();
    double noise = cells.stream().mapToDouble(Cell::noise).sum();
    return new Integral(value, error + noise + 0x1p-50 * size(cells), evaluations);
  }

  private static double size(List<Cell> cells) {
    return cells.stream().mapToDouble(Cell::size).sum();
  }

  private static double error(List<Cell> cells) {
    return cells.stream().mapToDouble(Cell::error).sum();
  }

  /** Halves each cell whose error is more than its share of {@code allowed}; false for none. */
  private boolean refine(List<Cell> cells, double allowed) {
    double share = allowed / cells.size();
    List<Cell> kept = new ArrayList<>();
    for (Cell cell : cells) {
      double middle = (cell.from + cell.to) / 2;
      boolean halves = evaluations < MAX_EVALUATIONS && middle > cell.from && middle < cell.to;
      if (cell.error > share && halves) {
        evaluate(cell.stretch, List.of(cell.from, middle, cell.to), kept);
      } else {
        kept.add(cell);
      }
    }
    boolean refined = kept.size() > cells.size();
    cells.clear();
    cells.addAll(kept);
    return refined;
  }

  /** Adds the cells between {@code edges}. */
  private void evaluate(Stretch stretch, List<Double> edges, List<Cell> cells) {
    double[] nodes = nodes(edges);
    double[] offsets = new double[nodes.length];
    double[] logWeights = new double[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      offsets[i] = stretch.offset(nodes[i]);
      logWeights[i] = stretch.logWeight(nodes[i]);
    }
    Samples samples = integrand.at(stretch.anchor(), offsets, logWeights);
    evaluations += nodes.length;
    for (int i = 0; i + 1 < edges.size(); i++) {
      double admitted = (edges.get(i + 1) - edges.get(i)) * RULE.apply(samples.noise, i * NODES);
      cells.add(cell(stretch, edges.get(i), edges.get(i + 1), samples.values, i, admitted));
    }
  }

  private static double[] nodes(List<Double> edges) {
    double[] nodes = new double[(edges.size() - 1) * NODES];
    for (int i = 0; i + 1 < edges.size(); i++) {
      double from = edges.get(i);
      double width = edges.get(i + 1) - from;
      for (int j = 0; j < NODES; j++) {
        double[] node = j < RULE.size() ? RULE.nodes()[j] : COARSER.nodes()[j - RULE.size()];
        nodes[i * NODES + j] = from + width * node[0];
      }
    }
    return nodes;
  }

  /** The error of the finer rule as QUADPACK has it; 0 where it drowns in the noise. */
  private static Cell cell(
      Stretch stretch, double from, double to, double[] values, int i, double noise) {
    double width = to - from;
    double value = width * RULE.apply(values, i * NODES);
    double gap = Math.abs(value - width * COARSER.apply(values, i * NODES + RULE.size()));
    double size = 0;
    for (int j = 0; j < RULE.size(); j++) {
      size += width * RULE.weights()[j] * Math.abs(values[i * NODES + j]);
    }
    double error = size == 0 ? gap : Math.min(gap, size * Math.pow(200 * gap / size, 1.5));
    return new Cell(stretch, from, to, value, size, gap <= noise ? 0 : error, noise);
  }
}
