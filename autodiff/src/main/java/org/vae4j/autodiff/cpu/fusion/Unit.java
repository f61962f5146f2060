package org.vae4j.autodiff.cpu.fusion;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;

/** Nodes that run as one stage: a single node, or a group of elementwise ops and reductions. */
public final class Unit {
  final int index;
  final Shape space;
  final boolean prologue;

  final List<Var> nodes = new ArrayList<>();

  /** Indices of the units that it needs, directly or not. */
  final BitSet ancestors = new BitSet();

  Unit(int index, Shape space, boolean prologue) {
    this.index = index;
    this.space = space;
    this.prologue = prologue;
  }

  /** The iteration space of a group; {@code null} for a single node. */
  public Shape space() {
    return space;
  }

  /** Whether it depends on parameters and constants alone. */
  public boolean prologue() {
    return prologue;
  }

  /** What it computes, in the order of the graph. */
  public List<Var> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /** Whether it is a group, which a tile program runs. */
  public boolean fused() {
    return space != null;
  }

  @Override
  public String toString() {
    return nodes.toString();
  }
}
