package org.vae4j.models.posterior;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.autodiff.Var;

/**
 * K planar maps in sequence, {@code z + u tanh(w.z + b)}, for each of N examples. All that a map
 * adds to z is a multiple of its u, so the K numbers {@code tanh(..)} of a point are found from its
 * products with the normals and from those of normals with directions; the point itself moves once.
 * Source: Rezende, Mohamed (2015), arXiv:1505.05770, eq. 10 to 12 and appendix A.1.
 *
 * <p>The map's slope along w lies between 1 and {@code 1 + w.u}; it is invertible if that is > 0.
 * The paper takes {@code softplus(w.u)} for it; here the softplus is shifted, so that u = 0 is the
 * identity, and starts at 0.001, so that its inverse stays finite.
 *
 * @param slopes {@code 1 + w.u} of each map, {@code [N, 1, K]}
 * @param directions u, {@code [N, K, D]}
 * @param normals w, {@code [N, K, D]}
 * @param offsets b, {@code [N, 1, K]}
 * @param products of each normal with each direction, {@code [N, K, K]}
 */
record PlanarFlow(Var slopes, Var directions, Var normals, Var offsets, Var products)
    implements Flow {
  private static final double LEAST_SLOPE = 1e-3;

  /** Where softplus is 1 less the least slope. */
  private static final double SHIFT = Math.log(Math.expm1(1 - LEAST_SLOPE));

  private static final double SIGMOID_OF_SHIFT = -Math.expm1(LEAST_SLOPE - 1);

  /** Squared lengths of normals below it count as it: a normal may be 0. */
  private static final double LEAST_SQUARE = 1e-30;

  /** The flow of free u and w {@code [N, K, D]} and b {@code [N, K]}, u moved along w. */
  static PlanarFlow of(Var u, Var w, Var b) {
    int n = b.shape().dim(0);
    int k = b.shape().dim(1);
    Var product = u.times(w).sum(2);
    Var gain = gain(product);
    Var slope = gain.plus(1);
    Var square = w.square().sum(2).max(Var.constant(LEAST_SQUARE));
    Var along = gain.minus(product).over(square);
    Var moved = u.plus(w.times(along.reshape(n, k, 1)));
    return new PlanarFlow(
        slope.reshape(n, 1, k), moved, w, b.reshape(n, 1, k), w.matmul(moved, false, true));
  }

  /** {@code softplus(product + shift) + least slope - 1}, exactly 0 where the product is. */
  private static Var gain(Var product) {
    Var near = product.expm1().times(SIGMOID_OF_SHIFT).log1p();
    Var far = product.plus(SHIFT).softplus().plus(LEAST_SLOPE - 1);
    return product.greater(Var.constant(1)).where(far, near);
  }

  private int maps() {
    return offsets.shape().dim(2);
  }

  @Override
  public String name() {
    return "planar";
  }

  @Override
  public Moved forward(Var points) {
    Var heights = points.matmul(normals, false, true).plus(offsets);
    List<Var> bends = new ArrayList<>();
    for (int map = 0; map < maps(); map++) {
      Var height = column(heights, map);
      for (int before = 0; before < map; before++) {
        height = height.plus(bends.get(before).times(product(map, before)));
      }
      bends.add(height.tanh());
    }
    Var all = Var.concat(2, bends);
    return new Moved(points.plus(all.matmul(directions)), logSlopes(all));
  }

  @Override
  public Moved inverse(Var points) {
    Var heights = points.matmul(normals, false, true).plus(offsets);
    List<Var> bends = new ArrayList<>();
    for (int map = maps() - 1; map >= 0; map--) {
      Var height = column(heights, map);
      for (int after = maps() - 1; after > map; after--) {
        height = height.minus(bends.get(after - map - 1).times(product(map, after)));
      }
      bends.add(0, PlanarHeight.of(height, column(slopes, map)).tanh());
    }
    Var all = Var.concat(2, bends);
    return new Moved(points.minus(all.matmul(directions)), logSlopes(all).negate());
  }

  /** A root takes as long as some fifty additions. */
  @Override
  public double cost() {
    return maps() * (2.0 * directions.shape().dim(2) + 50);
  }

  /** One map's numbers, {@code [.., .., K] -> [.., .., 1]}. */
  private static Var column(Var all, int map) {
    return all.slice(2, map, map + 1);
  }

  /** {@code w_map . u_other}, {@code [N, 1, 1]}. */
  private Var product(int map, int other) {
    return products.slice(1, map, map + 1).slice(2, other, other + 1);
  }

  /**
   * {@code sum_k log(1 + w.u (1 - t^2))}, as {@code t^2 + (1 + w.u)(1 - t^2)} free of cancellation,
   * {@code [N, S, K] -> [N, S]}.
   */
  private Var logSlopes(Var bends) {
    Var squares = bends.square();
    return squares.plus(slopes.times(Var.constant(1).minus(squares))).log().sum(2);
  }
}
