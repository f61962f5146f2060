package org.vae4j.autodiff;

import java.util.Arrays;
import java.util.List;

/** An array of axes with value equality, as an attribute of an op. */
record Axes(List<Integer> list) {
  static Axes of(int... axes) {
    return new Axes(Arrays.stream(axes).boxed().toList());
  }

  int[] array() {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public String toString() {
    return list.toString();
  }
}
