package org.vae4j.autodiff.cpu.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Packs values into blocks: two that are never needed at the same time may share elements. A value
 * lies within one block, and places count through all of them.
 */
final class Arena {
  /** 64 bytes, a cache line. */
  private static final int ALIGNMENT = 16;

  /** Elements of a block: a NIO buffer of floats ends below 1 GiB. */
  static final int BLOCK = (1 << 28) - ALIGNMENT;

  private record Range(long from, long to) {}

  private final int block;
  private final List<Range> free = new ArrayList<>();
  private long length;

  Arena() {
    this(BLOCK);
  }

  /** An arena of blocks of this size, a multiple of 16. */
  Arena(int block) {
    this.block = block;
  }

  /**
   * The start of {@code size} elements not in use. Throws {@code IllegalArgumentException} if they
   * do not fit into a block.
   */
  long take(int size) {
    int needed = padded(size);
    Range best =
        free.stream()
            .filter(range -> range.to - range.from >= needed)
            .min(Comparator.comparingLong(range -> range.to - range.from))
            .orElse(null);
    if (best == null) {
      return append(needed);
    }
    free.remove(best);
    if (best.from + needed < best.to) {
      free.add(new Range(best.from + needed, best.to));
    }
    return best.from;
  }

  private long append(int needed) {
    long from = length;
    long left = block - from % block;
    if (left < needed) {
      free.add(new Range(from, from + left));
      from += left;
    }
    length = from + needed;
    return from;
  }

  /** Gives back what {@link #take} gave for {@code size} elements. */
  void release(long from, int size) {
    Range merged = new Range(from, from + padded(size));
    for (Range range : List.copyOf(free)) {
      boolean before = range.to == merged.from && merged.from % block != 0;
      boolean behind = range.from == merged.to && merged.to % block != 0;
      if (before || behind) {
        free.remove(range);
        merged = new Range(Math.min(range.from, merged.from), Math.max(range.to, merged.to));
      }
    }
    free.add(merged);
  }

  private int padded(int size) {
    long needed = (Math.max(1, size) + ALIGNMENT - 1L) / ALIGNMENT * ALIGNMENT;
    if (!(needed <= block)) {
      throw new IllegalArgumentException(
          "plan: a value must have <= %d elements; got %d (fewer with a smaller batch, or fewer components of a mixture)"
              .formatted(block, size));
    }
    return (int) needed;
  }

  /** Elements of all blocks together. */
  long length() {
    return length;
  }
}
