package org.vae4j.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.core.Shape;

/** Every row of the table over operands of strange shapes: what it refuses, and in what words. */
class ShapeErrorTest {
  private static final List<Shape> STRANGE =
      List.of(
          Shape.SCALAR,
          Shape.of(7),
          Shape.of(7, 11),
          Shape.of(5, 7, 11),
          Shape.of(5, 7, 11, 13),
          Shape.of(2, 5, 7, 11, 13));

  /** Rows that take an operand of any shape; the axes of a softmax are checked before. */
  private static final Set<String> TAKE_ANY =
      Set.of("one-hot", "softmax", "log-softmax", "stop-gradient");

  static Stream<OpCases.Row> rows() {
    return OpCases.rows().stream();
  }

  /** The messages of a row, for each of its operands in turn of a strange shape. */
  private static List<String> refusals(OpCases.Row row) {
    List<String> refusals = new ArrayList<>();
    for (OpCases.Case c : row.cases()) {
      for (int i = 0; i < c.shapes().size(); i++) {
        for (Shape strange : STRANGE) {
          List<Shape> shapes = new ArrayList<>(c.shapes());
          shapes.set(i, strange);
          try {
            Var.of(c.op(), shapes.stream().map(shape -> Var.input("x", shape)).toList());
          } catch (IllegalArgumentException refused) {
            refusals.add(refused.getMessage());
            shapes.forEach(
                shape ->
                    assertTrue(
                        refused.getMessage().contains(shape.toString()),
                        () -> shape + " in " + refused.getMessage()));
          }
        }
      }
    }
    return refusals;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void trace_strangeShapes_areRefusedWithOpShapesAndLine(OpCases.Row row) {
    for (String message : refusals(row)) {
      String name = message.replaceFirst(": .*", "").replaceAll("(?=[A-Z])", "-");
      assertTrue(name.equalsIgnoreCase(row.name()), message);
      assertTrue(message.matches(".* \\(at ShapeErrorTest\\.java:\\d+\\)"), message);
    }
  }

  /** Only elementwise ops of one operand, and those named above, refuse nothing. */
  @Test
  void trace_rowsThatRefuseNothing_areThoseThatTakeAnyShape() {
    Set<String> tolerant = new TreeSet<>();
    for (OpCases.Row row : OpCases.rows()) {
      OpCases.Case first = row.cases().get(0);
      boolean one =
          first.op().kind() == Op.Kind.ELEMENTWISE
              && first.operands().size() == 1
              && !row.name().equals("broadcast-to");
      if (!one && refusals(row).isEmpty()) {
        tolerant.add(row.name());
      }
    }
    assertEquals(
        new TreeSet<>(TAKE_ANY),
        tolerant,
        () -> tolerant.stream().collect(Collectors.joining(", ")));
  }

  @Test
  void trace_threeOperands_areAllNamed() {
    Var a = Var.input("a", Shape.of(2, 3));
    Var b = Var.input("b", Shape.of(3));
    Var c = Var.input("c", Shape.of(4));
    String message = assertThrows(IllegalArgumentException.class, () -> a.fma(b, c)).getMessage();
    assertTrue(
        message.startsWith(
            "fma: shapes must be equal or 1 along each axis; got left [2, 3] and right [4],"
                + " operands [[2, 3], [3], [4]] (at ShapeErrorTest.java:"),
        message);
  }

  /** An op of a user's own may say less than the table's do: what lacks is added. */
  @Test
  void trace_rulesOfAUsersOwn_areGivenOpShapesAndLine() {
    Op own =
        new Op(
            "own",
            Op.Kind.OTHER,
            List.of(),
            shapes -> {
              throw new IllegalArgumentException("does not fit");
            },
            (values, shapes, out) -> values.get(0),
            (g, y, x) -> List.of(g));
    Var x = Var.input("x", Shape.of(2, 3));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Var.of(own, x)).getMessage();
    assertTrue(
        message.startsWith("own: does not fit, operands [[2, 3]] (at ShapeErrorTest.java:"),
        message);
  }
}
