package org.vae4j.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/** Tracing: shapes, messages, the line that built a node, what is left out at once. */
class VarTest {
  private static final Var MATRIX = Var.input("x", Shape.of(2, 3));
  private static final Var IMAGE = Var.input("image", Shape.of(1, 5, 5, 2));
  private static final Var FILTER = Var.input("filter", Shape.of(3, 3, 7, 4));
  private static final Var ROW = Var.input("row", Shape.of(4));

  /** A mistake, the op it is made with, and the shapes that its message must name. */
  private record Mistake(String op, Supplier<Var> made, String... named) {
    @Override
    public String toString() {
      return op;
    }
  }

  static List<Mistake> mistakes() {
    return List.of(
        new Mistake("plus", () -> MATRIX.plus(ROW), "[2, 3]", "[4]"),
        new Mistake("minus", () -> MATRIX.minus(ROW), "[2, 3]", "[4]"),
        new Mistake("times", () -> MATRIX.times(ROW), "[2, 3]", "[4]"),
        new Mistake("over", () -> MATRIX.over(ROW), "[2, 3]", "[4]"),
        new Mistake("max", () -> MATRIX.max(ROW), "[2, 3]", "[4]"),
        new Mistake("min", () -> MATRIX.min(ROW), "[2, 3]", "[4]"),
        new Mistake("equal", () -> MATRIX.equal(ROW), "[2, 3]", "[4]"),
        new Mistake("pow", () -> MATRIX.pow(ROW), "[2, 3]", "[4]"),
        new Mistake("softmax", () -> MATRIX.softmax(2), "[2, 3]", "axis 2"),
        new Mistake("log-softmax", () -> MATRIX.logSoftmax(-3), "[2, 3]", "axis -3"),
        new Mistake("clamp", () -> MATRIX.clamp(1, -1), "low 1.0", "high -1.0"),
        new Mistake("greater", () -> MATRIX.greater(ROW), "[2, 3]", "[4]"),
        new Mistake("where", () -> MATRIX.where(MATRIX, ROW), "[2, 3]", "[4]"),
        new Mistake("matmul", () -> MATRIX.matmul(MATRIX), "left [2, 3]", "right [2, 3]"),
        new Mistake("matmul", () -> MATRIX.matmul(ROW), "left [2, 3]", "right [4]"),
        new Mistake("sum", () -> MATRIX.sum(2), "[2, 3]", "axis 2"),
        new Mistake("mean", () -> MATRIX.mean(-3), "[2, 3]", "axis -3"),
        new Mistake("maximum", () -> MATRIX.max(1, 1), "[2, 3]", "[1, 1]"),
        new Mistake("log-sum-exp", () -> MATRIX.logSumExp(0, 5), "[2, 3]", "axis 5"),
        new Mistake("gather", () -> MATRIX.gather(2, ROW), "[2, 3]", "axis 2"),
        new Mistake(
            "scatterAdd", () -> MATRIX.scatterAdd(0, ROW, 5), "values [2, 3]", "indices [4]"),
        new Mistake("argmax", () -> MATRIX.argmax(5), "[2, 3]", "axis 5"),
        new Mistake("conv2d", () -> IMAGE.conv2d(MATRIX, 1, 0), "[1, 5, 5, 2]", "[2, 3]"),
        new Mistake("conv2d", () -> IMAGE.conv2d(FILTER, 1, 0), "[1, 5, 5, 2]", "[3, 3, 7, 4]"),
        new Mistake("conv2d", () -> MATRIX.conv2d(FILTER, 1, 0), "[2, 3]", "[3, 3, 7, 4]"),
        new Mistake(
            "conv2d-transposed",
            () -> IMAGE.conv2dTransposed(FILTER, 1, 0, 0),
            "[1, 5, 5, 2]",
            "[3, 3, 7, 4]"),
        new Mistake("conv2d-transposed", () -> MATRIX.conv2dTransposed(FILTER, 1, 0, 0), "[2, 3]"),
        new Mistake("convolution", () -> IMAGE.conv2d(FILTER, 0, 0), "stride", "0"),
        new Mistake("convolution", () -> IMAGE.conv2d(FILTER, 1, 3), "padding", "3x3", "3"),
        new Mistake("reshape", () -> MATRIX.reshape(4, 2), "[2, 3]", "[4, 2]"),
        new Mistake("broadcastTo", () -> MATRIX.broadcastTo(Shape.of(2)), "[2, 3]", "[2]"),
        new Mistake("slice", () -> MATRIX.slice(1, 2, 4), "[2, 3]", "axis 1", "2 to 4"),
        new Mistake("slice", () -> MATRIX.slice(2, 0, 1), "[2, 3]", "axis 2"),
        new Mistake("concat", () -> Var.concat(0, List.of(MATRIX, ROW)), "[2, 3]", "[4]"),
        new Mistake("concat", () -> Var.concat(7, List.of(MATRIX, ROW)), "[2, 3]", "axis 7"),
        new Mistake("concat", () -> Var.concat(0, List.of()), "none"),
        new Mistake("transpose", () -> ROW.transpose(), "[4]"),
        new Mistake("tril", () -> MATRIX.tril(), "[2, 3]"),
        new Mistake("diagonal", () -> MATRIX.diagonal(), "[2, 3]"),
        new Mistake("triangularSolve", () -> MATRIX.triangularSolve(MATRIX, false), "left [2, 3]"));
  }

