package org.vae4j.priors;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.priors.contract.PriorLaw;

/** Every prior of the catalogue against every law. */
class PriorContractTest {
  @ParameterizedTest(name = "{0}, {1}: {2}")
  @MethodSource("cases")
  void everyPrior_obeysEveryLaw(String name, ComponentHandling handling, PriorLaw law) {
    law.check(Subjects.of(name, handling));
  }

  static Stream<Arguments> cases() {
    return PriorCatalogue.load().families().stream()
        .flatMap(
            family ->
                Arrays.stream(ComponentHandling.values())
                    .filter(
                        handling ->
                            handling == ComponentHandling.MARGINAL
                                || family.options().contains("gmm-component"))
                    .flatMap(
                        handling ->
                            Arrays.stream(PriorLaw.values())
                                .map(law -> Arguments.of(family.name(), handling, law))));
  }
}
