package org.vae4j.models.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.objective.ObjectiveContext;
import org.vae4j.models.objective.ObjectiveKind;
import org.vae4j.models.objective.ObjectiveOptions;
import org.vae4j.models.posterior.PosteriorKind;

/** What is declared is read, and nothing else is taken. */
class DeclaredOptionsTest {
  private static final Initializer START = new Initializer(1);

  /** All that is declared by any. */
  private static <C extends Configurable> Set<Option<?>> all(C[] kinds) {
    return Arrays.stream(kinds)
        .flatMap(kind -> kind.options().stream())
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** A text that no option of a number or a choice reads. */
  private static OptionValues broken(Option<?> option, OptionValues rest) {
    Map<String, String> given =
        Stream.concat(
                rest.given().entrySet().stream(), Stream.of(Map.entry(option.name(), "broken")))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b));
    return new OptionValues(given);
  }

  private static void assertReadOrRefused(Configurable kind, Option<?> option, Executable create) {
    String refused = assertThrows(IllegalArgumentException.class, create).getMessage();
    boolean unknown = refused.startsWith("unknown option '" + option.name() + "'");
    assertEquals(!kind.options().contains(option), unknown, refused);
    assertTrue(unknown || refused.contains(option.name()), refused);
  }

  @ParameterizedTest
  @EnumSource
  void objective_readsItsOptionsAndTakesNoOther(ObjectiveKind kind) {
    int samples = kind.mostSamples() == 1 ? 1 : 2;
    OptionValues rest = OptionValues.none().with(ObjectiveOptions.SAMPLES, samples);
    ObjectiveContext context = new ObjectiveContext(2, 10, START);
    for (Option<?> option : all(ObjectiveKind.values())) {
      assertReadOrRefused(kind, option, () -> kind.create(broken(option, rest), context));
    }
  }

  @ParameterizedTest
  @EnumSource
  void posterior_readsItsOptionsAndTakesNoOther(PosteriorKind kind) {
    for (Option<?> option : all(PosteriorKind.values())) {
      OptionValues given = broken(option, OptionValues.none());
      assertReadOrRefused(kind, option, () -> kind.head(3, 2, given, START));
    }
  }
}