  @ParameterizedTest(name = "a mistake in {0}")
  @MethodSource("mistakes")
  void trace_shapesThatDoNotFit_namesOpShapesAndLine(Mistake mistake) {
    String message = assertThrows(IllegalArgumentException.class, mistake.made::get).getMessage();
    assertTrue(message.startsWith(mistake.op + ": "), message);
    for (String named : mistake.named) {
      assertTrue(message.contains(named), message);
    }
    assertTrue(message.matches(".* \\(at VarTest\\.java:\\d+\\)"), message);
  }

  @Test
  void origin_expression_isTheLineThatBuiltIt() {
    int line = new Throwable().getStackTrace()[0].getLineNumber();
    Var y = MATRIX.exp();
    assertEquals("VarTest.java:" + (line + 1), y.origin());
  }

  @Test
  void origin_streamAndDefaultMethods_isStillTheUsersLine() {
    int line = new Throwable().getStackTrace()[0].getLineNumber();
    List<Var> mapped = Stream.of(MATRIX).map(Var::exp).toList();
    Var minus = MATRIX.minus(1);
    Var parameter = new Parameter("p", Tensor.scalar(1)).var();
    assertEquals("VarTest.java:" + (line + 1), mapped.get(0).origin());
    assertEquals("VarTest.java:" + (line + 2), minus.origin());
    assertEquals("VarTest.java:" + (line + 3), parameter.origin());
  }

  @Test
  void shape_operations_areThoseOfValues() {
    Map<Var, Shape> shapes = new LinkedHashMap<>();
    Var x = Var.input("x", Shape.of(5, 1, 4));
    shapes.put(x.plus(Var.input("y", Shape.of(3, 1))), Shape.of(5, 3, 4));
    shapes.put(x.sum(0, -1), Shape.of(1));
    shapes.put(x.mean(), Shape.SCALAR);
    shapes.put(x.logSumExp(1), Shape.of(5, 4));
    shapes.put(x.matmul(Var.input("w", Shape.of(4, 2))), Shape.of(5, 1, 2));
    shapes.put(x.matmul(x, true, false), Shape.of(5, 4, 4));
    shapes.put(x.transpose(), Shape.of(5, 4, 1));
    shapes.put(x.slice(-1, 1, 3), Shape.of(5, 1, 2));
    shapes.put(Var.concat(-1, List.of(x, x)), Shape.of(5, 1, 8));
    shapes.put(Var.noise("e", NoiseKind.NORMAL, Shape.of(2)), Shape.of(2));
    shapes.forEach((var, shape) -> assertEquals(shape, var.shape()));
  }

  @Test
  void plusAndTimes_neutralNumbers_addNoNode() {
    assertSame(MATRIX, MATRIX.plus(0.0));
    assertSame(MATRIX, MATRIX.minus(0.0));
    assertSame(MATRIX, MATRIX.times(1.0));
    assertSame(MATRIX, MATRIX.over(1.0));
    assertSame(MATRIX, Var.constant(0).plus(MATRIX));
    assertSame(MATRIX, Var.constant(1).times(MATRIX));
    assertSame(MATRIX, MATRIX.reshape(2, 3));
    assertSame(MATRIX, MATRIX.broadcastTo(Shape.of(2, 3)));
    Var scalar = Var.input("s");
    assertSame(scalar, scalar.sum());
  }

  @Test
  void toString_node_showsOpOperandsAndShape() {
    Var y = MATRIX.sum(1);
    assertEquals("%" + y.id() + " = sum[[1]](%" + MATRIX.id() + ") [2]", y.toString());
  }

  @Test
  void number_constants_areKnown() {
    assertEquals(2.5, Var.constant(2.5).number().getAsDouble());
    assertTrue(MATRIX.number().isEmpty());
    assertTrue(Var.constant(Tensor.scalar(2)).number().isEmpty());
  }
}
