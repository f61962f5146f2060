package org.vae4j.models;

import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/**
 * Gaussians of unit variance at fixed means with fixed weights, written for the tests of this
 * module.
 *
 * @param weights {@code [K]}
 * @param means {@code [K, D]}
 */
public record MixtureFixture(double[] weights, double[][] means) implements MixturePrior {
  @Override
  public int latent() {
    return means[0].length;
  }

  @Override
  public int components() {
    return means.length;
  }

  private Var centres() {
    double[] all = new double[components() * latent()];
    for (int i = 0; i < all.length; i++) {
      all[i] = means[i / latent()][i % latent()];
    }
    return Var.constant(Tensor.of(Shape.of(components(), latent()), all));
  }

  @Override
  public Var logJoint(Var z) {
    Var offset = z.reshape(z.shape().dim(0), 1, latent()).minus(centres());
    Var logWeights = Var.constant(Tensor.of(Shape.of(components()), weights)).log();
    return offset.square().plus(Math.log(2 * Math.PI)).sum(-1).times(-0.5).plus(logWeights);
  }

  @Override
  public Var logDensity(Var z) {
    return logJoint(z).logSumExp(1);
  }

  @Override
  public Var sample(String name, int count) {
    Var gumbel = Var.noise(name + ".component", NoiseKind.GUMBEL, Shape.of(count, components()));
    Var score = gumbel.plus(Var.constant(Tensor.of(Shape.of(components()), weights)).log());
    Var chosen = score.argmax(1).oneHot(components()).matmul(centres());
    return chosen.plus(Var.noise(name, NoiseKind.NORMAL, Shape.of(count, latent())));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }
}
