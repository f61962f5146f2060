package org.vae4j.core.backend;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A fixed team of threads that runs one job on all its workers at once; the caller is worker 0.
 *
 * <p>A whole training step is one job: inside it the workers meet at {@link #barrier}s, at the cost
 * of a cache line changing hands. Who waits spins first, then yields the core, then naps; a worker
 * without a job parks within about a millisecond and stays asleep until the next one, so an idle
 * team costs nothing. With more workers than cores nobody spins.
 *
 * <p>Runs from different threads take turns. A team that is not closed keeps its threads; they are
 * daemons.
 */
public final class WorkerTeam implements AutoCloseable {
  /** What every worker does; workers split the work by their number. */
  @FunctionalInterface
  public interface Job {
    /** Does the share of {@code worker}, counted from 0. */
    void run(int worker);
  }

  /** A few microseconds of spinning, then some hundreds of yielding, then sleep. */
  private static final int SPINS = 200;

  private static final int YIELDS = 1000;
  private static final long NAP_NANOS = 50_000;

  private final int size;
  private final int spins;
  private final Thread[] threads;
  private final ReentrantLock turn = new ReentrantLock();

  /** The number of the current run in slot 0; raised to start a run. */
  private final Counters started = new Counters(1);

  /** Per worker: the last run it has ended. */
  private final Counters ended;

  /** Per worker: barriers reached in the current run. */
  private final Counters arrived;

  /** Per worker: 1 while it is parked, or about to look at {@code started} once more and park. */
  private final Counters parked;

  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean closed;
  private Job job;

  /** A team of {@code workers} workers, the caller among them; throws unless {@code >= 1}. */
  public WorkerTeam(int workers) {
    if (!(workers >= 1)) {
      throw new IllegalArgumentException("worker team: workers must be >= 1; got " + workers);
    }
    size = workers;
    spins = workers <= Runtime.getRuntime().availableProcessors() ? SPINS : 0;
    ended = new Counters(workers);
    parked = new Counters(workers);
    arrived = new Counters(workers);
    threads = new Thread[workers - 1];
    for (int w = 1; w < workers; w++) {
      int worker = w;
      Thread thread = new Thread(() -> serve(worker), "vae4j-worker-" + worker);
      thread.setDaemon(true);
      threads[w - 1] = thread;
      thread.start();
    }
  }

  /** Number of workers. */
  public int size() {
    return size;
  }

  /**
   * Runs {@code job} on every worker and returns when all have ended. The first exception of any
   * worker is thrown here once all have ended; the team stays usable. Throws {@code
   * IllegalStateException} when closed or called from inside a job.
   */
  public void run(Job job) {
    if (turn.isHeldByCurrentThread() || Arrays.asList(threads).contains(Thread.currentThread())) {
      throw new IllegalStateException("worker team: a job must not run another on its own team");
    }
    turn.lock();
    try {
      if (closed) {
        throw new IllegalStateException("worker team: must be open; got a closed team");
      }
      long number = start(job);
      work(0, number);
      for (int w = 1; w < size; w++) {
        await(ended, w, number);
      }
      this.job = null;
      rethrow(failure.getAndSet(null));
    } finally {
      turn.unlock();
    }
  }

  /**
   * Waits until every worker has reached its barrier as often as {@code worker}; what was written
   * before it is seen after it. For use inside a job. Throws {@code IllegalStateException} when a
   * worker ended the job, or failed, without reaching it.
   */
  public void barrier(int worker) {
    long target = arrived.get(worker) + 1;
    arrived.set(worker, target);
    for (int other = 0; other < size; other++) {
      if (arrived.get(other) < target) {
        await(arrived, other, target);
      }
    }
  }

  /** Ends the threads once the current run is over; idempotent. */
  @Override
  public void close() {
    turn.lock();
    try {
      closed = true;
      for (Thread thread : threads) {
        LockSupport.unpark(thread);
      }
    } finally {
      turn.unlock();
    }
  }

  private long start(Job job) {
    this.job = job;
    for (int w = 0; w < size; w++) {
      arrived.set(w, 0);
    }
    long number = started.get(0) + 1;
    started.setVolatile(0, number);
    for (int w = 1; w < size; w++) {
      if (parked.getVolatile(w) != 0) {
        LockSupport.unpark(threads[w - 1]);
      }
    }
    return number;
  }

  private void serve(int worker) {
    for (long number = 1; awaitStart(worker, number); number++) {
      work(worker, number);
    }
  }

  private boolean awaitStart(int worker, long number) {
    for (int i = 0; i < spins + YIELDS; i++) {
      if (started.get(0) >= number) {
        return true;
      }
      pause(i);
    }
    parked.setVolatile(worker, 1);
    while (started.getVolatile(0) < number && !closed) {
      LockSupport.park(this);
    }
    parked.setVolatile(worker, 0);
    return started.get(0) >= number;
  }

  private void work(int worker, long number) {
    try {
      job.run(worker);
    } catch (Throwable thrown) {
      failure.compareAndSet(null, thrown);
    } finally {
      ended.set(worker, number);
    }
  }

  /**
   * Waits for another worker inside a run; once that worker has ended, what is missing stays so.
   */
  private void await(Counters counters, int other, long target) {
    long number = started.get(0);
    for (int i = 0; counters.get(other) < target; i++) {
      if (ended.get(other) >= number && counters.get(other) < target) {
        throw new IllegalStateException(
            "worker team: a worker ended its job while another waits for it; got worker " + other);
      }
      pause(i);
    }
  }

  private void pause(int turns) {
    if (turns < spins) {
      Thread.onSpinWait();
    } else if (turns < spins + YIELDS) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(this, NAP_NANOS);
    }
  }

  private static void rethrow(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    } else if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    } else if (thrown != null) {
      throw new IllegalStateException("worker team: a job threw a checked exception", thrown);
    }
  }

  /** Counters on cache lines of their own, written with release and read with acquire order. */
  private static final class Counters {
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);

    /** Longs between counters: 128 bytes, because lines are fetched in pairs. */
    private static final int STRIDE = 16;

    private final long[] values;

    Counters(int count) {
      values = new long[(count + 2) * STRIDE];
    }

    long get(int index) {
      return (long) ELEMENT.getAcquire(values, (index + 1) * STRIDE);
    }

    void set(int index, long value) {
      ELEMENT.setRelease(values, (index + 1) * STRIDE, value);
    }

    long getVolatile(int index) {
      return (long) ELEMENT.getVolatile(values, (index + 1) * STRIDE);
    }

    void setVolatile(int index, long value) {
      ELEMENT.setVolatile(values, (index + 1) * STRIDE, value);
    }
  }
}
