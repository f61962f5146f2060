package org.vae4j.autodiff.cpu.memory;

import org.vae4j.core.backend.Memory;

/**
 * Where a value lies.
 *
 * @param memory the block: the plan's arena or a parameter vector's
 * @param offset its first element
 */
public record Slot(Memory memory, int offset) {
  /** The place of an element of this one. */
  public Slot from(int element) {
    return new Slot(memory, offset + element);
  }
}
