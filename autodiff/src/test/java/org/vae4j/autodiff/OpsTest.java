package org.vae4j.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.engine.GradientCheck;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.Window;

/** Every row of the table, differentiated once and twice, against central differences. */
class OpsTest {
  private static final List<Class<?>> PAGES =
      List.of(Ops.class, Activations.class, Indices.class, Convolutions.class);

  /** Whose gradient is not that of the value, by intent, or whose operands are indices. */
  private static final Set<String> WITHOUT_GRADIENT =
      Set.of("stop-gradient", "one-hot", "argmax", "gather", "scatter-add");

  private static final Set<String> LEAVES =
      Set.of(Ops.INPUT, Ops.PARAMETER, Ops.NUMBER, Ops.CONSTANT, Ops.NOISE);

  static List<OpCases.Row> rows() {
    return OpCases.rows();
  }

  static List<OpCases.Row> smoothRows() {
    return rows().stream().filter(row -> !WITHOUT_GRADIENT.contains(row.name())).toList();
  }

  @ParameterizedTest(name = "gradient of {0}")
  @MethodSource("smoothRows")
  void pullBack_everyCase_isTheCentralDifference(OpCases.Row row) {
    for (OpCases.Case c : row.cases()) {
      check(c, GradientCheck.first(c.op(), c.operands(), 1));
    }
  }

  @ParameterizedTest(name = "second gradient of {0}")
  @MethodSource("smoothRows")
  void pullBack_differentiatedAgain_isTheCentralDifference(OpCases.Row row) {
    for (OpCases.Case c : row.cases()) {
      check(c, GradientCheck.second(c.op(), c.operands(), 2));
    }
  }

  @ParameterizedTest(name = "gradient of {0} of one operand, many times")
  @MethodSource("smoothRows")
  void pullBack_sharedOperand_sumsItsParts(OpCases.Row row) {
    for (OpCases.Case c : row.cases()) {
      Tensor value = c.operands().get(0);
      if (c.shapes().stream().allMatch(value.shape()::equals) && smoothOnTheDiagonal(row)) {
        Var x = Var.input("x", value.shape());
        Var y = Var.of(c.op(), c.shapes().stream().map(s -> x).toArray(Var[]::new));
        Var loss = y.times(y.plus(1)).sum();
        check(c, GradientCheck.first(loss, Map.of("x", value), List.of(x), 3));
      }
    }
  }

  /** A maximum or minimum of x and x is at its kink everywhere. */
  private static boolean smoothOnTheDiagonal(OpCases.Row row) {
    return !Set.of("max", "min").contains(row.name());
  }

  @ParameterizedTest(name = "gradient of {0}, both times")
  @ValueSource(strings = {"gather", "scatter-add"})
  void pullBack_ofValuesChosenByIndex_isTheCentralDifference(String name) {
    OpCases.Row row = rows().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
    for (OpCases.Case c : row.cases()) {
      Var x = Var.input("x", c.shapes().get(0));
      Var y = Var.of(c.op(), x, Var.constant(c.operands().get(1)));
      Var loss = y.times(y.plus(1)).times(y).sum();
      Map<String, Tensor> feeds = Map.of("x", c.operands().get(0));
      check(c, GradientCheck.first(loss, feeds, List.of(x), 4));
      check(c, GradientCheck.second(loss, feeds, List.of(x), 5));
    }
  }

  private static void check(OpCases.Case c, GradientCheck.Report report) {
    assertTrue(report.passes(), () -> c + ": " + report);
  }

  @Test
  void stopGradient_everyCase_passesTheValueAndNoGradient() {
    Var x = Var.input("x", Shape.of(2));
    assertEquals(1, Ops.STOP_GRADIENT.pullBack(x, x, List.of(x)).size());
    assertEquals(null, Ops.STOP_GRADIENT.pullBack(x, x, List.of(x)).get(0));
  }

