package org.vae4j.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The loss and the gradients of a check, laid end to end as float32. */
final class Results {
  private final List<double[]> parts = new ArrayList<>();

  /** Appends numbers. */
  Results add(double... numbers) {
    parts.add(numbers);
    return this;
  }

  /** All of them. */
  float[] toArray() {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (double[] part : parts) {
      for (double number : part) {
        all[at++] = (float) number;
      }
    }
    return all;
  }
}
