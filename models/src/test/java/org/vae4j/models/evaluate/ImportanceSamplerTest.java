package org.vae4j.models.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Backend;
import org.vae4j.core.backend.WorkerTeam;
import org.vae4j.models.Fixtures;
import org.vae4j.models.data.Split;

/** Draws are weighed by workers that take blocks in turn. */
class ImportanceSamplerTest {
  private static final int ROWS = 64;

  private static LogLikelihood measured(int threads, Split split, int samples) {
    try (Engine engine = Engine.open(Backend.CPU, threads);
        Evaluation evaluation = new Evaluation(engine, Fixtures.vae(1, 70), 7, 100, ROWS)) {
      return evaluation.logLikelihood(split, samples);
    }
  }

  /** Some samples of several examples in a block, all of one example, and a part of them. */
  @ParameterizedTest
  @ValueSource(ints = {5, 30, ROWS, 150})
  void logLikelihood_onTheCpu_hasTheSameBitsOnAnyNumberOfThreads(int samples) {
    Split split = Fixtures.split(123, 4);
    LogLikelihood expected = measured(1, split, samples);
    for (int threads : new int[] {2, 4}) {
      LogLikelihood found = measured(threads, split, samples);
      assertArrayEquals(expected.values(), found.values());
      assertArrayEquals(expected.effectiveSamples(), found.effectiveSamples());
      assertEquals(expected.curve(), found.curve());
    }
  }

  @Test
  void logLikelihood_ofFewerBlocksThanWorkers_isThatOfOneWorker() {
    Split split = Fixtures.split(1, 4);
    assertArrayEquals(measured(1, split, 9).values(), measured(4, split, 9).values());
  }

  @Test
  void share_givesEachPartToOneOfTheWorkers() {
    List<Integer> parts = IntStream.range(0, 100).boxed().toList();
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    AtomicInteger calls = new AtomicInteger();
    try (WorkerTeam team = new WorkerTeam(3)) {
      ImportanceSampler.share(
          team,
          List.of("first", "second"),
          parts,
          (worker, part) -> {
            done.add(part);
            calls.getAndIncrement();
          });
    }
    assertEquals(Set.copyOf(parts), done);
    assertEquals(parts.size(), calls.get());
  }

  @Test
  void share_onceAWorkerFails_takesNoMoreParts() {
    List<Integer> parts = IntStream.range(0, 2000).boxed().toList();
    AtomicInteger done = new AtomicInteger();
    try (WorkerTeam team = new WorkerTeam(2)) {
      IllegalStateException thrown =
          assertThrows(
              IllegalStateException.class,
              () ->
                  ImportanceSampler.share(
                      team,
                      List.of("first", "second"),
                      parts,
                      (worker, part) -> {
                        if (part == 0) {
                          throw new IllegalStateException("part 0");
                        }
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                        done.getAndIncrement();
                      }));
      assertEquals("part 0", thrown.getMessage());
    }
    assertTrue(done.get() < parts.size() / 2, "parts done: " + done);
  }
}
