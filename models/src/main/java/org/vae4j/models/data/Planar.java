package org.vae4j.models.data;

import java.util.Arrays;
import org.vae4j.core.Choice;

/**
 * Distributions in the plane whose densities are known, to hold a model's likelihood against. A
 * point is a function of (seed, split, index) alone, in IEEE arithmetic and {@code StrictMath}.
 */
public enum Planar {
  /**
   * Five arms, each a narrow Gaussian at distance 1 that is wound about the origin. After Johnson
   * et al. (2016), arXiv:1603.06277, but wound by a point's distance from the origin rather than
   * along its arm, so that winding keeps areas and the density is exact.
   */
  PINWHEEL {
    @Override
    Point point(long key, int i) {
      int arm = Mix.below(ARMS, Mix.bits(key, i * 3L));
      double[] normals = normals(Mix.bits(key, i * 3L + 1), Mix.bits(key, i * 3L + 2));
      double along = 1 + RADIAL * normals[0];
      double across = TANGENTIAL * normals[1];
      return turned(along, across, angle(arm, StrictMath.hypot(along, across)), arm);
    }

    @Override
    public double logDensity(double x, double y) {
      double[] terms = new double[ARMS];
      double radius = Math.hypot(x, y);
      for (int arm = 0; arm < ARMS; arm++) {
        Point straight = turned(x, y, -angle(arm, radius), arm);
        double along = (straight.x - 1) / RADIAL;
        double across = straight.y / TANGENTIAL;
        terms[arm] = -0.5 * (along * along + across * across);
      }
      return logSumExp(terms) - Math.log(ARMS * 2 * Math.PI * RADIAL * TANGENTIAL);
    }

    private static double angle(int arm, double radius) {
      return 2 * Math.PI * arm / ARMS + WINDING * StrictMath.exp(radius);
    }

    private static Point turned(double x, double y, double angle, int arm) {
      double cos = StrictMath.cos(angle);
      double sin = StrictMath.sin(angle);
      return new Point(cos * x - sin * y, sin * x + cos * y, arm);
    }
  },
  /** Three circles of radii 1, 2 and 3, as heavy as they are long, of normal width. */
  RINGS {
    @Override
    Point point(long key, int i) {
      int drawn = Mix.below(1 + 2 + RINGS_COUNT, Mix.bits(key, i * 4L));
      int ring = drawn < 1 ? 0 : drawn < 3 ? 1 : 2;
      double[] normals = normals(Mix.bits(key, i * 4L + 1), Mix.bits(key, i * 4L + 2));
      double radius = ring + 1 + WIDTH * normals[0];
      double angle = 2 * Math.PI * Mix.unit(Mix.bits(key, i * 4L + 3));
      return new Point(radius * StrictMath.cos(angle), radius * StrictMath.sin(angle), ring);
    }

    @Override
    public double logDensity(double x, double y) {
      double radius = Math.hypot(x, y);
      double[] terms = new double[RINGS_COUNT];
      for (int ring = 0; ring < RINGS_COUNT; ring++) {
        double off = (radius - ring - 1) / WIDTH;
        terms[ring] = Math.log((ring + 1) / 6.0) - 0.5 * off * off;
      }
      return logSumExp(terms) - Math.log(Math.sqrt(2 * Math.PI) * WIDTH * 2 * Math.PI * radius);
    }
  },
  /** The dark squares of side 2 on a board of 4 x 4 about the origin, all as heavy. */
  CHECKERBOARD {
    @Override
    Point point(long key, int i) {
      int square = Mix.below(8, Mix.bits(key, i * 3L));
      int row = square / 2;
      int column = 2 * (square % 2) + row % 2;
      double x = 2 * (column - 2 + Mix.unit(Mix.bits(key, i * 3L + 1)));
      double y = 2 * (row - 2 + Mix.unit(Mix.bits(key, i * 3L + 2)));
      return new Point(x, y, square);
    }

    @Override
    public double logDensity(double x, double y) {
      boolean inside = Math.abs(x) < 4 && Math.abs(y) < 4;
      boolean dark = Math.floorMod((int) Math.floor(x / 2) - (int) Math.floor(y / 2), 2) == 0;
      return inside && dark ? -Math.log(32) : Double.NEGATIVE_INFINITY;
    }
  };

  private static double logSumExp(double[] terms) {
    double most = Arrays.stream(terms).max().orElseThrow();
    return most + Math.log(Arrays.stream(terms).map(term -> Math.exp(term - most)).sum());
  }

  private static final int ARMS = 5;
  private static final double RADIAL = 0.3;
  private static final double TANGENTIAL = 0.05;
  private static final double WINDING = 0.25;
  private static final int RINGS_COUNT = 3;
  private static final double WIDTH = 0.08;
  private static final int TRAIN = 10_000;
  private static final int HELD_OUT = 2_000;

  /** A point, and which part of the distribution it comes from. */
  record Point(double x, double y, int label) {}

  /** Point number i of a stream. */
  abstract Point point(long key, int i);

  /** The logarithm of the density, in nats. */
  public abstract double logDensity(double x, double y);

  /** The name in the catalogue of data sets. */
  public String title() {
    return Choice.kebab(this);
  }

  /** 10 000 training, 2 000 validation and 2 000 test points, labelled by their part. */
  public Dataset dataset(long seed) {
    return new Dataset(
        title(),
        split(Mix.key(title() + " train", seed), TRAIN),
        split(Mix.key(title() + " valid", seed), HELD_OUT),
        split(Mix.key(title() + " test", seed), HELD_OUT));
  }

  private Split split(long key, int count) {
    float[] values = new float[2 * count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      Point point = point(key, i);
      values[2 * i] = (float) point.x;
      values[2 * i + 1] = (float) point.y;
      labels[i] = point.label;
    }
    return Split.ofFloats(1, 2, values).labelled(labels);
  }

  /** Two independent normal numbers. Source: Box, Muller (1958). */
  private static double[] normals(long bits, long more) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - Mix.unit(bits)));
    double angle = 2 * Math.PI * Mix.unit(more);
    return new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
  }
}
