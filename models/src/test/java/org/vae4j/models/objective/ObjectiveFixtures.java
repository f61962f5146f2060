package org.vae4j.models.objective;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.vae4j.models.layer.Initializer;

/** Objectives with settings that are theirs to be tested with. */
public final class ObjectiveFixtures {
  private ObjectiveFixtures() {}

  /** One of each kind, for codes of length 2 and up to 1000 examples, none at its plain setting. */
  public static Stream<Objective> all() {
    return Arrays.stream(ObjectiveKind.values()).map(kind -> of(kind, 2));
  }

  /** One of a kind, for codes of this length. */
  public static Objective of(ObjectiveKind kind, int latent) {
    int samples = kind.mostSamples() == 1 ? 1 : 3;
    return kind.create(settings(samples), new ObjectiveContext(latent, 1000, new Initializer(3)));
  }

  /** One of a kind whose weights are 1 and do not change: what names a bound, if any does. */
  static Objective plain(ObjectiveKind kind, int latent) {
    int samples = kind.mostSamples() == 1 ? 1 : 3;
    Schedule one = Schedule.constant(1);
    return kind.create(
        settings(samples, 1, List.of(one, one, one)),
        new ObjectiveContext(latent, 1000, new Initializer(3)));
  }

  private static ObjectiveSettings settings(int samples) {
    return settings(
        samples,
        2,
        List.of(Schedule.parse("0..1:cosine:2"), Schedule.constant(0.5), Schedule.constant(0)));
  }

  private static ObjectiveSettings settings(int samples, double beta, List<Schedule> weights) {
    return new ObjectiveSettings(
        samples,
        GradientEstimator.TOTAL,
        false,
        beta,
        0.1,
        weights,
        Schedule.parse("0..2:1"),
        10,
        TotalCorrelation.STRATIFIED,
        2,
        0.3,
        0.5,
        new MatchingSettings(5, 0.5, Matching.KernelKind.RBF, 7, 0.3, List.of(6)));
  }
}
