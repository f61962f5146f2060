package org.vae4j.autodiff.engine;

import java.util.Set;

/** Zeros, subnormal and huge numbers, infinities and NaN, and the ops that must bear them. */
final class Extremes {
  /** Elementwise rows of one operand that are defined, or NaN, everywhere. */
  static final Set<String> ONE_OPERAND =
      Set.of(
          "negate",
          "reciprocal",
          "square",
          "sqrt",
          "abs",
          "exp",
          "expm1",
          "log",
          "log1p",
          "log1pmx",
          "expm1mx",
          "erf",
          "normal-cdf",
          "log-sigmoid",
          "silu",
          "gelu",
          "leaky-relu",
          "clamp",
          "sin",
          "cos",
          "tanh",
          "sigmoid",
          "softplus",
          "relu");

  /** Elementwise rows of two operands. */
  static final Set<String> TWO_OPERANDS =
      Set.of("plus", "minus", "times", "over", "max", "min", "greater", "equal", "pow");

  /** Elementwise rows with a test of their own at extremes. */
  static final Set<String> TESTED_APART = Set.of("where", "fma", "special", "broadcast-to");

  /** Rows that move elements, whatever they are; the first operand is what they move. */
  static final Set<String> MOVERS =
      Set.of(
          "tril",
          "diagonal",
          "transpose",
          "reshape",
          "broadcast-to",
          "slice",
          "concat",
          "gather",
          "patches",
          "stop-gradient");

  private Extremes() {}

  /** Both signs of each, and NaN. */
  static float[] values() {
    // The smallest subnormal, normal and the largest number are among them.
    float[] positive = {
      0f, 1.4e-45f, 1e-40f, 1.17549435e-38f, 1e-30f, 1e-12f, 1e-8f, 1e-6f, 1e-4f, 1e-3f, 0.01f,
      0.1f, 0.5f, 0.68f, 0.999f, 1f, 1.001f, 2f, 5f, 10f, 17f, 30f,
      87f, 88.5f, 89f, 103f, 104f, 500f, 1e4f, 1e10f, 1e30f, 3.4028235e38f, 1 / 0f
    };
    float[] all = new float[2 * positive.length + 1];
    for (int i = 0; i < positive.length; i++) {
      all[2 * i] = positive[i];
      all[2 * i + 1] = -positive[i];
    }
    all[all.length - 1] = Float.NaN;
    return all;
  }
}
