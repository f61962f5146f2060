package org.vae4j.models.evaluate;

import java.util.HashMap;
import java.util.Map;
import org.vae4j.autodiff.Graph;
import org.vae4j.models.Vae;
import org.vae4j.models.objective.Pass;
import org.vae4j.models.posterior.Noise;

/**
 * The graphs of {@code log w = log p(x|z) + log p(z) - log q(z|x)}: what the encoder says of an
 * example, and what each draw makes of that.
 */
final class Weighing {
  /** The output {@code [B, S]}. */
  static final String LOG_WEIGHT = "log-weight";

  private final Vae vae;
  private final Map<Weigher.Size, Cut> cuts = new HashMap<>();

  Weighing(Vae vae) {
    this.vae = vae;
  }

  /** The graph of so many examples and samples, traced once for all who ask; for one thread. */
  Cut cut(Weigher.Size size) {
    return cuts.computeIfAbsent(
        size, key -> Cut.of(examples -> graph(examples, key.samples()), key.examples()));
  }

  private Graph graph(int examples, int samples) {
    Pass pass = Pass.of(vae, examples, samples, Noise.perDraw(Pass.NOISE));
    return Graph.of(Map.of(LOG_WEIGHT, pass.logWeights()));
  }
}
