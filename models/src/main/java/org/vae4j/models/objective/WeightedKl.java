package org.vae4j.models.objective;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.core.divergence.closed.GaussianTerms;
import org.vae4j.models.KlParts;

/**
 * Reconstruction plus a KL whose Gaussian terms have weights of their own, which may change in
 * training: what each term does to a VAE is seen when it is left out. Without the log-determinant
 * variances go to 0, without the variance term those of unused dimensions grow without bound,
 * without the mean term means run away.
 *
 * <p>Of a Gaussian prior these are the terms of the KL. Of a mixture that trains in closed form
 * they are their means over components, and the KL of the components is added with weight 1.
 *
 * @param samples draws for each example
 * @param mean weight of the distance of the means
 * @param variance weight of the variance term
 * @param logDeterminant weight of the log-determinant
 */
public record WeightedKl(int samples, Schedule mean, Schedule variance, Schedule logDeterminant)
    implements Objective {
  /** Throws {@code IllegalArgumentException} unless samples >= 1 and weights are >= 0. */
  public WeightedKl {
    Check.samples("weighted-kl", samples);
    for (Schedule weight : new Schedule[] {mean, variance, logDeterminant}) {
      Check.weight("weighted-kl: weights", weight.least());
    }
  }

  /** With weights that do not change. */
  public WeightedKl(int samples, double mean, double variance, double logDeterminant) {
    this(
        samples,
        Schedule.constant(mean),
        Schedule.constant(variance),
        Schedule.constant(logDeterminant));
  }

  @Override
  public String name() {
    return "weighted-kl";
  }

  private Map<String, Schedule> weights() {
    Map<String, Schedule> weights = new LinkedHashMap<>();
    weights.put("meanWeight", mean);
    weights.put("varianceWeight", variance);
    weights.put("logDeterminantWeight", logDeterminant);
    return weights;
  }

  /** The weights that change. */
  @Override
  public Map<String, Schedule> schedules() {
    Map<String, Schedule> changing = weights();
    changing.values().removeIf(Schedule::isConstant);
    return changing;
  }

  @Override
  public Var loss(Pass pass) {
    Var[] w =
        weights().entrySet().stream()
            .map(e -> weight(e.getKey(), e.getValue()))
            .toArray(Var[]::new);
    KlParts parts = Terms.training(name(), pass);
    GaussianTerms<Var> terms = parts.terms();
    Var kl =
        terms
            .mean()
            .times(w[0])
            .plus(terms.variance().times(w[1]))
            .plus(terms.logDeterminant().times(w[2]))
            .plus(parts.rest());
    return pass.reconstruction().mean().plus(kl.mean().times(Var.input(BETA)));
  }

  private static Var weight(String name, Schedule schedule) {
    return schedule.isConstant() ? Var.constant(schedule.to()) : Var.input(name);
  }

  private boolean whole() {
    return weights().values().stream().allMatch(w -> w.isConstant() && w.to() == 1);
  }

  /** The evidence lower bound if all weights are 1; else none. */
  @Override
  public Optional<Var> bound(Pass pass) {
    return whole() ? Optional.of(pass.reconstruction().plus(pass.kl()).negate()) : Optional.empty();
  }

  @Override
  public Optional<String> noBound() {
    return whole() ? Optional.empty() : Optional.of("the terms of its KL have weights");
  }
}
