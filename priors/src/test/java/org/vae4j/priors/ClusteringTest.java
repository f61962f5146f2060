package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Clusters;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Vae;
import org.vae4j.models.VaeBuilder;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Split;
import org.vae4j.models.data.Strokes;
import org.vae4j.models.evaluate.Clustering;
import org.vae4j.models.evaluate.Evaluation;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.objective.BetaElbo;
import org.vae4j.models.train.Trainer;
import org.vae4j.models.train.Training;

/** Digits found without labels. */
@Tag("slow")
class ClusteringTest {
  private static final Dataset DATA = Strokes.binary(0);
  private static final int LATENT = 10;
  private static final int DIGITS = 10;

  /**
   * Ten epochs under N(0, I) at KL weight 0.1, clusters of the codes, five epochs under the
   * mixture. The weight matters most: at 1, N(0, I) presses the clusters into each other.
   */
  @Test
  void gmmOnStrokes_findsFourOfFiveDigits() {
    List<Double> found = new ArrayList<>();
    try (Engine engine = Engine.open(Backend.CPU, 2)) {
      for (long seed = 1; seed <= 5; seed++) {
        found.add(accuracy(engine, seed));
      }
    }
    double mean = found.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double pixels = onPixels();
    String seen = "gmm " + found + ", k-means on pixels " + pixels;
    System.out.println(seen);
    assertTrue(mean >= 0.80, seen);
    assertTrue(pixels < 0.65, seen);
  }

  private static double accuracy(Engine engine, long seed) {
    VaeBuilder builder =
        Vae.builder(784).hidden(300, 300).latent(LATENT).activation(Activation.RELU).seed(seed);
    GaussianMixturePrior prior =
        GaussianMixturePrior.drawn(
            DIGITS, LATENT, Covariance.FULL, ComponentHandling.MARGINAL, builder.initializer());
    Vae vae = builder.build(encoder -> prior);
    Training training = Training.defaults().withLearningRate(0.002).withSeed(seed);
    Vae first = vae.under(new StandardNormal(LATENT));
    try (Trainer trainer = new Trainer(engine, first, new BetaElbo(1, 0.1), training)) {
      trainer.fit(DATA);
      trainer.selectBest();
    }
    prior.restart(vae.draw(engine, rows(DATA.train()), seed), seed);
    Trainer.fit(engine, vae, DATA, training.withEpochs(5));
    try (Evaluation evaluation = new Evaluation(engine, vae, seed)) {
      return evaluation.clustering(DATA.test()).orElseThrow().accuracy();
    }
  }

  private static double onPixels() {
    Split sample = DATA.train().sample(3000, 1);
    int[] labels = IntStream.range(0, sample.size()).map(sample::label).toArray();
    return Clustering.of(Clusters.of(rows(sample), DIGITS, 1).assignments(), labels).accuracy();
  }

  private static Tensor rows(Split split) {
    float[] values = new float[split.size() * split.features()];
    for (int i = 0; i < split.size(); i++) {
      split.fill(i, values, i * split.features());
    }
    return Tensor.of(Shape.of(split.size(), split.features()), values);
  }
}
