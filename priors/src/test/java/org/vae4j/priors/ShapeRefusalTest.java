package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.models.Prior;

/** What every prior of the catalogue says to codes of another length. */
class ShapeRefusalTest {
  @ParameterizedTest
  @MethodSource("variants")
  void logDensity_codesOfAnotherLength_namesRuleShapeAndLine(Subjects.Variant variant) {
    Prior prior = Subjects.of(variant);
    for (Shape shape : new Shape[] {Shape.of(3, 1), Shape.of(3, 7), Shape.of(2)}) {
      Var z = Var.input("z", shape);
      String message =
          assertThrows(IllegalArgumentException.class, () -> prior.logDensity(z)).getMessage();
      String end =
          "[N, 2]; got %s (at ShapeRefusalTest.java:"
              .formatted(shape)
              .replaceAll("[\\[\\](.]", "\\\\$0");
      assertTrue(message.matches("[a-z -]+: (codes|rows) must be " + end + "\\d+\\)"), message);
    }
  }

  static Stream<Subjects.Variant> variants() {
    return Subjects.Variant.all();
  }
}
