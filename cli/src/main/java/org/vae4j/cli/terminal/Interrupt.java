package org.vae4j.cli.terminal;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The wish to stop, as Ctrl-C makes it: work under way is told, ends at its next step and saves
 * what it has, while the process waits for it a few seconds.
 */
public final class Interrupt {
  private static final long PATIENCE_MILLIS = 4000;

  /** Thrown where work stops because of the wish. */
  public static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** {@code message} says where the work can be gone on with. */
    public Stopped(String message) {
      super(message);
    }
  }

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;
  private Runnable action = () -> {};
  private volatile Supplier<String> late = () -> "stopped before the work under way was done";

  /** The wish that the operating system conveys to this process; what it cuts off is told. */
  public static Interrupt ofProcess(PrintStream err) {
    Interrupt interrupt = new Interrupt();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> interrupt.requestAndWait(PATIENCE_MILLIS, err), "interrupt"));
    return interrupt;
  }

  /** Wishes to stop, waits so long for the end, and tells if there was none. */
  void requestAndWait(long millis, PrintStream err) {
    if (finished.getCount() == 0) {
      return;
    }
    request();
    try {
      if (!finished.await(millis, TimeUnit.MILLISECONDS)) {
        err.println(late.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Wishes to stop. */
  public synchronized void request() {
    requested = true;
    action.run();
  }

  /** What tells the work under way, from another thread; at once if the wish is there already. */
  public synchronized void onRequest(Runnable action) {
    this.action = action;
    if (requested) {
      action.run();
    }
  }

  /** What to tell, from another thread, where the work under way did not end in time. */
  public void onLateness(Supplier<String> sentence) {
    late = sentence;
  }

  /** Throws {@link Stopped} if the wish is there. */
  public void check(String message) {
    if (requested) {
      throw new Stopped(message);
    }
  }

  /** All is saved: the process may end. */
  public void finish() {
    finished.countDown();
  }
}
