package org.vae4j.models.objective;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.models.Vae;

/**
 * What training minimises. What it reports is the bound that it names, never a surrogate.
 *
 * <p>To write one: give {@link #loss} from a {@link Pass}, and {@link #bound} if it is a lower
 * bound of {@code log p(x)}.
 */
public interface Objective {
  /** Scalar input that a loss may declare: the weight of the KL, which warm-up lets grow to 1. */
  String BETA = "beta";

  /** Its name in kebab-case, as in {@code iwae}. */
  String name();

  /** S, the draws of z for each example in training. */
  int samples();

  /** The scalar to minimise, in nats per example. */
  Var loss(Pass pass);

  /**
   * The lower bound of {@code log p(x)} that the loss is the negative of when beta is 1, {@code
   * [B]}; empty if it is none.
   */
  Optional<Var> bound(Pass pass);

  /** Why {@link #bound} is empty, to be said in reports; empty where it is not. */
  default Optional<String> noBound() {
    return Optional.empty();
  }

  /**
   * What validation goes by, lower being better, {@code [B]} in nats; empty for the negative
   * evidence lower bound. For objectives that bound no likelihood.
   */
  default Optional<Var> criterion(Pass pass) {
    return Optional.empty();
  }

  /** The parts of a training step on {@code vae}: one, the loss for all parameters. */
  default List<Stage> stages(Vae vae) {
    return List.of(Stage.of(name(), this::loss, Group.of("model", vae)));
  }

  /**
   * Whether encoder and decoder train; where they do not, layers evaluate and their states stay.
   */
  default boolean movesNetworks() {
    return true;
  }

  /** Scalar inputs that the losses declare, besides {@link #BETA}, over the course of training. */
  default Map<String, Schedule> schedules() {
    return Map.of();
  }
}
