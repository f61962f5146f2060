package org.vae4j.models.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.StandardNormalFixture;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Binarization;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Datasets;
import org.vae4j.models.objective.WeightedKl;

/** What each term of the KL does on drawn digits, seen when it is left out. */
@Tag("slow")
class StrokesAblationTest {
  private static final int LATENT = 40;

  /** The terms after half of the training, and after all of it. */
  private record Course(KlTerms half, KlTerms end) {}

  private static Course train(double mean, double variance, double logDeterminant) {
    Dataset data = Datasets.load("strokes").binarized(Binarization.THRESHOLD, 0);
    Vae vae =
        Vae.builder(data.features()).hidden(100).latent(LATENT).build(StandardNormalFixture::of);
    Training training = Training.defaults().withEpochs(6);
    List<KlTerms> seen = new ArrayList<>();
    try (Engine engine = Engine.open(Backend.CPU, 2);
        Trainer trainer =
            new Trainer(engine, vae, new WeightedKl(1, mean, variance, logDeterminant), training)) {
      trainer.fit(
          data,
          new Listener() {
            @Override
            public void onEpoch(EpochReport report) {
              seen.add(report.validation().terms().orElseThrow());
            }
          });
    }
    return new Course(seen.get(2), seen.get(5));
  }

  @Test
  void terms_leftOut_showWhatTheyDid() {
    KlTerms whole = train(1, 1, 1).end;
    Course narrow = train(1, 1, 0);
    assertTrue(narrow.end.variance() < -0.45 * LATENT, "variances go to 0: " + narrow);
    assertTrue(narrow.end.logDeterminant() > 2 * whole.logDeterminant(), narrow + " and " + whole);
    assertTrue(
        narrow.end.logDeterminant() > narrow.half.logDeterminant() + 0.1 * LATENT,
        "and are still falling: " + narrow);
    Course wide = train(1, 0, 1);
    assertTrue(wide.end.variance() > 10 * LATENT, "variances grow: " + wide);
    assertTrue(wide.end.variance() > 2 * wide.half.variance(), "and still do: " + wide);
    Course far = train(0, 1, 1);
    assertTrue(far.end.mean() > 3 * whole.mean(), "means run away: " + far + " and " + whole);
    assertTrue(far.end.mean() > far.half.mean() + 5, "and still do: " + far);
  }
}
