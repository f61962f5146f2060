package org.vae4j.models.optimizer;

import org.vae4j.autodiff.ParameterVector;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Memory;

/**
 * A flat vector of parameters cut into tiles, with moments beside it: parameters and gradients come
 * from native memory a tile at a time, moments stay on the heap as one array a tile, the form that
 * the JIT compiler vectorises.
 */
sealed interface Tiles {
  /** Elements of a tile; the last has fewer. */
  int TILE = 1024;

  /** The number of tiles. */
  int count();

  /**
   * Applies a rule to elements {@code [from, to)} of the vector, whose gradients lie from element
   * {@code at} of {@code gradients} on, with the scratch of one worker.
   */
  void update(Rule rule, double[] factors, int from, int to, Memory gradients, int at, int worker);

  /** A copy of the {@code index}-th moment over the whole vector. */
  Tensor moment(int index);

  /** Sets it. */
  void restore(int index, Tensor moment);

  /** Elements of a tile of a vector. */
  static int length(ParameterVector vector, int tile) {
    return Math.min(TILE, vector.length() - tile * TILE);
  }

  /** The number of tiles of a vector. */
  static int count(ParameterVector vector) {
    return (vector.length() - 1) / TILE + 1;
  }

  /** Tiles in float32. */
  final class Floats implements Tiles {
    private final ParameterVector vector;
    private final float[][][] moments;
    private final float[][][] scratch;

    /** Moments of a range that starts within a tile: the loops start at index 0. */
    private final float[][][] parts;

    Floats(ParameterVector vector, int moments, int workers) {
      this.vector = vector;
      this.moments = new float[Tiles.count(vector)][moments][TILE];
      this.scratch = new float[workers][2][TILE];
      this.parts = new float[workers][moments][TILE];
    }

    @Override
    public int count() {
      return moments.length;
    }

    @Override
    public void update(
        Rule rule, double[] factors, int from, int to, Memory gradients, int at, int worker) {
      float[] p = scratch[worker][0];
      float[] g = scratch[worker][1];
      for (int start = from; start < to; ) {
        int skip = start % TILE;
        int n = Math.min(TILE - skip, to - start);
        gradients.get(at + start - from, g, 0, n);
        vector.values().get(start, p, 0, n);
        float[][] whole = moments[start / TILE];
        if (skip == 0) {
          rule.update(p, g, whole, n, factors);
        } else {
          move(whole, skip, parts[worker], 0, n);
          rule.update(p, g, parts[worker], n, factors);
          move(parts[worker], 0, whole, skip, n);
        }
        vector.values().put(start, p, 0, n);
        start += n;
      }
    }

    private static void move(float[][] from, int start, float[][] to, int at, int n) {
      for (int moment = 0; moment < from.length; moment++) {
        System.arraycopy(from[moment], start, to[moment], at, n);
      }
    }

    @Override
    public Tensor moment(int index) {
      float[] all = new float[vector.length()];
      for (int tile = 0; tile < moments.length; tile++) {
        System.arraycopy(moments[tile][index], 0, all, tile * TILE, length(vector, tile));
      }
      return Tensor.of(Shape.of(all.length), all);
    }

    @Override
    public void restore(int index, Tensor moment) {
      float[] all = moment.toFloatArray();
      for (int tile = 0; tile < moments.length; tile++) {
        System.arraycopy(all, tile * TILE, moments[tile][index], 0, length(vector, tile));
      }
    }
  }

  /** Tiles in float64. */
  final class Doubles implements Tiles {
    private final ParameterVector vector;
    private final double[][][] moments;
    private final double[][][] scratch;

    /** Moments of a range that starts within a tile: the loops start at index 0. */
    private final double[][][] parts;

    Doubles(ParameterVector vector, int moments, int workers) {
      this.vector = vector;
      this.moments = new double[Tiles.count(vector)][moments][TILE];
      this.scratch = new double[workers][2][TILE];
      this.parts = new double[workers][moments][TILE];
    }

    @Override
    public int count() {
      return moments.length;
    }

    @Override
    public void update(
        Rule rule, double[] factors, int from, int to, Memory gradients, int at, int worker) {
      double[] p = scratch[worker][0];
      double[] g = scratch[worker][1];
      for (int start = from; start < to; ) {
        int skip = start % TILE;
        int n = Math.min(TILE - skip, to - start);
        gradients.get(at + start - from, g, 0, n);
        vector.values().get(start, p, 0, n);
        double[][] whole = moments[start / TILE];
        if (skip == 0) {
          rule.update(p, g, whole, n, factors);
        } else {
          move(whole, skip, parts[worker], 0, n);
          rule.update(p, g, parts[worker], n, factors);
          move(parts[worker], 0, whole, skip, n);
        }
        vector.values().put(start, p, 0, n);
        start += n;
      }
    }

    private static void move(double[][] from, int start, double[][] to, int at, int n) {
      for (int moment = 0; moment < from.length; moment++) {
        System.arraycopy(from[moment], start, to[moment], at, n);
      }
    }

    @Override
    public Tensor moment(int index) {
      double[] all = new double[vector.length()];
      for (int tile = 0; tile < moments.length; tile++) {
        System.arraycopy(moments[tile][index], 0, all, tile * TILE, length(vector, tile));
      }
      return Tensor.of(Shape.of(all.length), all);
    }

    @Override
    public void restore(int index, Tensor moment) {
      double[] all = moment.toDoubleArray();
      for (int tile = 0; tile < moments.length; tile++) {
        System.arraycopy(all, tile * TILE, moments[tile][index], 0, length(vector, tile));
      }
    }
  }
}
