package org.vae4j.priors;

import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.Prior;
import org.vae4j.priors.contract.PriorContract;

/** A density without a derivative along two lines is a density like any other to the contract. */
class KinkedPriorContractTest extends PriorContract {
  @Override
  protected Prior prior() {
    return new Laplace(new Parameter("prior.log-scale", Tensor.of(Shape.of(2), 0.7, -0.4)));
  }

  private record Laplace(Parameter logScale) implements Prior {
    @Override
    public int latent() {
      return logScale.shape().dim(0);
    }

    @Override
    public Var logDensity(Var z) {
      Var scaled = z.abs().over(logScale.var().exp());
      return scaled.plus(logScale.var()).plus(Math.log(2)).sum(1).negate();
    }

    @Override
    public Var sample(String name, int count) {
      Var u = Var.noise(name, NoiseKind.UNIFORM, Shape.of(count, latent())).plus(-0.5);
      Var size = u.abs().times(-2).log1p().negate().times(logScale.var().exp());
      return u.greater(Var.constant(0)).where(size, size.negate());
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(logScale);
    }
  }
}
