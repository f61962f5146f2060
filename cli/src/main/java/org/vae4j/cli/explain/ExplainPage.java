package org.vae4j.cli.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.vae4j.cli.terminal.Paragraph;
import org.vae4j.cli.terminal.Quantity;
import org.vae4j.cli.terminal.Table;
import org.vae4j.models.train.Footprint;

/** An explanation as one reads it, in at most 100 columns. */
final class ExplainPage {
  private static final int STAGES = 20;
  private static final double MEGA = 1e6;

  private final Explanation explanation;
  private final boolean all;
  private final List<String> lines = new ArrayList<>();

  /** Everything if {@code all}, else what a person can take in. */
  ExplainPage(Explanation explanation, boolean all) {
    this.explanation = explanation;
    this.all = all;
  }

  /** The lines. */
  List<String> lines() {
    lines.add(
        "a training step of %s on %s: batch %d, %s, %s"
            .formatted(
                explanation.config().get("prior"),
                explanation.config().get("data"),
                explanation.batch(),
                explanation.backend(),
                Quantity.of(explanation.threads(), "thread")));
    if ("post-hoc".equals(explanation.config().get("fit"))) {
      lines.add("the prior alone, after the networks (whose steps --prior standard-normal shows)");
    }
    for (Explanation.Phase phase : explanation.phases()) {
      graph(phase);
      plan(phase);
    }
    memory(explanation.memory());
    if (explanation.timing() != null) {
      timing(explanation.timing());
    }
    return lines;
  }

  // ---------------------------------------------------------------- the graph

  private void graph(Explanation.Phase phase) {
    List<Explanation.Node> forward =
        phase.nodes().stream().filter(node -> !node.forGradients()).toList();
    lines.add("");
    lines.add(
        "graph of %s: %s, and %d more for gradients"
            .formatted(
                phase.name(),
                Quantity.of(forward.size(), "node"),
                phase.nodes().size() - forward.size()));
    Table table =
        new Table("  node", "op", "shape", all ? "operands" : "with", "built at")
            .left(0, 5)
            .shrinking(3);
    if (all) {
      phase.nodes().forEach(node -> row(table, node));
    } else {
      leaves(table, forward);
      groups(table, forward);
    }
    lines.addAll(table.lines());
  }

  private static void row(Table table, Explanation.Node node) {
    table.row(
        "  " + Paragraph.clipped(node.name(), 30),
        Paragraph.clipped(node.op(), 24),
        shape(node.shape()),
        String.join(" ", node.operands()),
        line(node.builtAt()));
  }

  private static void leaves(Table table, List<Explanation.Node> nodes) {
    nodes.stream()
        .filter(node -> node.kind().equals("input") || node.kind().equals("noise"))
        .forEach(node -> row(table, node));
    List<Explanation.Node> parameters =
        nodes.stream().filter(node -> node.kind().equals("parameter")).toList();
    long numbers =
        parameters.stream()
            .mapToLong(
                node -> node.shape().stream().mapToLong(dim -> dim).reduce(1, (a, b) -> a * b))
            .sum();
    table.row(
        "  " + Quantity.of(parameters.size(), "parameter"),
        "",
        Quantity.whole(numbers) + " numbers",
        "",
        "");
  }

  /** What one line of code builds in a row is one row here. */
  private static void groups(Table table, List<Explanation.Node> nodes) {
    Set<String> parameters =
        nodes.stream()
            .filter(node -> node.kind().equals("parameter"))
            .map(Explanation.Node::name)
            .collect(Collectors.toSet());
    List<Explanation.Node> open = new ArrayList<>();
    for (Explanation.Node node : nodes) {
      if (!node.kind().equals("op")) {
        continue;
      }
      if (!open.isEmpty() && !open.get(0).builtAt().equals(node.builtAt())) {
        group(table, open, parameters);
        open.clear();
      }
      open.add(node);
    }
    if (!open.isEmpty()) {
      group(table, open, parameters);
    }
  }

  private static void group(Table table, List<Explanation.Node> nodes, Set<String> parameters) {
    Explanation.Node last = nodes.get(nodes.size() - 1);
    Set<String> with = new LinkedHashSet<>();
    nodes.forEach(
        node ->
            node.operands().stream()
                .filter(parameters::contains)
                .forEach(name -> with.add(name.replaceFirst("\\.[^.]*$", ""))));
    String ops = nodes.stream().map(ExplainPage::bare).distinct().collect(Collectors.joining(" "));
    table.row(
        "  " + Paragraph.clipped(last.name(), 20),
        Paragraph.clipped(ops, 26),
        shape(last.shape()),
        String.join(" ", with),
        line(last.builtAt()));
  }

  private static String bare(Explanation.Node node) {
    return node.op().replaceAll("[\\[ ].*", "");
  }

  // ---------------------------------------------------------------- the plan

