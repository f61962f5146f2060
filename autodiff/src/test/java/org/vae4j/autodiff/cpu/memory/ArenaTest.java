package org.vae4j.autodiff.cpu.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArenaTest {
  private static final int BLOCK = 64;

  private record Taken(long from, int size) {}

  @Test
  void take_randomSizes_neitherOverlapNorCrossABlock() {
    Random random = new Random(1);
    Arena arena = new Arena(BLOCK);
    List<Taken> held = new ArrayList<>();
    for (int turn = 0; turn < 2000; turn++) {
      if (random.nextBoolean() && !held.isEmpty()) {
        Taken gone = held.remove(random.nextInt(held.size()));
        arena.release(gone.from, gone.size);
      } else {
        int size = random.nextInt(BLOCK + 1);
        Taken taken = new Taken(arena.take(size), size);
        long last = taken.from + Math.max(1, size) - 1;
        assertEquals(taken.from / BLOCK, last / BLOCK, "in one block");
        assertTrue(last < arena.length());
        for (Taken other : held) {
          boolean apart = other.from + other.size <= taken.from || last < other.from;
          assertTrue(apart, () -> other + " and " + taken);
        }
        held.add(taken);
      }
    }
  }

  @Test
  void take_afterRelease_usesTheSameElements() {
    Arena arena = new Arena(BLOCK);
    long first = arena.take(20);
    arena.take(20);
    arena.release(first, 20);
    assertEquals(first, arena.take(17));
    assertEquals(BLOCK, arena.length());
  }

  @Test
  void take_moreThanABlock_isRefused() {
    Arena arena = new Arena(BLOCK);
    String message =
        assertThrows(IllegalArgumentException.class, () -> arena.take(BLOCK + 1)).getMessage();
    assertEquals(
        "plan: a value must have <= 64 elements; got 65 (fewer with a smaller batch, or fewer components of a mixture)",
        message);
  }
}
