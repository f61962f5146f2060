package org.vae4j.models.data;

/**
 * A named data set: training, validation and test examples of one shape.
 *
 * <p>{@link Datasets} finds one by name; {@link #partition} makes one of examples in memory.
 */
public record Dataset(String name, Split train, Split valid, Split test) {
  /** Throws {@code IllegalArgumentException} unless all splits have the same rows and columns. */
  public Dataset {
    requireSameShape("valid", valid, train);
    requireSameShape("test", test, train);
  }

  private static void requireSameShape(String name, Split split, Split train) {
    if (!(split.rows() == train.rows() && split.columns() == train.columns())) {
      throw new IllegalArgumentException(
          "dataset: %s must have the shape of train, %d x %d; got %d x %d"
              .formatted(name, train.rows(), train.columns(), split.rows(), split.columns()));
    }
  }

  /**
   * A data set of examples without an official split: {@code valid} and {@code test} examples are
   * drawn by {@code seed}, the rest is for training. Throws {@code IllegalArgumentException} unless
   * each part has at least 1 example.
   */
  public static Dataset partition(String name, Split all, int valid, int test, long seed) {
    long train = (long) all.size() - valid - test;
    if (!(valid > 0 && test > 0 && train > 0)) {
      throw new IllegalArgumentException(
          "partition: each part must have > 0 of the %d examples; got valid %d, test %d"
              .formatted(all.size(), valid, test));
    }
    Split shuffled = all.sample(all.size(), seed);
    return new Dataset(
        name,
        shuffled.slice(valid + test, all.size()),
        shuffled.slice(0, valid),
        shuffled.slice(valid, valid + test));
  }

  /** Height of an image. */
  public int rows() {
    return train.rows();
  }

  /** Width of an image. */
  public int columns() {
    return train.columns();
  }

  /** Values of one example, {@code rows * columns}. */
  public int features() {
    return train.features();
  }

  /** Whether all values of all splits are 0 or 1, as a Bernoulli likelihood requires. */
  public boolean binary() {
    return train.binary() && valid.binary() && test.binary();
  }

  /** The data set with values 0 or 1; see {@link Binarization}. */
  public Dataset binarized(Binarization how, long seed) {
    return new Dataset(
        name,
        how.training(train, Mix.key("train", seed)),
        how.evaluation(valid, Mix.key("valid", seed)),
        how.evaluation(test, Mix.key("test", seed)));
  }

  /**
   * SHA-256 of the shapes, values and labels of all splits, in lower-case hexadecimal; the name has
   * no part in it. Of the data before {@link #binarized} it is their provenance.
   */
  public String sha256() {
    return Digests.sha256(
        digest -> {
          train.digest(digest);
          valid.digest(digest);
          test.digest(digest);
        });
  }
}
