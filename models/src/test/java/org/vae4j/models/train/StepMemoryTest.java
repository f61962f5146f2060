package org.vae4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Fixtures;

/** What ten thousand steps leave behind. */
class StepMemoryTest {
  private static final int STEPS = 10_000;
  private static final int WARM = 1_000;
  private static final int BATCH = 10;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Measures what grows between two steps of one epoch. */
  private static final class Meter implements Listener {
    private final LongSupplier gauge;
    private long warm;
    private long end;
    private int steps;

    Meter(LongSupplier gauge) {
      this.gauge = gauge;
    }

    @Override
    public void onStep(int epoch, int batch, int batches, double loss) {
      steps++;
      if (steps == WARM) {
        warm = gauge.getAsLong();
      } else if (steps == STEPS) {
        end = gauge.getAsLong();
      }
    }
  }

  private static long grownBy(LongSupplier gauge) {
    Meter meter = new Meter(gauge);
    Training training = Training.defaults().withEpochs(1).withBatch(BATCH);
    try (Engine engine = Engine.open(Backend.CPU, 2)) {
      Trainer.fit(engine, Fixtures.vae(1), Fixtures.data(STEPS * BATCH, 12, 8), training, meter);
    }
    assertEquals(STEPS, meter.steps);
    return meter.end - meter.warm;
  }

  @Test
  void step_allocatesLessThanAKilobyteOnTheHeap() {
    long bytes = grownBy(() -> Arrays.stream(THREADS.getThreadAllocatedBytes(workers())).sum());
    assertTrue(bytes > 0, "the counter works");
    assertTrue(bytes <= 1024L * (STEPS - WARM), bytes / (STEPS - WARM) + " bytes a step");
  }

  /** A leak of one small native array a step would be of the size of the bound or more. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void step_leavesNativeMemoryAsItIs() {
    long bytes = grownBy(StepMemoryTest::resident);
    assertTrue(bytes <= 16L << 20, (bytes >> 20) + " MB in " + (STEPS - WARM) + " steps");
  }

  /** The calling thread and those of the teams. */
  private static long[] workers() {
    long caller = Thread.currentThread().getId();
    return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
        .filter(info -> info != null)
        .filter(
            info -> info.getThreadId() == caller || info.getThreadName().startsWith("vae4j-worker"))
        .mapToLong(info -> info.getThreadId())
        .toArray();
  }

  private static long resident() {
    try {
      System.gc();
      String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ");
      return Long.parseLong(pages[1]) * 4096;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
