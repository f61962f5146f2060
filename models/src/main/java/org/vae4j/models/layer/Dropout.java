package org.vae4j.models.layer;

import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.NoiseKind;

/**
 * In training each number is 0 with some probability p and else {@code 1 / (1 - p)} times itself;
 * in evaluation nothing happens, {@code [N, H] -> [N, H]}. Source: Srivastava, Hinton, Krizhevsky,
 * Sutskever, Salakhutdinov (2014), the scaled form of section 10.
 *
 * @param name of the noise nodes
 * @param outputs H
 * @param probability p, from 0 up to but not including 1
 */
public record Dropout(String name, int outputs, double probability) implements Layer {
  /** Throws {@code IllegalArgumentException} for a probability out of range. */
  public Dropout {
    check(probability);
  }

  static void check(double probability) {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException("dropout must be >= 0 and < 1; got " + probability);
    }
  }

  @Override
  public Var apply(Var x, Mode mode) {
    if (!mode.isTraining() || probability == 0) {
      return x;
    }
    Var kept = mode.noise(name, NoiseKind.UNIFORM, x.shape()).greater(Var.constant(probability));
    return x.times(kept.times(1 / (1 - probability)));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }
}
