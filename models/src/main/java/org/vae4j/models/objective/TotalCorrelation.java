package org.vae4j.models.objective;

import java.util.Arrays;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Constants;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.posterior.DiagonalGaussian;

/**
 * How {@code q(z) = 1/N sum_n q(z|x_n)} is estimated from a batch of B of the N examples: {@code
 * sum_j w_ij q(z_i|x_j)}. The weights enter the joint density once, and that of each dimension
 * once. Source: Chen et al. (2018), arXiv:1802.04942, appendix C.
 */
public enum TotalCorrelation {
  /** Equal weights {@code 1 / (N B)}, biased. */
  WEIGHTED {
    @Override
    double weight(int row, int column, int batch, int examples) {
      return 1.0 / ((double) examples * batch);
    }
  },

  /**
   * Stratified: {@code 1/N} for the example itself, and for the others what makes the sum unbiased.
   * A batch of one has no others; its total correlation counts as 0. The authors' code gives the
   * first to a column and not to the diagonal; here it is the diagonal.
   */
  STRATIFIED {
    @Override
    double weight(int row, int column, int batch, int examples) {
      double others = batch - 1.0;
      if (others == 0) {
        return 1;
      }
      if (row == column) {
        return 1.0 / examples;
      }
      boolean last = column == (row + 1) % batch;
      return last ? (examples - others) / (examples * others) : 1 / others;
    }
  };

  /** The weight of {@code q(z_row|x_column)}. */
  abstract double weight(int row, int column, int batch, int examples);

  /**
   * {@code log q(z) - sum_d log q(z_d)} at one z for each of B examples, {@code [B]} in nats; its
   * mean estimates the total correlation, and may be negative.
   */
  Var of(DiagonalGaussian q, Var z, int examples) {
    int b = z.shape().dim(0);
    if (b == 1) {
      return Var.zeros(Shape.of(1));
    }
    Check.require(examples >= b, "beta-tc-vae: examples must be >= batch " + b, examples);
    double[] logWeights = new double[b * b];
    Arrays.setAll(logWeights, i -> Math.log(weight(i / b, i % b, b, examples)));
    Var weights = Var.constant(Tensor.of(Shape.of(b, b), logWeights));
    Var each = byDimension(q, z);
    Var joint = each.sum(2).plus(weights).logSumExp(1);
    Var single = each.plus(weights.reshape(b, b, 1)).logSumExp(1);
    return joint.minus(single.sum(1));
  }

  /** {@code log q(z_id | x_j)}, {@code [B, B, D]}. */
  private static Var byDimension(DiagonalGaussian q, Var z) {
    int b = z.shape().dim(0);
    int d = z.shape().dim(1);
    Var logVar = q.logVar().reshape(1, b, d);
    Var off = z.reshape(b, 1, d).minus(q.mean().reshape(1, b, d));
    Var squares = off.square().times(logVar.negate().exp());
    return squares.plus(logVar).plus(Constants.LOG_TWO_PI).times(-0.5);
  }
}
