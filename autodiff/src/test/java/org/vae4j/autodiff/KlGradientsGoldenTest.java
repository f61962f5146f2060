package org.vae4j.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Doubles;
import org.vae4j.core.Tensor;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Distributions;
import org.vae4j.core.divergence.Kl;

/** Gradients of closed KLs at extremes and next to q = p, where textbook formulas lose them. */
class KlGradientsGoldenTest {
  @Test
  void closed_ofOneFamily_hasTheGoldenGradients() throws IOException {
    Map<String, Integer> cases = new TreeMap<>();
    for (String[] row : rows()) {
      double[] expected =
          Arrays.stream(row, 2, row.length).mapToDouble(Double::parseDouble).toArray();
      Point point = new Point(row[0], row[1]);
      check(expected, point.gradient(point.kl()), point.values(), row[0] + " from " + row[1]);
      cases.merge(family(row[0]), 1, Integer::sum);
    }
    cases.forEach((family, count) -> assertTrue(count >= 10, family + ": " + count));
    assertEquals(16, cases.size());
  }

  /**
   * Each derivative to 1e-14 of itself, and to 1e-15 of what a common relative change of the
   * parameters moves most.
   */
  private static void check(double[] expected, double[] actual, double[] at, String what) {
    assertEquals(expected.length, actual.length, what);
    double most = 0;
    for (int i = 0; i < at.length; i++) {
      most = Math.max(most, Math.abs(at[i] * expected[i]));
    }
    for (int i = 0; i < at.length; i++) {
      double unit = at[i] == 0 ? 0 : most / Math.abs(at[i]);
      double bound = 1e-14 * Math.abs(expected[i]) + 1e-15 * unit;
      assertEquals(expected[i], actual[i], bound, what + " by parameter " + i);
    }
  }

  @Test
  void golden_theTextbookFormula_isCaughtNearby() throws IOException {
    int missed = 0;
    for (String[] row : rows()) {
      if (family(row[0]).equals("gamma")) {
        double[] expected =
            Arrays.stream(row, 2, row.length).mapToDouble(Double::parseDouble).toArray();
        Point point = new Point(row[0], row[1]);
        try {
          check(expected, point.gradient(point.textbookGamma()), point.values(), row[0]);
        } catch (AssertionError caught) {
          missed++;
        }
      }
    }
    assertTrue(missed > 10, "caught " + missed);
  }

  private static List<String[]> rows() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                KlGradientsGoldenTest.class.getResourceAsStream("golden/kl-gradients.txt"),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .toList();
    }
  }

  private static String family(String text) {
    return text.substring(0, text.indexOf('('));
  }

  /** Two distributions over inputs, and the values of these. */
  private static final class Point {
    private final Map<String, Tensor> feeds = new LinkedHashMap<>();
    private final List<Var> leaves = new ArrayList<>();
    private final Distribution<Var> q;
    private final Distribution<Var> p;

    Point(String q, String p) {
      this.q = fed("q", q);
      this.p = fed("p", p);
    }

    /** The distribution that {@code text} stands for; degrees of freedom stay known. */
    private Distribution<Var> fed(String side, String text) {
      String name = family(text).equals("student-t") ? "cauchy" : family(text);
      Family family =
          Family.all().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
      List<Var> parameters = new ArrayList<>();
      Map<String, Doubles> values = new LinkedHashMap<>(Distributions.parse(text).parameters());
      values.remove("df");
      values.forEach(
          (parameter, value) -> {
            String input = side + " " + parameter;
            feeds.put(input, Tensor.of(value.shape(), value.toDoubleArray()));
            parameters.add(Var.input(input, value.shape()));
          });
      leaves.addAll(parameters);
      return family.make().apply(parameters);
    }

    Var kl() {
      return Kl.closed(q, p).orElseThrow().kl().sum();
    }

    /** Penny (2001), eq. 11. */
    Var textbookGamma() {
      Var a = leaves.get(0);
      Var b = leaves.get(2);
      Var ratio = leaves.get(3).over(leaves.get(1));
      return a.minus(b)
          .times(a.digamma())
          .minus(a.lgamma())
          .plus(b.lgamma())
          .minus(b.times(ratio.log()))
          .plus(a.times(ratio.minus(1)));
    }

    double[] values() {
      return feeds.values().stream()
          .flatMapToDouble(x -> Arrays.stream(x.toDoubleArray()))
          .toArray();
    }

    /** By all parameters of q, then of p. */
    double[] gradient(Var loss) {
      return Gradients.of(loss, leaves).stream()
          .flatMapToDouble(g -> Arrays.stream(Engine.evaluate(g, taken(g)).toDoubleArray()))
          .toArray();
    }

    private Map<String, Tensor> taken(Var var) {
      Map<String, Tensor> taken = new LinkedHashMap<>();
      for (Var node : Graph.of(Map.of("value", var)).nodes()) {
        if (node.op().is(Ops.INPUT)) {
          String name = node.op().attribute(0, String.class);
          taken.put(name, feeds.get(name));
        }
      }
      return taken;
    }
  }
}
