package org.vae4j.cli.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** Why values of a report are null: a sentence for each path that has none. */
public final class Absent {
  private static final String LABELS = "the data have no labels";
  private static final String COMPONENTS = "the prior has no components";

  private final Map<String, String> reasons = new LinkedHashMap<>();

  private Absent() {}

  /** The reasons for what these results lack. */
  public static Map<String, String> of(
      RunReport.Test test, DiagnosticsReport found, RunReport.Quality quality) {
    Absent absent = new Absent();
    boolean components = found.components() != null;
    absent.add("test.bound", test.bound(), test.noBound());
    absent.add("test.clustering", test.clustering(), components ? LABELS : COMPONENTS);
    String terms = "this KL has no closed form along dimensions";
    absent.add("diagnostics.kl.dimensions", found.kl().dimensions(), terms);
    absent.add("diagnostics.kl.byDimension", found.kl().byDimension(), terms);
    absent.add("diagnostics.components", found.components(), COMPONENTS);
    absent.add(
        "diagnostics.encoderGradient.signalToNoise",
        finite(found.encoderGradient().signalToNoise()),
        "the gradient does not depend on the draws of z");
    absent.add("quality.probeAccuracy", quality.probeAccuracy(), LABELS);
    absent.add(
        "quality.distances.samples",
        quality.distances().samples(),
        "the likelihood is no distribution to draw from");
    return absent.reasons;
  }

  private static Double finite(Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }

  private void add(String path, Object value, String reason) {
    if (value == null) {
      reasons.put(path, reason);
    }
  }
}
