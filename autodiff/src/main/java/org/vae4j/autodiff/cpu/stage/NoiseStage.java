package org.vae4j.autodiff.cpu.stage;

import java.nio.FloatBuffer;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.kernel.NoiseStream;

/** Fills a noise node, each row from the stream of its example. */
public final class NoiseStage implements Stage {
  /** Elements drawn in one pass: short rows share it. */
  private static final int BLOCK = 4096;

  private final String name;
  private final NoiseKind kind;
  private final FloatBuffer buffer;
  private final int base;
  private final int rows;
  private final int width;
  private final int rowsAtOnce;
  private final long[] keys;
  private final float[][] scratch = new float[PARTS][];
  private Draw draw;

  /** Draws a noise node at its place. */
  public NoiseStage(Var noise, Slot slot) {
    this.name = noise.op().attribute(0, String.class);
    this.kind = noise.op().attribute(1, NoiseKind.class);
    this.buffer = slot.memory().floatBuffer();
    this.base = slot.offset();
    this.rows = noise.shape().rank() == 0 ? 1 : noise.shape().dim(0);
    this.width = rows == 0 ? 0 : noise.shape().size() / rows;
    this.rowsAtOnce = Math.max(1, Math.min(rows, BLOCK / Math.max(1, width)));
    this.keys = new long[rows];
    for (int part = 0; part < PARTS; part++) {
      scratch[part] = new float[rowsAtOnce * width];
    }
  }

  /** What the next run draws; {@code null} leaves the noise as it is. */
  public void draw(Draw draw) {
    this.draw = draw;
  }

  @Override
  public int parts() {
    return PARTS;
  }

  @Override
  public void run(int part, Registers registers) {
    if (draw == null) {
      return;
    }
    long stream = NoiseStream.streamKey(draw.seed(), name, draw.phase());
    int to = Stage.cut(rows, part + 1, PARTS, 1);
    for (int row = Stage.cut(rows, part, PARTS, 1); row < to; row += rowsAtOnce) {
      int end = Math.min(to, row + rowsAtOnce);
      for (int i = row; i < end; i++) {
        keys[i] = NoiseStream.rowKey(stream, draw.steps()[i], draw.examples()[i]);
      }
      NoiseStream.fillRows(kind, keys, row, end, width, scratch[part], 0);
      buffer.put(base + row * width, scratch[part], 0, (end - row) * width);
    }
  }
}
