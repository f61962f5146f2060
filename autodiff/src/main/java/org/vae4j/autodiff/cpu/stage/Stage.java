package org.vae4j.autodiff.cpu.stage;

/**
 * One step of a plan, cut into parts that do not depend on each other. The cut is made by shape
 * alone, so results are the same for any number of workers; a stage starts when all parts of the
 * one before have ended.
 */
public interface Stage {
  /** Into how many parts the work of a stage is cut. */
  int PARTS = 4;

  /** How many parts this stage has. */
  int parts();

  /** Computes one part; {@code registers} are the worker's own. */
  void run(int part, Registers registers);

  /** Computes the parts of one worker of several. */
  default void run(int worker, int workers, Registers registers) {
    int parts = parts();
    for (int part = 0; part < parts; part++) {
      if (part * workers / parts == worker) {
        run(part, registers);
      }
    }
  }

  /** The start of part {@code part} of {@code n} things, at a multiple of {@code align}. */
  static int cut(int n, int part, int parts, int align) {
    if (part >= parts) {
      return n;
    }
    long even = (long) n * part / parts;
    return (int) Math.min(n, (even + align / 2) / align * align);
  }
}
