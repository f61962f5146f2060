package org.vae4j.models.objective;

import java.util.Map;
import java.util.Optional;
import org.vae4j.autodiff.Var;

/**
 * Reconstruction plus {@code weight |KL - C|}, KL the batch mean and C a capacity that grows in
 * training, so that factors of variation are taken up one after another. Source: Burgess et al.
 * (2018), arXiv:1804.03599, eq. 8.
 *
 * @param samples draws for each example
 * @param weight the paper's gamma
 * @param capacity C in nats
 */
public record Capacity(int samples, double weight, Schedule capacity) implements Objective {
  private static final String INPUT = "capacity";

  /** Throws {@code IllegalArgumentException} unless samples >= 1, weight and capacity >= 0. */
  public Capacity {
    Check.samples("capacity", samples);
    Check.weight("capacity: weight", weight);
    Check.require(capacity.least() >= 0, "capacity must be >= 0", capacity.least());
  }

  @Override
  public String name() {
    return "capacity";
  }

  @Override
  public Var loss(Pass pass) {
    Var kl = pass.vae().prior().trainingKl(pass.q(), pass.latent()).mean();
    Var off = kl.minus(Var.input(INPUT)).abs();
    return pass.reconstruction().mean().plus(off.times(weight));
  }

  @Override
  public Map<String, Schedule> schedules() {
    return Map.of(INPUT, capacity);
  }

  @Override
  public Optional<Var> bound(Pass pass) {
    return Optional.empty();
  }

  @Override
  public Optional<String> noBound() {
    return Optional.of("it holds the KL at a capacity");
  }
}
