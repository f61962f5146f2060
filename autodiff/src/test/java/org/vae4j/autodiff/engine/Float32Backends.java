package org.vae4j.autodiff.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.vae4j.core.backend.Backend;

/** Tests on each back end that computes in float32, opened once for all of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Float32Backends {
  final Map<Backend, Engine> engines = new LinkedHashMap<>();

  @BeforeAll
  void open() {
    for (Backend backend : List.of(Backend.CPU, Backend.ND4J)) {
      engines.put(backend, Engine.open(backend, 2));
    }
  }

  @AfterAll
  void close() {
    engines.values().forEach(Engine::close);
  }
}
