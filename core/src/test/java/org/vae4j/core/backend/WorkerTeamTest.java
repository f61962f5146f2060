package org.vae4j.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkerTeamTest {
  @ParameterizedTest(name = "{0} workers")
  @ValueSource(ints = {1, 2, 4})
  void run_callsEveryWorkerOnce_andReturnsWhenAllAreDone(int workers) {
    try (WorkerTeam team = new WorkerTeam(workers)) {
      int[] calls = new int[workers];
      for (int i = 0; i < 2000; i++) {
        team.run(worker -> calls[worker]++);
        int run = i + 1;
        assertTrue(Arrays.stream(calls).allMatch(count -> count == run));
      }
      assertEquals(workers, team.size());
    }
  }

  @ParameterizedTest(name = "{0} workers")
  @ValueSource(ints = {1, 2, 4})
  void barrier_ordersStages(int workers) {
    int stages = workers > Runtime.getRuntime().availableProcessors() ? 2_000 : 100_000;
    try (WorkerTeam team = new WorkerTeam(workers)) {
      // Each worker replaces its number by the sum over all: a stale read changes the result.
      int[][] numbers = new int[2][workers];
      Arrays.setAll(numbers[0], worker -> worker + 1);
      team.run(
          worker -> {
            for (int stage = 0; stage < stages; stage++) {
              numbers[1 - stage % 2][worker] = Arrays.stream(numbers[stage % 2]).sum() + worker;
              team.barrier(worker);
            }
          });
      int[] expected = IntStream.rangeClosed(1, workers).toArray();
      for (int stage = 0; stage < stages; stage++) {
        int sum = Arrays.stream(expected).sum();
        Arrays.setAll(expected, worker -> sum + worker);
      }
      assertEquals(
          Arrays.toString(expected), Arrays.toString(numbers[stages % 2]), workers + " workers");
    }
  }

  @ParameterizedTest(name = "worker {0} fails")
  @ValueSource(ints = {0, 1, 2})
  void exceptionOfAWorker_reachesTheCaller_andTheTeamGoesOn(int failing) {
    try (WorkerTeam team = new WorkerTeam(3)) {
      ArithmeticException planted = new ArithmeticException("planted");
      for (int i = 0; i < 3; i++) {
        ArithmeticException thrown =
            assertThrows(
                ArithmeticException.class,
                () ->
                    team.run(
                        worker -> {
                          team.barrier(worker);
                          if (worker == failing) {
                            throw planted;
                          }
                          team.barrier(worker);
                        }));
        assertSame(planted, thrown);
        int[] calls = new int[3];
        team.run(
            worker -> {
              team.barrier(worker);
              calls[worker]++;
              team.barrier(worker);
            });
        assertEquals("[1, 1, 1]", Arrays.toString(calls));
      }
    }
  }

  @Test
  void barrier_thatAWorkerNeverReaches_throws() {
    try (WorkerTeam team = new WorkerTeam(2)) {
      WorkerTeam.Job lopsided =
          worker -> {
            if (worker == 0) {
              team.barrier(worker);
            }
          };
      String message =
          assertThrows(IllegalStateException.class, () -> team.run(lopsided)).getMessage();
      assertTrue(message.endsWith("got worker 1"), message);
    }
  }

  @Test
  void run_insideAJobOfTheSameTeam_throws() {
    try (WorkerTeam team = new WorkerTeam(2)) {
      for (int nesting : new int[] {0, 1}) {
        WorkerTeam.Job nested =
            worker -> {
              if (worker == nesting) {
                team.run(inner -> {});
              }
            };
        assertThrows(IllegalStateException.class, () -> team.run(nested));
      }
    }
  }

  @Test
  void runs_fromSeveralThreads_takeTurns() throws InterruptedException {
    try (WorkerTeam team = new WorkerTeam(2)) {
      int[] calls = new int[2];
      Runnable caller =
          () -> {
            for (int i = 0; i < 500; i++) {
              team.run(worker -> calls[worker]++);
            }
          };
      List<Thread> callers = List.of(new Thread(caller), new Thread(caller), new Thread(caller));
      callers.forEach(Thread::start);
      for (Thread thread : callers) {
        thread.join();
      }
      assertEquals("[1500, 1500]", Arrays.toString(calls));
    }
  }

  @Test
  void idleTeam_sleeps() throws InterruptedException {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    try (WorkerTeam team = new WorkerTeam(2)) {
      long[] id = new long[1];
      team.run(
          worker -> {
            if (worker == 1) {
              id[0] = Thread.currentThread().getId();
            }
          });
      TimeUnit.MILLISECONDS.sleep(100);
      long before = clock.getThreadCpuTime(id[0]);
      TimeUnit.MILLISECONDS.sleep(200);
      long used = clock.getThreadCpuTime(id[0]) - before;
      assertTrue(used < 2_000_000, "CPU time of an idle worker in 200 ms: " + used + " ns");
    }
  }

  @Test
  void close_endsTheThreads_andLaterRunsThrow() throws InterruptedException {
    WorkerTeam team = new WorkerTeam(3);
    Thread[] threads = new Thread[3];
    team.run(worker -> threads[worker] = Thread.currentThread());
    team.close();
    team.close();
    for (int worker = 1; worker < 3; worker++) {
      threads[worker].join(10_000);
      assertFalse(threads[worker].isAlive());
    }
    assertThrows(IllegalStateException.class, () -> team.run(worker -> {}));
  }

  @Test
  void constructor_withoutWorkers_throws() {
    assertThrows(IllegalArgumentException.class, () -> new WorkerTeam(0));
  }
}
