package org.vae4j.models.flow;

import org.vae4j.models.layer.Initializer;

/** The flows that can be chosen by name. */
public enum FlowKind {
  /** {@link Coupling} layers: both directions are one pass. */
  COUPLING {
    @Override
    public Bijection chain(String name, int width, FlowSize size, Initializer initializer) {
      return Coupling.chain(name, width, size, initializer);
    }
  },
  /** {@link MaskedAutoregressive} layers: more expressive, the inverse takes D passes a layer. */
  AUTOREGRESSIVE {
    @Override
    public Bijection chain(String name, int width, FlowSize size, Initializer initializer) {
      return MaskedAutoregressive.chain(name, width, size, initializer);
    }
  };

  /**
   * A chain on rows of {@code width}, the identity at start, with parameters {@code name.0.*,
   * name.1.*, ..}. Throws {@code IllegalArgumentException} if the size leaves a dimension as it is.
   */
  public abstract Bijection chain(String name, int width, FlowSize size, Initializer initializer);
}
