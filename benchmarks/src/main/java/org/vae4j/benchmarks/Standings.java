package org.vae4j.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The times of a race, as text and as one line of JSON. A ratio is a contender's time over this
 * project's in the same round.
 *
 * @param workload what was raced
 * @param cpu the processor
 * @param threads of each contender
 * @param laps of each contender, round by round; this project's first
 * @param gigaflops the best rate of matrix products in the same run
 */
record Standings(
    Workload workload, String cpu, int threads, Map<Entrant, List<Lap>> laps, double gigaflops) {
  private static final double MILLIS = 1e-3;
  private static final double MICROS = 1e6;
  private static final int DIGITS = 4;

  /** Median, least and greatest of some numbers. */
  record Range(double median, double min, double max) {
    static Range of(double... numbers) {
      double[] sorted = numbers.clone();
      Arrays.sort(sorted);
      int middle = sorted.length / 2;
      double median =
          sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
      return new Range(median, sorted[0], sorted[sorted.length - 1]);
    }
  }

  /** The median over rounds of the median step, ms. */
  double millis(Entrant entrant) {
    return Range.of(laps.get(entrant).stream().mapToDouble(Lap::median).toArray()).median * MILLIS;
  }

  /** How many times as long as this project {@code entrant} takes, over the rounds. */
  Range ratio(Entrant entrant) {
    List<Lap> own = laps.get(Entrant.VAE4J);
    List<Lap> other = laps.get(entrant);
    double[] ratios = new double[Math.min(own.size(), other.size())];
    Arrays.setAll(ratios, round -> other.get(round).median() / own.get(round).median());
    return Range.of(ratios);
  }

  /** The time of the step's matrix products alone at the best rate, ms. */
  double gemmFloorMillis() {
    return Product.of(workload).stream().mapToDouble(Product::flops).sum() / gigaflops / MICROS;
  }

  /** Examples times samples in a second, where likelihoods are raced. */
  private double perSecond(Entrant entrant) {
    return workload.rows() / (millis(entrant) * MILLIS);
  }

  private boolean rates() {
    return workload.kind() == Workload.Kind.LIKELIHOOD;
  }

  /** A table of the contenders, and the distance to the floor. */
  List<String> text() {
    List<String> lines = new ArrayList<>();
    lines.add(row("contender", "median ms", "p10 ms", "time / vae4j", rates() ? "per s" : ""));
    for (Entrant entrant : laps.keySet()) {
      Range ratio = ratio(entrant);
      double p10 = Range.of(laps.get(entrant).stream().mapToDouble(Lap::p10).toArray()).median;
      lines.add(
          row(
              entrant.toString(),
              format("%.3f", millis(entrant)),
              format("%.3f", p10 * MILLIS),
              format("%.2f (%.2f to %.2f)", ratio.median, ratio.min, ratio.max),
              rates() ? format("%.0f", perSecond(entrant)) : ""));
    }
    double floor = gemmFloorMillis();
    lines.add(
        format(
            "matrix products alone: %.3f ms (%.0f MFLOP at %.0f GFLOP/s); vae4j takes %.2f times that",
            floor, floor * gigaflops, gigaflops, millis(Entrant.VAE4J) / floor));
    return lines;
  }

  private static String row(String name, String median, String p10, String ratio, String rate) {
    return format("%-14s %10s %9s  %-21s %s", name, median, p10, ratio, rate).stripTrailing();
  }

  /** One line of JSON. */
  String json() {
    return node().toString();
  }

  /** What {@link #json} prints, for more to be added. */
  ObjectNode node() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("workload", workload.name()).put("cpu", cpu).put("threads", threads);
    ObjectNode contenders = root.putObject("contenders");
    ObjectNode ratios = root.putObject("ratio");
    for (Entrant entrant : laps.keySet()) {
      ObjectNode node = contenders.putObject(entrant.toString());
      node.put("medianMs", rounded(millis(entrant)));
      if (rates()) {
        node.put("perSecond", Math.round(perSecond(entrant)));
      }
      if (entrant != Entrant.VAE4J) {
        Range ratio = ratio(entrant);
        ratios
            .putObject(entrant.toString())
            .put("median", rounded(ratio.median))
            .put("min", rounded(ratio.min))
            .put("max", rounded(ratio.max));
      }
    }
    root.put("gemmFloorMs", rounded(gemmFloorMillis()));
    return root;
  }

  private static double rounded(double number) {
    return Double.parseDouble(format("%." + DIGITS + "g", number));
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
