package org.vae4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShapeTest {
  private static final Shape CUBE = Shape.of(2, 3, 4);

  @Test
  void of_keepsItsOwnDimensions() {
    int[] dims = {2, 3};
    Shape shape = Shape.of(dims);
    dims[0] = 9;
    shape.dims()[1] = 9;
    assertEquals("[2, 3]", shape.toString());
  }

  @Test
  void of_aNegativeDimension_throwsWithTheShape() {
    assertMessage("shape: dimensions must be >= 0; got [2, -1]", () -> Shape.of(2, -1));
  }

  @Test
  void of_tooManyElements_throwsWithTheShape() {
    assertMessage(
        "shape: an array holds at most 2147483647 elements; got [65536, 65536]",
        () -> Shape.of(65536, 65536));
  }

  @Test
  void size_isTheProduct() {
    assertEquals(24, CUBE.size());
    assertEquals(1, Shape.SCALAR.size());
    assertEquals(0, Shape.of(3, 0).size());
    assertEquals(0, Shape.SCALAR.rank());
  }

  @Test
  void dim_countsFromEitherEnd() {
    assertEquals(2, CUBE.dim(0));
    assertEquals(4, CUBE.dim(-1));
    assertMessage("axis: must lie within the rank of [2, 3, 4]; got axis 3", () -> CUBE.dim(3));
    assertThrows(IllegalArgumentException.class, () -> CUBE.dim(-4));
  }

  @Test
  void axes_areSortedAndDistinct() {
    assertArrayEquals(new int[] {0, 2}, CUBE.axes(-1, 0));
    assertArrayEquals(new int[] {0, 1, 2}, CUBE.axes());
    assertMessage("axes: must be distinct; got [2, -1] for [2, 3, 4]", () -> CUBE.axes(2, -1));
  }

  @Test
  void strides_areRowMajor() {
    assertArrayEquals(new int[] {12, 4, 1}, CUBE.strides());
  }

  @Test
  void broadcast_alignsAtTheLastAxis() {
    assertEquals(Shape.of(5, 3, 4), Shape.of(5, 1, 4).broadcast(Shape.of(3, 1)));
    assertEquals(Shape.of(3, 1), Shape.SCALAR.broadcast(Shape.of(3, 1)));
    assertEquals(Shape.of(0, 2), Shape.of(1, 2).broadcast(Shape.of(0, 1)));
    assertMessage(
        "shapes must be equal or 1 along each axis; got left [2, 2] and right [1, 3]",
        () -> Shape.of(2, 2).broadcast(Shape.of(1, 3)));
  }

  @Test
  void broadcastsTo_growsOnlyAxesOfLengthOne() {
    assertTrue(Shape.of(3, 1).broadcastsTo(Shape.of(2, 3, 4)));
    assertFalse(Shape.of(3, 4).broadcastsTo(Shape.of(3, 1)));
    assertFalse(Shape.of(1, 3).broadcastsTo(Shape.of(3)));
  }

  @Test
  void without_keeping_with_changeTheNamedAxes() {
    assertEquals(Shape.of(3), CUBE.without(0, -1));
    assertEquals(Shape.SCALAR, CUBE.without());
    assertEquals(Shape.of(2, 1, 4), CUBE.keeping(1));
    assertEquals(Shape.of(2, 3, 7), CUBE.with(-1, 7));
  }

  @Test
  void equals_comparesDimensions() {
    assertEquals(Shape.of(2, 3, 4), CUBE);
    assertEquals(Shape.of(2, 3, 4).hashCode(), CUBE.hashCode());
    assertNotEquals(Shape.of(4, 3, 2), CUBE);
  }

  private static void assertMessage(String expected, Runnable action) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
