package org.vae4j.models.objective;

import java.util.Arrays;
import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/**
 * The importance-weighted bound L_S with its leading bias removed, {@code S L_S - (S - 1) mean_i
 * L_(S-1)}, the mean over the draws that are left out one at a time. It may lie above log p(x), so
 * it is no bound. Source: Nowozin (2018), "Debiasing evidence approximations", the jackknife of
 * order 1.
 *
 * @param samples S, draws for each example
 */
public record Jackknife(int samples) implements OfWeights {
  /** Throws {@code IllegalArgumentException} unless samples >= 2. */
  public Jackknife {
    Check.require(samples >= 2, "jvi: samples must be >= 2", samples);
  }

  @Override
  public String name() {
    return "jvi";
  }

  @Override
  public Var estimate(Pass pass, Var logWeights) {
    if (pass.latent().logWeights().isPresent()) {
      throw new IllegalArgumentException(
          "jvi: draws must count alike, for each is left out in turn; got those of posterior "
              + pass.q().name()
              + ", which have weights");
    }
    int n = pass.latent().examples();
    double[] left = new double[samples * samples];
    Arrays.setAll(left, i -> i % (samples + 1) == 0 ? Double.NEGATIVE_INFINITY : 0);
    Var mask = Var.constant(Tensor.of(Shape.of(samples, samples), left));
    Var others = logWeights.reshape(n, 1, samples).plus(mask).logSumExp(2);
    Var fewer = others.minus(Math.log(samples - 1)).mean(1);
    Var all = pass.latent().logMeanExp(logWeights);
    return all.plus(all.minus(fewer).times(samples - 1));
  }

  @Override
  public Optional<Var> bound(Pass pass) {
    return Optional.empty();
  }

  @Override
  public Optional<String> noBound() {
    return Optional.of("it removes bias and may exceed log p(x)");
  }
}
