package org.vae4j.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * How the time of a step grows when one size changes and the others stay.
 *
 * @param starter of the contenders' processes
 * @param entrants who is timed, this project first
 * @param rounds turns of each
 * @param seconds of a turn
 * @param out takes the table line by line
 */
record Scale(
    Starter starter, List<Entrant> entrants, int rounds, double seconds, Consumer<String> out) {
  /** One size and the values that it takes. */
  private record Axis(String size, List<String> values) {}

  /** Prints a line for each size and value. */
  void run(Workload workload) {
    out.accept(
        "%s: %s; median ms of a step (times that of vae4j), %s"
            .formatted(workload.name(), workload.describe(), Machine.cpu()));
    for (Axis axis : axes(workload)) {
      for (String value : axis.values) {
        Workload changed = workload.with(axis.size, value);
        out.accept(line(axis.size, value, changed, starter));
      }
    }
    for (int threads = 1; threads <= Runtime.getRuntime().availableProcessors(); threads *= 2) {
      Starter other = new Starter(threads, starter.python(), starter.folder());
      out.accept(line("threads", "" + threads, workload, other));
    }
  }

  private static List<Axis> axes(Workload workload) {
    List<Axis> axes = new ArrayList<>();
    axes.add(new Axis("batch", List.of("10", "50", "100", "200", "400")));
    if (workload.kind() != Workload.Kind.CONVOLUTION) {
      axes.add(new Axis("hidden", List.of("100,100", "300,300", "1000,1000")));
    }
    axes.add(new Axis("latent", List.of("10", "40", "160")));
    if (workload.components() > 0) {
      axes.add(new Axis("components", List.of("50", "500", "2000")));
    }
    if (workload.samples() > 1) {
      axes.add(new Axis("samples", List.of("5", "50", "500")));
    }
    return axes;
  }

  private String line(String size, String value, Workload workload, Starter with) {
    try (Field field = new Field(workload, entrants, with, message -> {})) {
      Standings standings = field.race(rounds, seconds);
      Map<Entrant, String> times = new LinkedHashMap<>();
      for (Entrant entrant : standings.laps().keySet()) {
        String ratio =
            entrant == Entrant.VAE4J ? "" : format(" (%.2f)", standings.ratio(entrant).median());
        times.put(entrant, format("%s %.3f", entrant, standings.millis(entrant)) + ratio);
      }
      String floor = format("products alone %.3f", standings.gemmFloorMillis());
      String columns = times.values().stream().collect(Collectors.joining("   "));
      return format("%-10s %-10s %s   %s", size, value, columns, floor);
    }
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
