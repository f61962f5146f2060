package org.vae4j.models.objective;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.option.OptionValues;

/** Objectives with settings that are theirs to be tested with. */
public final class ObjectiveFixtures {
  private static final OptionValues UNUSUAL =
      OptionValues.none()
          .with(ObjectiveOptions.BETA, 2.0)
          .with(ObjectiveOptions.FREE_BITS, 0.1)
          .with(
              ObjectiveOptions.KL_WEIGHTS,
              List.of(
                  Schedule.parse("0..1:cosine:2"), Schedule.constant(0.5), Schedule.constant(0)))
          .with(ObjectiveOptions.CAPACITY, Schedule.parse("0..2:1"))
          .with(ObjectiveOptions.CAPACITY_WEIGHT, 10.0)
          .with(ObjectiveOptions.TOTAL_CORRELATION, TotalCorrelation.STRATIFIED)
          .with(ObjectiveOptions.BOUNDS, 2)
          .with(ObjectiveOptions.SHARE, 0.3)
          .with(ObjectiveOptions.MATCHING_WEIGHT, 5.0)
          .with(ObjectiveOptions.MMD_KERNEL, Matching.KernelKind.RBF)
          .with(ObjectiveOptions.DIRECTIONS, 7)
          .with(ObjectiveOptions.SINKHORN_EPSILON, 0.3)
          .with(ObjectiveOptions.DISCRIMINATOR, List.of(6));

  private ObjectiveFixtures() {}

  /** One of each kind, for codes of length 2 and up to 1000 examples, none at its plain setting. */
  public static Stream<Objective> all() {
    return Arrays.stream(ObjectiveKind.values()).map(kind -> of(kind, 2));
  }

  /** One of a kind, for codes of this length. */
  public static Objective of(ObjectiveKind kind, int latent) {
    return of(kind, latent, UNUSUAL);
  }

  /** One of a kind whose weights are 1 and do not change: what names a bound, if any does. */
  static Objective plain(ObjectiveKind kind, int latent) {
    Schedule one = Schedule.constant(1);
    OptionValues plain =
        UNUSUAL
            .with(ObjectiveOptions.BETA, 1.0)
            .with(ObjectiveOptions.KL_WEIGHTS, List.of(one, one, one));
    return of(kind, latent, plain);
  }

  private static Objective of(ObjectiveKind kind, int latent, OptionValues options) {
    int samples = kind.mostSamples() == 1 ? 1 : 3;
    return kind.create(
        kind.own(options).with(ObjectiveOptions.SAMPLES, samples),
        new ObjectiveContext(latent, 1000, new Initializer(3)));
  }
}