  private void plan(Explanation.Phase phase) {
    lines.add("");
    lines.add(
        "plan of %s: %s, %s MFLOP, %s MB read and written%s"
            .formatted(
                phase.name(),
                Quantity.of(phase.stages().size(), "stage"),
                mega(phase.flops()),
                mega(phase.bytes()),
                explanation.backend().equals("cpu") ? "" : "; " + opByOp()));
    Set<Explanation.Stage> shown = shown(phase.stages());
    boolean timed = explanation.timing() != null;
    Table table =
        new Table(
                "   #",
                "kind",
                "computes",
                "over",
                "built at",
                "MFLOP",
                "MB",
                timed ? "of time" : "")
            .left(0, 5)
            .shrinking(2);
    for (Explanation.Stage stage : phase.stages()) {
      if (shown.contains(stage)) {
        row(table, stage);
      }
    }
    others(table, phase.stages(), shown);
    lines.addAll(table.lines());
    if (phase.stages().stream().anyMatch(Explanation.Stage::prologue)) {
      lines.add(
          "  * hangs on parameters and constants alone: computed again only when those have changed");
    }
    lines.add(
        phase.onHost().isEmpty()
            ? "  no op runs by its float64 value rule"
            : "  by their float64 value rule, for want of a kernel: "
                + String.join(", ", phase.onHost()));
  }

  private String opByOp() {
    return explanation.backend() + " runs op by op, nothing is fused";
  }

  /** All, or the longest if they were timed, else the largest. */
  private Set<Explanation.Stage> shown(List<Explanation.Stage> stages) {
    if (all) {
      return new HashSet<>(stages);
    }
    Comparator<Explanation.Stage> weight =
        explanation.timing() != null
            ? Comparator.comparingDouble(Explanation.Stage::micros)
            : Comparator.comparingLong(Explanation.Stage::bytes);
    return stages.stream().sorted(weight.reversed()).limit(STAGES).collect(Collectors.toSet());
  }

  private static void row(Table table, Explanation.Stage stage) {
    table.row(
        String.format(Locale.ROOT, "%4d", stage.number()) + (stage.prologue() ? "*" : ""),
        stage.kind(),
        stage.computes(),
        shape(stage.over()),
        line(stage.builtAt()),
        mega(stage.flops()),
        mega(stage.bytes()),
        stage.share() == null ? "" : Quantity.percent(stage.share()));
  }

  private static void others(
      Table table, List<Explanation.Stage> stages, Set<Explanation.Stage> shown) {
    List<Explanation.Stage> rest = stages.stream().filter(stage -> !shown.contains(stage)).toList();
    if (!rest.isEmpty()) {
      boolean timed = rest.get(0).share() != null;
      table.row(
          "",
          "",
          Quantity.of(rest.size(), "smaller stage"),
          "",
          "(--all)",
          mega(rest.stream().mapToLong(Explanation.Stage::flops).sum()),
          mega(rest.stream().mapToLong(Explanation.Stage::bytes).sum()),
          timed ? Quantity.percent(rest.stream().mapToDouble(Explanation.Stage::share).sum()) : "");
    }
  }

  // ---------------------------------------------------------------- memory and time

  private void memory(Explanation.Memory memory) {
    Footprint parts = memory.parts();
    lines.add("");
    lines.add("memory of training, known before it runs");
    lines.addAll(
        new Table("  parameters", bytes(parts.parameters()), "")
            .row("  gradients", bytes(parts.gradients()), "")
            .row("  moments", bytes(parts.moments()), "of the optimiser, on the Java heap")
            .row(
                "  copies",
                bytes(parts.copies()),
                "the best epoch's, and those it could go back to")
            .row(
                "  arena",
                bytes(parts.arena()),
                "what a step computes, of a full batch and the last")
            .row("  validation", bytes(parts.validation()), "what an epoch's end computes")
            .row("  total", bytes(memory.total()), "")
            .left(2, 3)
            .lines());
  }

  private void timing(Explanation.Timing timing) {
    lines.add("");
    lines.add(
        format(
            "time of a step: %.3f ms, the median of %s",
            timing.step(), Quantity.of(timing.steps(), "step")));
    double whole = timing.stages() + timing.updates() + timing.rest();
    lines.add(
        format(
            "by parts, in steps between those, with a clock at each part: %.3f ms, the mean",
            whole));
    lines.addAll(
        new Table(
                "  stages", millis(timing.stages()), Quantity.percent(timing.stages() / whole), "")
            .row(
                "  updates",
                millis(timing.updates()),
                Quantity.percent(timing.updates() / whole),
                "timed apart; else weights may move while gradients are made")
            .row("  the rest", millis(timing.rest()), Quantity.percent(timing.rest() / whole), "")
            .left(3, 4)
            .lines());
    lines.add(
        format(
            "matrix products alone: %.3f ms (%.0f MFLOP at %.0f GFLOP/s, the best of sgemm in the same",
            timing.gemmFloor(), timing.gemmFloor() * timing.gigaflops(), timing.gigaflops()));
    lines.add(format("run); the step takes %.2f times that", timing.timesFloor()));
  }

  private static String millis(double millis) {
    return format("%.3f ms", millis);
  }

  private static String bytes(long bytes) {
    return bytes < MEGA ? format("%.1f kB", bytes / 1e3) : format("%.1f MB", bytes / MEGA);
  }

  private static String mega(long number) {
    return format(number < MEGA ? "%.2f" : "%.1f", number / MEGA);
  }

  private static String shape(List<Integer> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(" ", "[", "]"));
  }

  /** A line of Java code without the ending of its file. */
  private static String line(String origin) {
    return origin.replace(".java:", ":");
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
