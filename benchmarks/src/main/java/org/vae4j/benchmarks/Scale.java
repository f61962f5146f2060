package org.vae4j.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How the time of a step grows when one size changes and the others stay.
 *
 * @param starter of the contenders' processes
 * @param entrants who is timed, this project first
 * @param rounds turns of each
 * @param seconds of a turn
 * @param out takes the table line by line
 * @param json takes the rows as JSON, that of a race with {@code size} and {@code value}
 */
record Scale(
    Starter starter,
    List<Entrant> entrants,
    int rounds,
    double seconds,
    Consumer<String> out,
    Consumer<String> json) {
  private static final String THREADS = "threads";
  private static final Consumer<String> NOBODY = message -> {};

  /** One size and the values that it takes. */
  private record Axis(String size, List<String> values) {}

  /** One workload to be timed, and by what it differs. */
  record Row(String size, String value, Workload workload, Starter starter) {}

  /** The sizes that the workload has, each under its name. */
  static Map<String, String> sizes(Workload workload) {
    Map<String, String> names = new LinkedHashMap<>();
    axes(workload).forEach(axis -> names.put(axis.size, axis.size));
    names.put(THREADS, THREADS);
    return names;
  }

  /** Prints a line for each value of these sizes, of all if none is named. */
  void run(Workload workload, List<String> sizes) {
    out.accept(
        "%s: %s; %s of %s s, %s"
            .formatted(
                workload.name(),
                workload.describe(),
                Race.count(rounds, "round"),
                seconds,
                Machine.cpu()));
    boolean first = true;
    for (Row row : rows(workload)) {
      if (!(sizes.isEmpty() || sizes.contains(row.size))) {
        continue;
      }
      Standings standings = timed(row, first ? out : NOBODY);
      if (first) {
        out.accept(header(standings));
      }
      out.accept(line(row, standings));
      json.accept(standings.node().put("size", row.size).put("value", row.value).toString());
      first = false;
    }
  }

  private List<Row> rows(Workload workload) {
    List<Row> rows = new ArrayList<>();
    for (Axis axis : axes(workload)) {
      for (String value : axis.values) {
        rows.add(new Row(axis.size, value, workload.with(axis.size, value), starter));
      }
    }
    for (int threads = 1; threads <= Runtime.getRuntime().availableProcessors(); threads *= 2) {
      Starter other = new Starter(threads, starter.python(), starter.folder());
      rows.add(new Row(THREADS, "" + threads, workload, other));
    }
    return rows;
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

  /** Says through {@code messages} who runs and who is left out. */
  private Standings timed(Row row, Consumer<String> messages) {
    try (Field field = new Field(row.workload, entrants, row.starter, messages)) {
      return field.race(rounds, seconds);
    }
  }

  static String header(Standings standings) {
    StringBuilder words = new StringBuilder(format("%-10s %-10s", "size", "value"));
    for (Entrant entrant : standings.laps().keySet()) {
      words.append(format(form(entrant), entrant + " ms", own(entrant) ? "" : "/ vae4j"));
    }
    return words.append("   products alone ms").toString();
  }

  static String line(Row row, Standings standings) {
    StringBuilder words = new StringBuilder(format("%-10s %-10s", row.size, row.value));
    for (Entrant entrant : standings.laps().keySet()) {
      String ratio = own(entrant) ? "" : format("%.2f", standings.ratio(entrant).median());
      words.append(format(form(entrant), format("%.3f", standings.millis(entrant)), ratio));
    }
    return words.append(format("   %17.3f", standings.gemmFloorMillis())).toString();
  }

  private static boolean own(Entrant entrant) {
    return entrant == Entrant.VAE4J;
  }

  /** Of a time and a ratio, which this project does not have. */
  private static String form(Entrant entrant) {
    return own(entrant) ? " %10s%s" : " %17s %8s";
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
