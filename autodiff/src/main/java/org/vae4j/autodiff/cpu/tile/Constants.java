package org.vae4j.autodiff.cpu.tile;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.autodiff.cpu.stage.Registers;

/** The numbers that a plan's programs use, and how many registers the largest of them needs. */
public final class Constants {
  private final List<Float> values = new ArrayList<>();
  private int registers;

  /** The register index of a number. */
  int index(double number) {
    Float value = (float) number;
    int index = values.indexOf(value);
    if (index < 0) {
      values.add(value);
      index = values.size() - 1;
    }
    return ~index;
  }

  /** Notes that a program needs {@code count} registers. */
  void registers(int count) {
    registers = Math.max(registers, count);
  }

  /** The registers of a worker. */
  public Registers of(int worker) {
    return new Registers(worker, registers, values);
  }
}
