package org.vae4j.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapesTest {
  @ParameterizedTest(name = "{0} x {1}, transposed {2} and {3}, is {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2,3   | 3,5   | false | false | [2, 5]
          3,2   | 3,5   | true  | false | [2, 5]
          2,3   | 5,3   | false | true  | [2, 5]
          3,2   | 5,3   | true  | true  | [2, 5]
          7,2,3 | 7,3,5 | false | false | [7, 2, 5]
          7,2,3 | 3,5   | false | false | [7, 2, 5]
          2,3   | 7,3,5 | false | false | [7, 2, 5]
          2,0   | 0,5   | false | false | [2, 5]
          """)
  void matmul_fits(String a, String b, boolean ta, boolean tb, String expected) {
    assertEquals(expected, Shapes.matmul(shape(a), shape(b), ta, tb).toString());
  }

  private static Shape shape(String dims) {
    String[] words = dims.split(",");
    int[] numbers = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      numbers[i] = Integer.parseInt(words[i]);
    }
    return Shape.of(numbers);
  }

  @Test
  void matmul_misfits_throwWithBothShapes() {
    assertMessage(
        "matmul: inner dimensions must agree; got left [2, 2] and right [1, 3]",
        () -> Shapes.matmul(Shape.of(2, 2), Shape.of(1, 3), false, false));
    assertMessage(
        "matmul: inner dimensions must agree; got transposed left [2, 3] and right [3, 5]",
        () -> Shapes.matmul(Shape.of(2, 3), Shape.of(3, 5), true, false));
    assertMessage(
        "matmul: operands must have at least two axes; got left [2] and right [2, 3]",
        () -> Shapes.matmul(Shape.of(2), Shape.of(2, 3), false, false));
    assertMessage(
        "matmul: batch axes must be equal, 1 or absent; got left [4, 2, 3] and right [2, 3, 5]",
        () -> Shapes.matmul(Shape.of(4, 2, 3), Shape.of(2, 3, 5), false, false));
    assertEquals(
        Shape.of(6, 4, 2, 5), Shapes.matmul(Shape.of(4, 2, 3), Shape.of(6, 1, 3, 5), false, false));
  }

  @Test
  void triangularSolve_fitsOrThrows() {
    assertEquals(Shape.of(3, 5), Shapes.triangularSolve(Shape.of(3, 3), Shape.of(3, 5)));
    assertEquals(Shape.of(7, 3, 1), Shapes.triangularSolve(Shape.of(3, 3), Shape.of(7, 3, 1)));
    assertEquals(Shape.of(7, 3, 1), Shapes.triangularSolve(Shape.of(7, 3, 3), Shape.of(3, 1)));
    assertMessage(
        "triangularSolve: the left operand must be square; got left [3, 4] and right [3, 1]",
        () -> Shapes.triangularSolve(Shape.of(3, 4), Shape.of(3, 1)));
    assertMessage(
        "triangularSolve: the row counts must agree; got left [3, 3] and right [4, 1]",
        () -> Shapes.triangularSolve(Shape.of(3, 3), Shape.of(4, 1)));
    assertMessage(
        "triangularSolve: operands must have at least two axes; got left [3, 3] and right [3]",
        () -> Shapes.triangularSolve(Shape.of(3, 3), Shape.of(3)));
  }

  @Test
  void matrixRules_fitOrThrow() {
    assertEquals(Shape.of(4, 3), Shapes.diagonal(Shape.of(4, 3, 3)));
    assertEquals(Shape.of(4, 2, 3), Shapes.transpose(Shape.of(4, 3, 2)));
    assertMessage(
        "tril: the last two axes must be equal; got [2, 3]",
        () -> Shapes.square("tril", Shape.of(2, 3)));
    assertMessage(
        "diagonal: the last two axes must be equal; got [3]", () -> Shapes.diagonal(Shape.of(3)));
    assertMessage(
        "transpose: the operand must have at least two axes; got [3]",
        () -> Shapes.transpose(Shape.of(3)));
  }

  @Test
  void slice_fitsOrThrows() {
    assertEquals(Shape.of(2, 3), Shapes.slice(Shape.of(2, 5), -1, 1, 4));
    assertEquals(Shape.of(2, 0), Shapes.slice(Shape.of(2, 5), 1, 5, 5));
    assertMessage(
        "slice: needs 0 <= from <= to <= 5 along axis 1 of [2, 5]; got from 3 to 9",
        () -> Shapes.slice(Shape.of(2, 5), 1, 3, 9));
    assertThrows(IllegalArgumentException.class, () -> Shapes.slice(Shape.of(2, 5), 1, -1, 2));
    assertThrows(IllegalArgumentException.class, () -> Shapes.slice(Shape.of(2, 5), 1, 3, 2));
  }

  @Test
  void concat_fitsOrThrows() {
    assertEquals(
        Shape.of(2, 6), Shapes.concat(-1, List.of(Shape.of(2, 1), Shape.of(2, 5), Shape.of(2, 0))));
    assertMessage(
        "concat: shapes must be equal except along axis 0; got [[2, 1], [2, 5]]",
        () -> Shapes.concat(0, List.of(Shape.of(2, 1), Shape.of(2, 5))));
    assertMessage(
        "concat: shapes must be equal except along axis 0; got [[2, 1], [2]]",
        () -> Shapes.concat(0, List.of(Shape.of(2, 1), Shape.of(2))));
    assertMessage("concat: needs at least one array; got none", () -> Shapes.concat(0, List.of()));
  }

  @Test
  void broadcast_reshape_broadcastTo_fitOrThrow() {
    assertEquals(Shape.of(2, 3), Shapes.broadcast("plus", Shape.of(2, 1), Shape.of(3)));
    assertMessage(
        "plus: shapes must be equal or 1 along each axis; got left [2, 2] and right [1, 3]",
        () -> Shapes.broadcast("plus", Shape.of(2, 2), Shape.of(1, 3)));
    assertEquals(Shape.of(6), Shapes.reshape(Shape.of(2, 3), Shape.of(6)));
    assertMessage(
        "reshape: sizes must agree; got from [2, 3] to [5]",
        () -> Shapes.reshape(Shape.of(2, 3), Shape.of(5)));
    assertEquals(Shape.of(4, 3), Shapes.broadcastTo(Shape.of(3), Shape.of(4, 3)));
    assertMessage(
        "broadcastTo: axes must be equal, 1 or absent; got from [2] to [4, 3]",
        () -> Shapes.broadcastTo(Shape.of(2), Shape.of(4, 3)));
  }

  private static void assertMessage(String expected, Runnable action) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
