package org.vae4j.priors;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.models.Prior;
import org.vae4j.priors.contract.PriorLaw;

/** Every prior of the catalogue against every law. */
class PriorContractTest {
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void everyPrior_obeysEveryLaw(Subjects.Variant variant, PriorLaw law) {
    law.check(Subjects.of(variant));
  }

  static Stream<Arguments> cases() {
    return Subjects.Variant.all()
        .flatMap(
            variant ->
                Stream.of(PriorLaw.values())
                    .filter(law -> concerns(law, variant.handling()))
                    .map(law -> Arguments.of(variant, law)));
  }

  /**
   * What training does with components changes no density and no sampler; and a straight-through
   * gradient is no derivative.
   */
  private static boolean concerns(PriorLaw law, ComponentHandling handling) {
    return switch (law) {
      case FINITE -> true;
      case DIFFERENTIABLE -> handling != ComponentHandling.GUMBEL_STRAIGHT_THROUGH;
      case NORMALISED, SAMPLED, REPEATABLE, UNBIASED, MONTE_CARLO, TERMS ->
          handling == ComponentHandling.MARGINAL;
    };
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("samplers")
  void reparameterizedDraws_obeyTheSamplersLaws(Subjects.Variant variant, PriorLaw law) {
    Prior prior = Subjects.of(variant);
    law.check(PatchedPrior.of(prior).sampler(prior::reparameterized));
  }

  static Stream<Arguments> samplers() {
    return Subjects.Variant.all()
        .filter(variant -> variant.handling() == ComponentHandling.MARGINAL)
        .flatMap(
            variant ->
                Stream.of(PriorLaw.SAMPLED, PriorLaw.REPEATABLE)
                    .map(law -> Arguments.of(variant, law)));
  }
}
