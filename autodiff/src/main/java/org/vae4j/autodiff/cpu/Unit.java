package org.vae4j.autodiff.cpu;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;

/** Nodes that run as one stage: a single node, or a group of elementwise ops and reductions. */
final class Unit {
  final int index;

  /** The iteration space of a group; {@code null} for a single node. */
  final Shape space;

  /** Whether it depends on parameters and constants alone. */
  final boolean prologue;

  final List<Var> nodes = new ArrayList<>();

  /** Indices of the units that it needs, directly or not. */
  final BitSet ancestors = new BitSet();

  Unit(int index, Shape space, boolean prologue) {
    this.index = index;
    this.space = space;
    this.prologue = prologue;
  }

  boolean fused() {
    return space != null;
  }

  @Override
  public String toString() {
    return nodes.toString();
  }
}
