package org.vae4j.models;

import java.util.Random;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Split;

/** A small model and small data with some structure in them. */
public final class Fixtures {
  /** Values of an example. */
  public static final int FEATURES = 6;

  /** Length of a code. */
  public static final int LATENT = 3;

  private Fixtures() {}

  /** A Bernoulli VAE, 6 - 5 - 3. */
  public static Vae vae(long seed) {
    return vae(seed, 5);
  }

  /** The same with one hidden layer of another width. */
  public static Vae vae(long seed, int width) {
    return Vae.builder(FEATURES)
        .hidden(width)
        .latent(LATENT)
        .seed(seed)
        .build(StandardNormalFixture::of);
  }

  /** Binary examples of two kinds with one value in ten flipped. */
  public static Split split(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size * FEATURES];
    for (int example = 0; example < size; example++) {
      boolean left = random.nextBoolean();
      for (int i = 0; i < FEATURES; i++) {
        boolean on = (i < FEATURES / 2 == left) != (random.nextInt(10) == 0);
        values[example * FEATURES + i] = on ? 1 : 0;
      }
    }
    return Split.ofFloats(1, FEATURES, values);
  }

  /** Such examples in three splits. */
  public static Dataset data(int train, int valid, int test) {
    return new Dataset("two-kinds", split(train, 1), split(valid, 2), split(test, 3));
  }
}
