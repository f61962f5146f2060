package org.vae4j.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Results image by image, which paired comparisons need, as they stand in {@code test.csv}. Nats.
 *
 * @param reconstruction -log p(x|z)
 * @param kl log q(z|x) - log p(z), or the closed KL
 * @param nll minus the importance-sampled log-likelihood
 */
public record Scores(double[] reconstruction, double[] kl, double[] nll) {
  /** Its name in a run folder. */
  public static final String FILE = "test.csv";

  /** Two sums of the same numbers may differ by this share of them. */
  private static final double ROUNDING = 1e-9;

  private static final String HEADER = "image,reconstruction,kl,nll";

  /** Throws {@code IllegalArgumentException} unless all have one length. */
  public Scores {
    if (!(reconstruction.length == kl.length && kl.length == nll.length)) {
      throw new IllegalArgumentException(
          "scores: must have one length; got %d, %d and %d"
              .formatted(reconstruction.length, kl.length, nll.length));
    }
  }

  /** Number of images. */
  public int size() {
    return nll.length;
  }

  /** One line an image, numbers in full. */
  public String toCsv() {
    StringBuilder csv = new StringBuilder(HEADER).append('\n');
    for (int i = 0; i < size(); i++) {
      csv.append(i).append(',').append(reconstruction[i]).append(',');
      csv.append(kl[i]).append(',').append(nll[i]).append('\n');
    }
    return csv.toString();
  }

  /** Reads {@link #toCsv}; throws {@code IllegalArgumentException} that names the file. */
  public static Scores fromCsv(String where, String csv) {
    List<String> lines = csv.lines().toList();
    if (lines.isEmpty() || !Objects.equals(lines.get(0), HEADER)) {
      throw new IllegalArgumentException(where + ": must start with " + HEADER);
    }
    List<double[]> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      rows.add(row(where, line));
    }
    return new Scores(column(rows, 1), column(rows, 2), column(rows, 3));
  }

  /**
   * Throws {@code IllegalArgumentException} that names the file unless these are the scores whose
   * number and mean NLL a report has.
   */
  public void check(String where, RunReport.Test report) {
    if (size() != report.examples()) {
      throw new IllegalArgumentException(
          "%s: must have %d lines, as the report counts; got %d"
              .formatted(where, report.examples(), size()));
    }
    double mean = Spread.of(nll).mean();
    double reported = report.nll() == null ? mean : report.nll();
    if (!(Math.abs(mean - reported) <= ROUNDING * Math.max(1, Math.abs(reported)))) {
      throw new IllegalArgumentException(
          "%s: must have the mean NLL %s, as the report has it; got %s"
              .formatted(where, reported, mean));
    }
  }

  private static double[] row(String where, String line) {
    try {
      String[] cells = line.split(",", -1);
      double[] row = new double[4];
      for (int i = 0; i < row.length; i++) {
        row[i] = Double.parseDouble(cells[i]);
      }
      return row;
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException broken) {
      throw new IllegalArgumentException(
          where + ": must hold 4 numbers a line; got " + line, broken);
    }
  }

  private static double[] column(List<double[]> rows, int column) {
    return rows.stream().mapToDouble(row -> row[column]).toArray();
  }
}