  @Test
  void table_everyRow_hasCases() {
    Set<String> covered =
        rows().stream().map(OpCases.Row::name).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), missing(tableNames(), covered));
    for (OpCases.Row row : rows()) {
      for (OpCases.Case c : row.cases()) {
        assertEquals(row.name(), c.op().name());
      }
    }
  }

  @Test
  void table_rowWithoutCases_isFound() {
    Set<String> covered =
        rows().stream().map(OpCases.Row::name).collect(Collectors.toCollection(TreeSet::new));
    covered.remove("tanh");
    covered.remove("log-sum-exp");
    assertEquals(Set.of("tanh", "log-sum-exp"), missing(tableNames(), covered));
  }

  private static Set<String> missing(Collection<String> table, Set<String> covered) {
    Set<String> missing = new TreeSet<>(table);
    missing.removeAll(covered);
    missing.removeAll(LEAVES);
    return missing;
  }

  /** The ops in the constants of the table, and its factory methods in kebab case. */
  private static Set<String> tableNames() {
    Set<String> names = new TreeSet<>();
    for (Class<?> page : PAGES) {
      names.addAll(names(page));
    }
    assertTrue(names.contains("tanh") && names.contains("triangular-solve"), names::toString);
    return names;
  }

  private static Set<String> names(Class<?> page) {
    Set<String> names = new TreeSet<>();
    try {
      for (Field field : page.getDeclaredFields()) {
        if (field.getType() == Op.class) {
          field.setAccessible(true);
          names.add(((Op) field.get(null)).name());
        }
      }
    } catch (IllegalAccessException hidden) {
      throw new AssertionError(hidden);
    }
    for (Method method : page.getDeclaredMethods()) {
      boolean factory = method.getReturnType() == Op.class && !method.isSynthetic();
      if (factory && !Modifier.isPrivate(method.getModifiers())) {
        names.add(method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
      }
    }
    assertTrue(!names.isEmpty(), page::getName);
    return names;
  }

  @Test
  void equals_sameNameAndAttributes_isOneOp() {
    assertEquals(Ops.sum(new int[] {0, 1}), Ops.sum(new int[] {0, 1}));
    assertEquals(Ops.sum(new int[] {0, 1}).hashCode(), Ops.sum(new int[] {0, 1}).hashCode());
    assertTrue(!Ops.sum(new int[] {0}).equals(Ops.sum(new int[] {1})));
    assertTrue(!Ops.matmul(true, false).equals(Ops.matmul(false, true)));
  }

  @Test
  void shape_operandsThatDoNotFit_namesOpAndShapes() {
    for (Op op :
        List.of(
            Ops.PLUS,
            Ops.MINUS,
            Ops.TIMES,
            Ops.OVER,
            Ops.MAX,
            Ops.MIN,
            Ops.GREATER,
            Ops.EQUAL,
            Ops.POW)) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> op.shape(List.of(Shape.of(2, 3), Shape.of(4))))
              .getMessage();
      assertTrue(message.startsWith(op.name() + ":"), message);
      assertTrue(message.contains("[2, 3]") && message.contains("[4]"), message);
    }
  }

  @Test
  void elements_areKnownOfConstantsAlone() {
    assertEquals(1, Var.constant(3).elements().orElseThrow().length);
    assertEquals(2, Var.constant(3).constant(Shape.of(2), 1, 2).elements().orElseThrow()[1]);
    assertTrue(Var.input("x").elements().isEmpty());
    assertTrue(Var.input("x").plus(Var.constant(1)).elements().isEmpty());
  }

  @Test
  void flops_rows_areCountedByTheirShapes() {
    assertEquals(12, flops(Ops.EXP, Shape.of(3, 4)));
    assertEquals(12, flops(Ops.PLUS, Shape.of(3, 1), Shape.of(4)));
    assertEquals(24, flops(Ops.FMA, Shape.of(3, 4), Shape.of(4), Shape.SCALAR));
    assertEquals(12, flops(Ops.sum(new int[] {1}), Shape.of(3, 4)));
    assertEquals(48, flops(Ops.logSumExp(new int[] {1}), Shape.of(3, 4)));
    assertEquals(2 * 5 * 3 * 4 * 6, flops(Ops.matmul(false, false), mat(5, 3, 4), mat(4, 6)));
    assertEquals(2 * 3 * 4 * 6, flops(Ops.matmul(true, true), mat(4, 3), mat(6, 4)));
    assertEquals(2 * 3 * 3 * 7, flops(Ops.triangularSolve(false), mat(2, 3, 3), mat(2, 3, 7)));
    assertEquals(2 * 27, flops(Ops.CHOLESKY, mat(2, 3, 3)));
    assertEquals(2 * 3 * 4, flops(Ops.SORT_BY, mat(2, 3, 4), mat(2, 3, 4)) / 3);
    assertEquals(0, flops(Ops.TRANSPOSE, mat(3, 4)));
    assertEquals(0, flops(Ops.reshape(Shape.of(12)), mat(3, 4)));
    assertEquals(0, flops(Ops.broadcastTo(mat(3, 4)), Shape.of(4)));
  }

  /** All three ways to leave one factor out of a convolution's sum take the same products. */
  @Test
  void flops_convolutions_areThoseOfTheirProducts() {
    Window window = new Window(4, 4, 2, 1);
    Shape image = Shape.of(5, 28, 28, 3);
    Shape filter = Shape.of(4, 4, 3, 8);
    Shape map = window.map(image, filter);
    long products = 2L * 5 * 14 * 14 * 8 * 4 * 4 * 3;
    assertEquals(products, flops(Convolutions.conv2d(window), image, filter));
    assertEquals(products, flops(Convolutions.conv2dFilter(window), image, map));
    assertEquals(products, flops(Convolutions.conv2dTransposed(window, 28, 28), map, filter));
  }

  @Test
  void withFlops_opOfAUsersOwn_countsAsItSays() {
    Op own = Ops.EXP.withFlops((operands, result) -> 7L * result.size());
    assertEquals(21, flops(own, Shape.of(3)));
    assertEquals(Ops.EXP, own);
  }

  private static Shape mat(int... dims) {
    return Shape.of(dims);
  }

  private static long flops(Op op, Shape... operands) {
    List<Shape> shapes = List.of(operands);
    return op.flops(shapes, op.shape(shapes));
  }
}
