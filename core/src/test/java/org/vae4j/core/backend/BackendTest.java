package org.vae4j.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackendTest {
  @ParameterizedTest(name = "{0}")
  @EnumSource
  void parse_ownName_isItself(Backend backend) {
    assertEquals(backend, Backend.parse(backend.toString()));
  }

  @Test
  void parse_misspelling_isRefusedWithASuggestion() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Backend.parse("cdua"));
    assertEquals(
        "unknown backend 'cdua'; known: auto, cpu, nd4j, cuda, reference (did you mean 'cuda'?)",
        refused.getMessage());
  }
}
