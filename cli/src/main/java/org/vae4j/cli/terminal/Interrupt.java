package org.vae4j.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish to stop, as Ctrl-C makes it: work under way is told, ends at its next step and saves
 * what it has, while the process waits for it a few seconds.
 */
public final class Interrupt {
  private static final long PATIENCE_SECONDS = 4;

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

  /** The wish that the operating system conveys to this process. */
  public static Interrupt ofProcess() {
    Interrupt interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(new Thread(interrupt::requestAndWait, "interrupt"));
    return interrupt;
  }

  private void requestAndWait() {
    if (finished.getCount() == 0) {
      return;
    }
    request();
    try {
      finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
