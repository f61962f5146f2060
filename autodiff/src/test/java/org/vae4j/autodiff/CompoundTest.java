package org.vae4j.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.core.Tensor;

class CompoundTest {
  private static final Parameter A = parameter("a");
  private static final Parameter B = parameter("b");
  private static final Parameter C = parameter("c");

  private static Parameter parameter(String name) {
    return new Parameter(name, Tensor.scalar(0));
  }

  private record Leaf(List<Parameter> parameters, List<Parameter> states) implements Trainable {}

  private record Whole(List<Trainable> parts) implements Compound {}

  @Test
  void parameters_ofNestedParts_standInTheirOrder() {
    Whole inner =
        new Whole(List.of(new Leaf(List.of(C), List.of()), new Leaf(List.of(A), List.of())));
    Whole whole = new Whole(List.of(inner, new Leaf(List.of(B), List.of())));
    assertEquals(List.of(C, A, B), whole.parameters());
  }

  @Test
  void parameters_sharedByTwoParts_countOnceWhereTheyFirstStand() {
    Leaf first = new Leaf(List.of(B, A), List.of(C));
    Leaf second = new Leaf(List.of(A), List.of(C));
    Whole whole = new Whole(List.of(first, second));
    assertEquals(List.of(B, A), whole.parameters());
    assertEquals(List.of(C), whole.states());
  }

  @Test
  void states_ofParts_areThoseOfTheWhole() {
    Whole whole =
        new Whole(List.of(new Leaf(List.of(A), List.of()), new Leaf(List.of(), List.of(B))));
    assertEquals(List.of(B), whole.states());
  }
}
