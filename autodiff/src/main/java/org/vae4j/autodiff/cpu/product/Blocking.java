package org.vae4j.autodiff.cpu.product;

import org.vae4j.autodiff.cpu.stage.Stage;

/**
 * How a matrix product is cut into calls of OpenBLAS: by its shape alone, never by timing, so that
 * the bits of a result repeat.
 *
 * <p>Up to 10^6 multiplications OpenBLAS takes its small-matrix kernel, which does not pack its
 * operands. Calls are made so small, and so shallow that the right operand of one stays in the
 * first-level cache while all rows pass by. A block is what one worker makes at a time: slices of
 * the depth add to it one after the other, each panel by panel, while it and a slice of its rows
 * stay in the second-level cache.
 *
 * @param height rows of a block
 * @param width columns of a block
 * @param depth terms of the sums that a call computes
 * @param panel columns of a call
 */
public record Blocking(int height, int width, int depth, int panel) {
  /** OpenBLAS takes its small-matrix kernel up to this many multiplications. */
  private static final int SMALL = 1_000_000;

  /** Four vectors of 16 floats: the columns that the kernel keeps in registers. */
  static final int PANEL = 64;

  /** 112 rows of a panel: 28 KB. */
  private static final int SHALLOW = 112;

  /** 72 rows of a panel, beside as many of a left operand that is transposed. */
  private static final int SHALLOWER = 72;

  /** Rows of a call. */
  private static final int HIGH = 128;

  /** Elements of a block: 512 KB. */
  private static final int LARGE = 1 << 17;

  /** Elements of a block of a weight's gradient, 256 KB, or so many rows of a wide one. */
  private static final int BAND = 1 << 16;

  private static final int LOWEST = 48;

  /** Blocks enough for the parts of a stage to be of one size. */
  private static final int ENOUGH = 8;

  /** Against a transposed right operand: sums whole, over few rows and columns. */
  private static final int DEEPEST_WHOLE = 900;

  private static final int NARROW = 32;
  private static final int FEW = 34;

  /** Sums of up to so many terms are too short for that: rows of the result are whole. */
  private static final int SHORT = 64;

  private static final int ALIGNED = 16;

  /** The cut of a product {@code [m, k] [k, n] -> [m, n]}, its operands transposed or not. */
  static Blocking of(int m, int n, int k, boolean ta, boolean tb) {
    if (tb) {
      return m <= HIGH && k <= DEEPEST_WHOLE ? dots(m, n, k) : quarters(m, n, k);
    }
    if (ta) {
      return bands(m, n, k);
    }
    return m > 2 * HIGH ? strips(m, n, k) : panels(m, n, k);
  }

  /** The cut of a product whose operands are in the second-level cache, the right one as stored. */
  public static Blocking near(int m, int n, int k) {
    return new Blocking(share(m, HIGH), Math.min(n, PANEL), share(k, SHALLOW), PANEL);
  }

  /** Few rows: columns that stay in registers, over as many rows as there are. */
  private static Blocking panels(int m, int n, int k) {
    int width = Math.min(n, PANEL);
    int height = share(m, width < PANEL ? 2 * HIGH : HIGH);
    if (pieces(m, height) * pieces(n, width) < ENOUGH) {
      height = share(m, width < PANEL ? HIGH / 4 : HIGH / 2);
    }
    return new Blocking(height, width, share(k, SHALLOW), PANEL);
  }

  /** Many rows, which the next stages take in the same shares: a strip of them for all columns. */
  private static Blocking strips(int m, int n, int k) {
    int height = evenly(m, HIGH);
    int width = pieces(share(n, LARGE / height), PANEL) * PANEL;
    return new Blocking(height, width, share(k, SHALLOW), PANEL);
  }

  /** Whole rows, as many blocks in each part: a weight's gradient, whose rows are moved at once. */
  private static Blocking bands(int m, int n, int k) {
    int most = Math.min(HIGH, Math.max(LOWEST, BAND / Math.max(1, n)));
    return new Blocking(evenly(m, most), n, share(k, SHALLOWER), PANEL);
  }

  /** Rows of both operands are contiguous: the kernel makes sums of products along them. */
  private static Blocking dots(int m, int n, int k) {
    int width = k <= SHORT ? n : Math.min(n, NARROW);
    int most = Math.min(FEW, Math.max(1, SMALL / Math.max(1, width * k)));
    int height = k <= SHORT ? evenly(m, most) : share(m, most);
    return new Blocking(height, width, k, width);
  }

  /** Large enough to be packed: cut once, along the longer side or the rows where they are many. */
  private static Blocking quarters(int m, int n, int k) {
    return m > Math.min(n, 2 * HIGH)
        ? new Blocking(pieces(m, Stage.PARTS), n, k, n)
        : new Blocking(m, pieces(pieces(n, Stage.PARTS), ALIGNED) * ALIGNED, k, n);
  }

  /** The size of equal pieces of {@code n}, each at most {@code most}. */
  static int share(int n, int most) {
    return Math.max(1, pieces(n, Math.max(1, pieces(n, most))));
  }

  /** The size of pieces of {@code n}, each at most {@code most}, as many in each part. */
  private static int evenly(int n, int most) {
    return Math.max(1, pieces(n, Math.max(1, pieces(pieces(n, most), Stage.PARTS) * Stage.PARTS)));
  }

  /** Pieces of a size that make up n, rounded up. */
  private static int pieces(int n, int size) {
    return (n + size - 1) / size;
  }
}
