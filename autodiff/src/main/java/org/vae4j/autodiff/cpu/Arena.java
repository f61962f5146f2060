package org.vae4j.autodiff.cpu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Packs values into one block: two that are never needed at the same time may share elements. */
final class Arena {
  /** 64 bytes, a cache line. */
  private static final int ALIGNMENT = 16;

  private record Range(int from, int to) {}

  private final List<Range> free = new ArrayList<>();
  private int length;

  /** The start of {@code size} elements not in use. */
  int take(int size) {
    int needed = Math.multiplyExact((Math.max(1, size) + ALIGNMENT - 1) / ALIGNMENT, ALIGNMENT);
    Range best =
        free.stream()
            .filter(range -> range.to - range.from >= needed)
            .min(Comparator.comparingInt(range -> range.to - range.from))
            .orElse(null);
    if (best == null) {
      int from = length;
      length = Math.addExact(length, needed);
      return from;
    }
    free.remove(best);
    if (best.from + needed < best.to) {
      free.add(new Range(best.from + needed, best.to));
    }
    return best.from;
  }

  /** Gives back what {@link #take} gave for {@code size} elements. */
  void release(int from, int size) {
    int to = from + (Math.max(1, size) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    Range merged = new Range(from, to);
    for (Range range : List.copyOf(free)) {
      if (range.to == merged.from || range.from == merged.to) {
        free.remove(range);
        merged = new Range(Math.min(range.from, merged.from), Math.max(range.to, merged.to));
      }
    }
    free.add(merged);
  }

  /** Elements of the block. */
  int length() {
    return length;
  }
}
