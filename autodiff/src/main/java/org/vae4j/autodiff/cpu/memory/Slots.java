package org.vae4j.autodiff.cpu.memory;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.fusion.Fusion;
import org.vae4j.core.DType;
import org.vae4j.core.backend.Headroom;
import org.vae4j.core.backend.Memory;

/** A {@link Layout} with memory under it. */
public final class Slots implements AutoCloseable {
  private final Map<Var, Slot> slots = new HashMap<>();
  private final Map<Memory, FloatBuffer> buffers = new HashMap<>();
  private final List<Memory> blocks = new ArrayList<>();
  private final Set<Var> halved;

  /**
   * Takes memory for the arena. Throws {@code IllegalArgumentException} where there is not enough,
   * or where parameters are not packed as float32.
   */
  public Slots(Layout layout) {
    this.halved = layout.halved();
    layout.parameters().forEach((node, parameter) -> slots.put(node, value(parameter)));
    layout.gradients().forEach((node, parameter) -> slots.put(node, gradient(parameter)));
    layout.copied().forEach(Slots::gradient);
    Headroom.requireNative("plan", layout.length() * Float.BYTES);
    for (long done = 0; done < layout.length(); done += Arena.BLOCK) {
      long elements = Math.min(Arena.BLOCK, layout.length() - done);
      blocks.add(Memory.allocate(DType.FLOAT32, elements));
    }
    layout
        .places()
        .forEach(
            (node, place) -> {
              Memory block = blocks.get((int) (place / Arena.BLOCK));
              slots.put(node, new Slot(block, (int) (place % Arena.BLOCK)));
            });
  }

  private static Slot value(Parameter parameter) {
    if (parameter.home() == null || parameter.home().dtype() != DType.FLOAT32) {
      throw new IllegalArgumentException(
          "plan: parameters must be packed as FLOAT32 for the cpu back end; got "
              + parameter.name()
              + (parameter.home() == null ? " unpacked" : " as " + parameter.home().dtype()));
    }
    if (!(parameter.home().length() <= Arena.BLOCK)) {
      throw new IllegalArgumentException(
          "plan: a vector of parameters must have <= %d elements for the cpu back end; got %d"
              .formatted(Arena.BLOCK, parameter.home().length()));
    }
    return new Slot(parameter.home().values(), parameter.offset());
  }

  /** The place of a parameter's gradient. */
  public static Slot gradient(Parameter parameter) {
    Slot value = value(parameter);
    return new Slot(parameter.home().gradients(), value.offset());
  }

  /** The place of a value that reaches memory. */
  public Slot of(Var var) {
    return slots.get(Fusion.root(var));
  }

  /** How far behind an element of a value lies what is to be added to it; 0 where nothing is. */
  public int rest(Var var) {
    Var root = Fusion.root(var);
    return halved.contains(root) ? root.shape().size() : 0;
  }

  /** Whether a value reaches memory at all. */
  public boolean has(Var var) {
    return slots.containsKey(Fusion.root(var));
  }

  /** A view of a slot's whole block. */
  public FloatBuffer buffer(Slot slot) {
    return buffers.computeIfAbsent(slot.memory(), Memory::floatBuffer);
  }

  @Override
  public void close() {
    blocks.forEach(Memory::close);
  }
}
