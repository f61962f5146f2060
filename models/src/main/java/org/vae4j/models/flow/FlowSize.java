package org.vae4j.models.flow;

/**
 * How large a flow is.
 *
 * @param layers of the chain
 * @param hidden width of the two hidden layers behind each shift and scale
 * @param context C, features of each row that shifts and scales may depend on besides; 0 for none
 */
public record FlowSize(int layers, int hidden, int context) {
  /** Throws {@code IllegalArgumentException} on a number below 1, or a context below 0. */
  public FlowSize {
    Check.atLeast(1, "flow: layers", layers);
    Check.atLeast(1, "flow: hidden", hidden);
    Check.atLeast(0, "flow: context", context);
  }

  /** A flow without context. */
  public static FlowSize of(int layers, int hidden) {
    return new FlowSize(layers, hidden, 0);
  }
}
