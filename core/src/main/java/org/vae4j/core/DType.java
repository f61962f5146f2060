package org.vae4j.core;

/** The two floating-point types of the engine: float32 to train, float64 to verify. */
public enum DType {
  /** 32-bit IEEE 754. */
  FLOAT32(4),
  /** 64-bit IEEE 754. */
  FLOAT64(8);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes per element. */
  public int bytes() {
    return bytes;
  }
}
