package org.vae4j.autodiff.cpu.tile;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.vae4j.autodiff.cpu.stage.Registers;
import org.vae4j.autodiff.cpu.stage.Tile;
import org.vae4j.core.kernel.TileKernels;

/**
 * A sum or maximum at the end of a tile program. Sums along the width are carried in double, one
 * number per run of rows; sums down the rows are carried as a tile and folded at the end of the
 * run. Each part has accumulators of its own; where parts share elements of the result, {@link
 * #combine} adds them up in the order of the parts.
 */
final class Reduction {
  private final boolean maximum;
  private final int register;
  private final FloatBuffer buffer;
  private final int base;
  private final Access access;
  private final boolean shared;
  private final Partial[] partials;

  Reduction(
      boolean maximum,
      int register,
      FloatBuffer buffer,
      int base,
      int size,
      Access access,
      Space space) {
    this.maximum = maximum;
    this.register = register;
    this.buffer = buffer;
    this.base = base;
    this.access = access;
    this.shared = space.parts > 1 && overlaps(access, space.cutAxis);
    this.partials = new Partial[space.parts];
    for (int part = 0; part < partials.length; part++) {
      partials[part] =
          shared || space.parts == 1
              ? new Partial(0, size)
              : new Partial(first(space, part), last(space, part));
    }
  }

  /** Whether the elements of one part do not lie together, apart from those of the others. */
  private static boolean overlaps(Access access, int cutAxis) {
    return switch (cutAxis) {
      case 0 -> access.repeatsOverOuter();
      case 1 -> access.rowStride == 0 || !access.sameInEachOuter();
      default -> access.widthStride == 0 || access.rowStride != 0 || !access.sameInEachOuter();
    };
  }

  /** What one part has gathered of elements {@code [from, to)} of the result. */
  private final class Partial {
    final int from;
    final double[] numbers;
    final float[] rows;
    final float[] tile =
        new float[access.rowStride == 0 && access.widthStride == 1 ? Registers.TILE : 0];
    double run;

    Partial(int from, int to) {
      this.from = from;
      boolean alongWidth = access.widthStride == 0;
      this.numbers = new double[alongWidth ? to - from : 0];
      this.rows = new float[alongWidth ? 0 : to - from];
    }
  }

  private int first(Space space, int part) {
    return access.outer(space.from(0, part))
        + space.from(1, part) * access.rowStride
        + space.from(2, part) * access.widthStride;
  }

  private int last(Space space, int part) {
    return access.outer(space.to(0, part) - 1)
        + (space.to(1, part) - 1) * access.rowStride
        + (space.to(2, part) - 1) * access.widthStride
        + 1;
  }

  /** Forgets what a part gathered in the run before. */
  void begin(int part) {
    Arrays.fill(partials[part].numbers, neutral());
    Arrays.fill(partials[part].rows, (float) neutral());
  }

  /** Called before the rows of an outer index and a range of columns. */
  void beginRows(int part) {
    Partial partial = partials[part];
    partial.run = neutral();
    Arrays.fill(partial.tile, (float) neutral());
  }

  /** Takes in a tile. */
  void take(int part, Tile tile, Registers registers) {
    Partial partial = partials[part];
    float[] values = registers.get(register);
    if (access.widthStride == 0) {
      if (access.rowStride == 0) {
        partial.run = join(partial.run, reduce(values, tile.count()));
      } else {
        eachRow(partial, values, tile);
      }
    } else if (access.rowStride == 0) {
      join(partial.tile, values, tile.count());
    } else {
      gather(partial, values, tile, registers.row());
    }
  }

  /** Called after the rows. */
  void endRows(int part, Tile tile, int rows, Registers registers) {
    Partial partial = partials[part];
    if (access.rowStride != 0) {
      return;
    }
    int at = access.start(tile) - partial.from;
    if (access.widthStride == 0) {
      partial.numbers[at] = join(partial.numbers[at], partial.run);
      return;
    }
    float[] sum = registers.row();
    System.arraycopy(partial.rows, at, sum, 0, tile.width());
    float[] next = registers.spare();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(partial.tile, row * tile.width(), next, 0, tile.width());
      join(sum, next, tile.width());
    }
    System.arraycopy(sum, 0, partial.rows, at, tile.width());
  }

  /** Writes what a part alone has gathered; shared results wait for {@link #combine}. */
  void end(int part) {
    if (!shared) {
      write(partials[part]);
    }
  }

  boolean shared() {
    return shared;
  }

  /** Joins the parts' shares in order and writes the result. */
  void combine() {
    Partial all = partials[0];
    for (int part = 1; part < partials.length; part++) {
      for (int i = 0; i < all.numbers.length; i++) {
        all.numbers[i] = join(all.numbers[i], partials[part].numbers[i]);
      }
      join(all.rows, partials[part].rows, all.rows.length);
    }
    write(all);
  }

  private void write(Partial partial) {
    int at = base + partial.from;
    for (int i = 0; i < partial.numbers.length; i++) {
      buffer.put(at + i, (float) partial.numbers[i]);
    }
    buffer.put(at, partial.rows, 0, partial.rows.length);
  }

  private void eachRow(Partial partial, float[] values, Tile tile) {
    int at = access.start(tile) - partial.from;
    if (maximum) {
      TileKernels.maxRows(values, tile.rows(), tile.width(), partial.numbers, at, access.rowStride);
    } else {
      TileKernels.sumRows(values, tile.rows(), tile.width(), partial.numbers, at, access.rowStride);
    }
  }

  private void gather(Partial partial, float[] values, Tile tile, float[] sum) {
    int at = access.start(tile) - partial.from;
    if (access.contiguous(tile)) {
      System.arraycopy(partial.rows, at, sum, 0, tile.count());
      join(sum, values, tile.count());
      System.arraycopy(sum, 0, partial.rows, at, tile.count());
      return;
    }
    for (int row = 0; row < tile.rows(); row++, at += access.rowStride) {
      for (int i = 0; i < tile.width(); i++) {
        float value = values[row * tile.width() + i];
        float before = partial.rows[at + i];
        partial.rows[at + i] = maximum ? Math.max(before, value) : before + value;
      }
    }
  }

  private double neutral() {
    return maximum ? Double.NEGATIVE_INFINITY : 0;
  }

  private double reduce(float[] values, int n) {
    return maximum ? TileKernels.max(values, n) : TileKernels.sum(values, n);
  }

  private double join(double a, double b) {
    return maximum ? Math.max(a, b) : a + b;
  }

  private void join(float[] into, float[] values, int n) {
    if (maximum) {
      TileKernels.maximum(into, values, n);
    } else {
      TileKernels.accumulate(into, values, n);
    }
  }
}
