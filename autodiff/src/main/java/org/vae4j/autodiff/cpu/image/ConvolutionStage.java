package org.vae4j.autodiff.cpu.image;

import org.vae4j.autodiff.cpu.stage.Registers;
import org.vae4j.autodiff.cpu.stage.Stage;
import org.vae4j.core.backend.Gemm;
import org.vae4j.core.backend.Memory;

/** Products with patches, a strip of them at a time in a worker's own memory. */
final class ConvolutionStage implements Stage {
  /** Rows of places {@code [from, to)}, and the products by worker. */
  record Strip(int from, int to, Gemm[][] calls) {}

  private final Memory[] patches;
  private final Unfold unfold;
  private final Fold fold;
  private final Strip[][] parts;

  /** Patches are made before the products of a strip, or added up after them: one is null. */
  ConvolutionStage(Memory[] patches, Unfold unfold, Fold fold, Strip[][] parts) {
    this.patches = patches;
    this.unfold = unfold;
    this.fold = fold;
    this.parts = parts;
  }

  @Override
  public int parts() {
    return parts.length;
  }

  @Override
  public void run(int part, Registers registers) {
    int worker = registers.worker();
    for (Strip strip : parts[part]) {
      if (unfold != null) {
        unfold.run(part, strip.from, strip.to, patches[worker], 0);
      }
      for (Gemm gemm : strip.calls[worker]) {
        gemm.run();
      }
      if (fold != null) {
        fold.run(part, strip.from, strip.to, patches[worker], 0);
      }
    }
  }
}
