package org.vae4j.core.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.core.DType;

class MemoryTest {
  @ParameterizedTest
  @EnumSource(DType.class)
  void allocate_isZeroedAndAligned(DType dtype) {
    for (int length : new int[] {0, 1, 7, 1000, 100_000}) {
      try (Memory memory = Memory.allocate(dtype, length)) {
        double[] read = new double[length];
        memory.get(0, read, 0, length);
        assertArrayEquals(new double[length], read);
        assertEquals(length, memory.length());
        assertEquals(dtype, memory.dtype());
        if (dtype == DType.FLOAT32) {
          FloatPointer floats = memory.floats(0);
          assertEquals(0, (floats.address() + 4 * floats.position()) % 64);
        }
      }
    }
  }

  @ParameterizedTest(name = "buffers of 2^{0} elements")
  @ValueSource(ints = {2, 3, 20})
  void putThenGet_returnsTheNumbers_acrossBuffers(int segmentBits) {
    double[] numbers = IntStream.range(0, 40).mapToDouble(i -> i + 0.1).toArray();
    float[] rounded = new float[40];
    for (int i = 0; i < 40; i++) {
      rounded[i] = (float) numbers[i];
    }
    for (DType dtype : DType.values()) {
      try (Memory memory = Memory.allocate(dtype, 37, segmentBits)) {
        memory.put(5, numbers, 3, 30);
        double[] doubles = new double[40];
        float[] floats = new float[40];
        memory.get(5, doubles, 3, 30);
        memory.get(5, floats, 3, 30);
        for (int i = 3; i < 33; i++) {
          assertEquals(dtype == DType.FLOAT32 ? rounded[i] : numbers[i], doubles[i]);
          assertEquals(rounded[i], floats[i]);
        }
        memory.put(1, rounded, 0, 36);
        memory.get(0, doubles, 0, 37);
        assertEquals(0, doubles[0]);
        for (int i = 0; i < 36; i++) {
          assertEquals(rounded[i], doubles[i + 1]);
        }
      }
    }
  }

  @Test
  void floats_and_floatBuffer_shareTheMemory() {
    try (Memory memory = Memory.allocate(DType.FLOAT32, 20)) {
      memory.floats(7).put(3f);
      memory.floatBuffer().put(8, 4f);
      float[] read = new float[2];
      memory.get(7, read, 0, 2);
      assertArrayEquals(new float[] {3, 4}, read);
      assertEquals(20, memory.floatBuffer().capacity());
    }
  }

  @Test
  void ranges_outsideTheBlockOrTheArray_throw() {
    try (Memory memory = Memory.allocate(DType.FLOAT32, 10)) {
      float[] array = new float[20];
      assertThrows(IllegalArgumentException.class, () -> memory.get(5, array, 0, 6));
      assertThrows(IllegalArgumentException.class, () -> memory.put(-1, array, 0, 2));
      assertThrows(IllegalArgumentException.class, () -> memory.put(0, array, 0, -1));
      assertThrows(IllegalArgumentException.class, () -> memory.get(Long.MAX_VALUE, array, 0, 1));
      assertThrows(IllegalArgumentException.class, () -> memory.floats(11));
      assertThrows(IndexOutOfBoundsException.class, () -> memory.get(0, array, 15, 6));
      String message =
          assertThrows(IllegalArgumentException.class, () -> memory.get(8, array, 0, 3))
              .getMessage();
      assertEquals(
          "memory: range must lie within memory[FLOAT32 x 10]; got offset 8 and count 3", message);
    }
  }

  @Test
  void allocate_ofImpossibleLength_throws() {
    for (long length : new long[] {-1, 1L << 31, 1L << 40}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Memory.allocate(DType.FLOAT32, length))
              .getMessage();
      assertTrue(message.endsWith("got " + length), message);
    }
  }

  @Test
  void floats_ofFloat64_throws() {
    try (Memory memory = Memory.allocate(DType.FLOAT64, 10)) {
      assertThrows(IllegalStateException.class, () -> memory.floats(0));
      assertThrows(IllegalStateException.class, memory::floatBuffer);
    }
  }

  @Test
  void close_endsAllAccess_andMayBeRepeated() {
    Memory memory = Memory.allocate(DType.FLOAT32, 10);
    memory.close();
    memory.close();
    assertThrows(IllegalStateException.class, () -> memory.get(0, new float[1], 0, 1));
    assertThrows(IllegalStateException.class, () -> memory.floats(0));
    assertEquals("memory[FLOAT32 x 10, closed]", memory.toString());
  }
}
