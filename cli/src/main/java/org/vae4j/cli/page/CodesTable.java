package org.vae4j.cli.page;

import java.util.List;
import org.vae4j.cli.chart.Element;
import org.vae4j.cli.chart.Node;
import org.vae4j.cli.chart.Numbers;
import org.vae4j.cli.chart.Text;
import org.vae4j.cli.report.DiagnosticsReport;

/** What runs do with their codes, in numbers. */
final class CodesTable {
  private CodesTable() {}

  /** A line for each run. */
  static Element of(Cast cast) {
    Element table =
        Cells.table(
            List.of(
                "run",
                "active units",
                "cross-entropy",
                "entropy",
                "I(x;z)",
                "KL(q(z)‖p)",
                "effective samples",
                "of fewer than 5",
                "gradient, signal/noise"),
            cast.runs().stream().map(run -> row(cast, run)).toList());
    return Element.of(
        "figure",
        Element.of("h3", "Codes in numbers"),
        table,
        Element.of(
            "figcaption",
            "Nats per example. The KL is the cross-entropy of q(z|x) to the prior less the entropy"
                + " of q(z|x), here both by draws; in the mean it is also I(x;z), what a code says"
                + " about its example, plus KL(q(z)‖p), how far all codes together are from the"
                + " prior. The estimate of I(x;z) cannot exceed the logarithm of the number of"
                + " examples it is made of ("
                + limit(cast)
                + "); ≥ marks one that stands there. Effective samples: the median over test"
                + " examples of how many of the importance samples count, and the share of examples"
                + " with fewer than 5. Signal/noise of the encoder's gradient over draws of z:"
                + " well below 1 says that training goes by noise."));
  }

  private static String limit(Cast cast) {
    DiagnosticsReport.Information any = cast.runs().get(0).report().diagnostics().information();
    return Numbers.rounded(any.limit(), 2) + " for " + Numbers.count(any.examples());
  }

  private static Element row(Cast cast, RunView run) {
    DiagnosticsReport found = run.report().diagnostics();
    Node information = Cells.number(found.information().mutualInformation(), 2);
    return Cells.row(
        new Text(cast.name(run)),
        Element.of(
            "span",
            Cells.count(found.latents().active()),
            new Text(" of " + found.latents().variances().length)),
        Cells.number(found.kl().crossEntropy(), 2),
        Cells.number(found.kl().entropy(), 2),
        found.information().atLimit()
            ? Element.of("span", new Text("≥ "), information)
            : information,
        Cells.number(found.information().marginalKl(), 2),
        Cells.number(found.importanceSampling().medianEffectiveSamples(), 1),
        Cells.percent(found.importanceSampling().shareBelowFive()),
        Cells.number(found.encoderGradient().signalToNoise(), 2));
  }
}
