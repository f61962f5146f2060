package org.vae4j.benchmarks;

/**
 * What a contender says of one run.
 *
 * @param steps how many it made
 * @param median µs of a step
 * @param p10 µs that one step in ten was faster than
 * @param mean µs
 * @param loss of the last step
 */
record Lap(long steps, double median, double p10, double mean, double loss) {
  /** From {@code steps median_us p10_us mean_us loss}. */
  static Lap parse(String line) {
    String[] words = line.split(" ");
    if (words.length != 5) {
      throw new IllegalStateException(
          "lap: must be steps median_us p10_us mean_us loss; got " + line);
    }
    return new Lap(
        Long.parseLong(words[0]),
        Double.parseDouble(words[1]),
        Double.parseDouble(words[2]),
        Double.parseDouble(words[3]),
        Double.parseDouble(words[4]));
  }
}
