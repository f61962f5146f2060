package org.vae4j.core;

import java.util.function.UnaryOperator;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Integrals over the unit interval by 24 Gauss-Legendre points, as a formula: of a function that is
 * analytic well around the interval they are exact to the last digit.
 */
public final class GaussLegendre {
  private static final int POINTS = 24;
  private static final double[] NODES = new double[POINTS];
  private static final double[] WEIGHTS = new double[POINTS];

  static {
    GaussIntegrator legendre = new GaussIntegratorFactory().legendre(POINTS);
    for (int i = 0; i < POINTS; i++) {
      NODES[i] = (1 + legendre.getPoint(i)) / 2;
      WEIGHTS[i] = legendre.getWeight(i) / 2;
    }
  }

  private GaussLegendre() {}

  /**
   * The integral of f from 0 to 1: {@code f} maps the nodes {@code [24]} to {@code [.., 24]}, whose
   * last axis goes. The nodes are an array of the kind of {@code like}.
   */
  public static <A extends Algebra<A>> A integrate(A like, UnaryOperator<A> f) {
    A values = f.apply(like.constant(Shape.of(POINTS), NODES));
    return values.times(like.constant(Shape.of(POINTS), WEIGHTS)).sum(-1);
  }
}
