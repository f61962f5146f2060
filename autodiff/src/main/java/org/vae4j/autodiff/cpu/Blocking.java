package org.vae4j.autodiff.cpu;

/**
 * How a matrix product is cut into calls of OpenBLAS: by its shape alone, never by timing, so that
 * the bits of a result repeat.
 *
 * <p>Up to 10^6 multiplications OpenBLAS takes its small-matrix kernel, which does not pack its
 * operands. Blocks are made so small, and so shallow that the right operand of one stays in the
 * first-level cache while all rows pass by: the depth is cut too, and later slices add to the
 * result of the first.
 *
 * @param height rows of a block
 * @param width columns of a block
 * @param depth terms of the sums that a block computes
 */
record Blocking(int height, int width, int depth) {
  /** OpenBLAS takes its small-matrix kernel up to this many multiplications. */
  private static final int SMALL = 1_000_000;

  /** Four vectors of 16 floats: the columns that the kernel keeps in registers. */
  private static final int PANEL = 64;

  /** 112 rows of a panel: 28 KB. */
  private static final int SHALLOW = 112;

  private static final int HIGH = 128;

  /** A block of a gradient has about so many rows and columns, and a band so many elements. */
  private static final int BAND = 48;

  private static final int WIDE = 160;
  private static final int LONG = 65_536;

  /** From so many terms on, the left operand passes by too slowly for few of its columns. */
  private static final int DEEP = 2000;

  /** Blocks enough for the parts of a stage to be of one size. */
  private static final int ENOUGH = 8;

  /** Against a transposed right operand: sums whole, over few rows and columns. */
  private static final int DEEPEST_WHOLE = 900;

  private static final int NARROW = 32;
  private static final int FEW = 34;
  private static final int ALIGNED = 16;

  /** The cut of a product {@code [m, k] [k, n] -> [m, n]}, its operands transposed or not. */
  static Blocking of(int m, int n, int k, boolean ta, boolean tb) {
    if (tb) {
      return m <= HIGH && k <= DEEPEST_WHOLE ? dots(m, n, k) : quarters(m, n, k);
    }
    return ta ? bands(m, n, k) : panels(m, n, k);
  }

  /** The cut of a product whose operands are in the second-level cache, the right one as stored. */
  static Blocking near(int m, int n, int k) {
    return new Blocking(share(m, HIGH), Math.min(n, PANEL), share(k, SHALLOW));
  }

  /** Columns that stay in registers, over as many rows as there are. */
  private static Blocking panels(int m, int n, int k) {
    int width = Math.min(n, PANEL);
    int height = share(m, width < PANEL ? 2 * HIGH : HIGH);
    if (pieces(m, height) * pieces(n, width) < ENOUGH) {
      height = share(m, width < PANEL ? HIGH / 4 : HIGH / 2);
    }
    return new Blocking(height, width, share(k, SHALLOW));
  }

  /** Bands of rows, as many in each part: a weight's gradient, whose rows are moved at once. */
  private static Blocking bands(int m, int n, int k) {
    int most = Math.max(1, Math.min(k > DEEP ? HIGH : BAND, LONG / Math.max(1, n)));
    int count = pieces(pieces(m, most), Stage.PARTS) * Stage.PARTS;
    int width = pieces(share(n, WIDE), ALIGNED) * ALIGNED;
    return new Blocking(Math.max(1, pieces(m, Math.max(1, count))), width, share(k, SHALLOW));
  }

  /** Rows of both operands are contiguous: the kernel makes sums of products along them. */
  private static Blocking dots(int m, int n, int k) {
    int width = Math.min(n, NARROW);
    return new Blocking(share(m, Math.min(FEW, Math.max(1, SMALL / (width * k)))), width, k);
  }

  /** Large enough to be packed: cut once along the longer side. */
  private static Blocking quarters(int m, int n, int k) {
    return m > n ? new Blocking(quarter(m), n, k) : new Blocking(m, quarter(n), k);
  }

  private static int quarter(int side) {
    return pieces(pieces(side, Stage.PARTS), ALIGNED) * ALIGNED;
  }

  /** The size of equal pieces of {@code n}, each at most {@code most}. */
  private static int share(int n, int most) {
    return Math.max(1, pieces(n, Math.max(1, pieces(n, most))));
  }

  /** Pieces of a size that make up n, rounded up. */
  private static int pieces(int n, int size) {
    return (n + size - 1) / size;
  }
}
