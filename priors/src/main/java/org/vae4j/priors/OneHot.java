package org.vae4j.priors;

import java.util.List;
import org.vae4j.autodiff.Var;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.models.Prior;

/** Components drawn by their weights, as rows with a single 1. */
final class OneHot {
  private OneHot() {}

  /**
   * {@code count} draws by weights {@code [K]}, from one uniform number each, {@code [count, K]}:
   * component k where u lies between the k-th and the next cumulative weight. Each row is the
   * difference of a flight of steps and the same flight one step on, so it sums to 1 whatever the
   * rounding of the weights.
   */
  static Var drawn(String noise, int count, Var weights) {
    Var uniform = Var.noise(noise, NoiseKind.UNIFORM, Shape.of(count, 1));
    int k = weights.shape().dim(0);
    Var one = Var.constant(1).broadcastTo(uniform.shape());
    if (k == 1) {
      return one;
    }
    Var lower = Var.constant(1).broadcastTo(Shape.of(k, k)).tril();
    Var cumulative = weights.reshape(1, k).matmul(lower, false, true);
    Var passed = uniform.greater(cumulative.slice(1, 0, k - 1));
    Var reached = Var.concat(1, List.of(one, passed));
    Var left = Var.concat(1, List.of(passed, Var.zeros(uniform.shape())));
    return reached.minus(left);
  }

  /**
   * {@code count} draws by {@code logWeights [K]}, {@code [count, K]}, that have the gradient of
   * the relaxed draw {@code softmax((log w + g) / temperature)}: straight-through Gumbel-Softmax.
   * At a low temperature the gradient of a linear function of the draws is right on average, and
   * noisy. Source: Jang, Gu, Poole (2017), arXiv:1611.01144, section 2.2.
   */
  static Var straightThrough(String noise, Var logWeights, int count) {
    int k = logWeights.shape().dim(0);
    return straightThrough(noise, logWeights.reshape(1, k).broadcastTo(Shape.of(count, k)));
  }

  /** A draw by the weights of each row, {@code [N, K]}, with the gradient of the relaxed one. */
  static Var straightThrough(String noise, Var logWeights) {
    Var relaxed = relaxed(noise, logWeights);
    Var hard = relaxed.argmax(1).oneHot(logWeights.shape().dim(1));
    return hard.plus(relaxed.minus(relaxed.stopGradient()));
  }

  /**
   * {@code softmax((log w + g) / temperature)} for Gumbel noise g and the input {@link
   * Prior#TEMPERATURE}, {@code [N, K]}. Source: Jang, Gu, Poole (2017), arXiv:1611.01144, section
   * 2; Maddison, Mnih, Teh (2017), arXiv:1611.00712.
   */
  static Var relaxed(String noise, Var logWeights) {
    Var gumbel = Var.noise(noise, NoiseKind.GUMBEL, logWeights.shape());
    return logWeights.plus(gumbel).over(Var.input(Prior.TEMPERATURE)).softmax(1);
  }
}
