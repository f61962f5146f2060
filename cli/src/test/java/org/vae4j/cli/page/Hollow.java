package org.vae4j.cli.page;

import java.util.List;
import org.vae4j.cli.report.DiagnosticsReport;
import org.vae4j.models.evaluate.KlByDimension;
import org.vae4j.models.evaluate.LogLikelihood;

/** Diagnostics in which no number exists. */
final class Hollow {
  private static final double NONE = Double.NaN;

  private Hollow() {}

  static DiagnosticsReport diagnostics() {
    double[] none = {NONE, NONE};
    return new DiagnosticsReport(
        List.of(),
        new DiagnosticsReport.Kl(NONE, NONE, none, new KlByDimension(none, none, none)),
        new DiagnosticsReport.Latents(0, 0.01, none),
        new DiagnosticsReport.Information(NONE, NONE, NONE, NONE, false, 1, 1),
        new DiagnosticsReport.Components(2, 2, NONE, NONE, NONE, none, none),
        new DiagnosticsReport.ImportanceSampling(
            NONE, NONE, List.of(new LogLikelihood.Point(100, NONE, NONE))),
        new DiagnosticsReport.Gradient(null, 100, 16));
  }
}
