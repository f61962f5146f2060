package org.vae4j.autodiff.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.OpCases;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.Shape;
import org.vae4j.core.Special;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;

/** Ops at the ends of what a float can hold, on each float32 back end. */
class BackendExtremesTest extends Float32Backends {
  @ParameterizedTest(name = "extremes on {0}")
  @EnumSource(
      value = Backend.class,
      names = {"CPU", "ND4J"})
  void run_extremeElements_agreesWithTheReference(Backend backend) {
    float[] x = Extremes.values();
    Map<String, Op> ops = new LinkedHashMap<>();
    OpCases.rows().forEach(row -> ops.put(row.name(), row.cases().get(0).op()));
    for (String name : Extremes.ONE_OPERAND) {
      Parity.assertAgrees(
          engines.get(backend), ops.get(name), List.of(Tensor.of(Shape.of(x.length), x)), name);
    }
    Tensor column = Tensor.of(Shape.of(x.length, 1), x);
    Tensor row = Tensor.of(Shape.of(x.length), x);
    for (String name : Extremes.TWO_OPERANDS) {
      Parity.assertAgrees(engines.get(backend), ops.get(name), List.of(column, row), name);
    }
    for (double condition : new double[] {0, 1, -1, Float.NaN}) {
      List<Tensor> operands = List.of(Tensor.scalar(condition).as(row.dtype()), column, row);
      Parity.assertAgrees(engines.get(backend), ops.get("where"), operands, "where " + condition);
    }
    for (float summand : x) {
      List<Tensor> operands = List.of(column, row, Tensor.scalar(summand).as(row.dtype()));
      Parity.assertAgrees(engines.get(backend), ops.get("fma"), operands, "fma with " + summand);
    }
    for (Special function : Special.values()) {
      for (int order = 0; order < 3; order++) {
        Op special = Var.input("x").special(function, order).op();
        Parity.assertAgrees(engines.get(backend), special, List.of(row), "" + special);
      }
    }
  }

  @Test
  void extremes_everyElementwiseRow_isAmongThem() {
    Set<String> elementwise = new TreeSet<>();
    OpCases.rows().stream()
        .filter(row -> row.cases().get(0).op().kind() == Op.Kind.ELEMENTWISE)
        .forEach(row -> elementwise.add(row.name()));
    elementwise.removeAll(Extremes.ONE_OPERAND);
    elementwise.removeAll(Extremes.TWO_OPERANDS);
    assertEquals(new TreeSet<>(Extremes.TESTED_APART), elementwise);
  }

  /** Bit for bit, also where a subnormal number, an infinity or NaN is moved. */
  @ParameterizedTest(name = "moved extremes on {0}")
  @EnumSource(
      value = Backend.class,
      names = {"CPU", "ND4J"})
  void run_opsThatMoveElements_leaveExtremesAsTheyAre(Backend backend) {
    float[] x = Extremes.values();
    for (OpCases.Row row : OpCases.rows()) {
      if (Extremes.MOVERS.contains(row.name())) {
        for (OpCases.Case c : row.cases()) {
          List<Tensor> operands = new ArrayList<>(c.rounded());
          float[] elements = new float[operands.get(0).shape().size()];
          for (int i = 0; i < elements.length; i++) {
            elements[i] = x[(7 * i + elements.length) % x.length];
          }
          operands.set(0, Tensor.of(operands.get(0).shape(), elements));
          Graph graph = Parity.graph(c.op(), operands);
          double[] expected = Parity.values(new ReferencePlan(graph), operands);
          double[] actual = Parity.values(Parity.planned(engines.get(backend), graph), operands);
          for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i] + 0.0, actual[i] + 0.0, c + " [" + i + "]");
          }
        }
      }
    }
  }

  @ParameterizedTest(name = "products of extremes on {0}")
  @EnumSource(
      value = Backend.class,
      names = {"CPU", "ND4J"})
  void run_productsOfExtremes_agreesWithTheReference(Backend backend) {
    float inf = Float.POSITIVE_INFINITY;
    Tensor left =
        Tensor.of(
            Shape.of(4, 3),
            new float[] {1e4f, -1e4f, 0, 1e-40f, -0f, 1e-30f, inf, 1, 2, Float.NaN, 1, 1});
    Tensor right = Tensor.of(Shape.of(3, 2), new float[] {1e4f, 1, -1e4f, 1e-40f, 3, -inf});
    Var product = Var.input("a", left.shape()).matmul(Var.input("b", right.shape()));
    Parity.assertAgrees(engines.get(backend), product.op(), List.of(left, right), "matmul");
  }

  @ParameterizedTest(name = "all exponents on {0}")
  @EnumSource(
      value = Backend.class,
      names = {"CPU", "ND4J"})
  void run_floatsOfAllExponents_agreesWithTheReference(Backend backend) {
    int stride = 65_537;
    float[] x = new float[(int) ((1L << 32) / stride)];
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.intBitsToFloat(i * stride);
    }
    for (OpCases.Row row : OpCases.rows()) {
      if (Extremes.ONE_OPERAND.contains(row.name())) {
        Op op = row.cases().get(0).op();
        Parity.assertAgrees(
            engines.get(backend), op, List.of(Tensor.of(Shape.of(x.length), x)), row.name());
      }
    }
  }

  @ParameterizedTest(name = "NaN and infinities in reductions on {0}")
  @EnumSource(
      value = Backend.class,
      names = {"CPU", "ND4J"})
  void run_reductionsOfExtremes_agreesWithTheReference(Backend backend) {
    float inf = Float.POSITIVE_INFINITY;
    Tensor rows =
        Tensor.of(
            Shape.of(7, 3),
            new float[] {
              Float.NaN, 1, 2, 1, Float.NaN, 2, -1, -2, Float.NaN, -inf, -inf, -inf, inf, 0, -inf,
              1e4f, -1e4f, 0, -1e30f, -1e30f, -1e30f
            });
    Var x = Var.input("x", rows.shape());
    for (Var y :
        List.of(
            x.max(1),
            x.max(0),
            x.logSumExp(1),
            x.logSumExp(),
            x.sum(1),
            x.softmax(1),
            x.logSoftmax(1))) {
      Parity.assertAgrees(engines.get(backend), y.op(), List.of(rows), "" + y.op());
    }
  }
}
