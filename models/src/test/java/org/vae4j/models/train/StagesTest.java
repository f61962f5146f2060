package org.vae4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Fixtures;
import org.vae4j.models.LinearGaussian;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Split;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.objective.Adversarial;
import org.vae4j.models.objective.BetaElbo;
import org.vae4j.models.objective.Iwae;
import org.vae4j.models.objective.Miwae;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.Piwae;
import org.vae4j.models.optimizer.Optimization;
import org.vae4j.models.optimizer.Sgd;
import org.vae4j.models.store.Weights;

/** Training steps whose parts follow different losses. */
class StagesTest {
  private static final Dataset DATA = Fixtures.data(25, 12, 8);
  private static final Training SGD =
      Training.defaults()
          .withEpochs(1)
          .withBatch(25)
          .withLearningRate(0.1)
          .withOptimization(Optimization.of(new Sgd(0, false)));

  private static Map<String, Tensor> trained(Objective objective, Training training) {
    Vae vae = Fixtures.vae(1);
    try (Engine engine = Engine.open(Backend.REFERENCE, 1);
        Trainer trainer = new Trainer(engine, vae, objective, training)) {
      trainer.fit(DATA);
      return new TreeMap<>(Weights.of(vae));
    }
  }

  @Test
  void piwae_movesTheEncoderByMiwaeAndTheDecoderByIwae() {
    Map<String, Tensor> mixed = trained(new Piwae(2, 3), SGD);
    Map<String, Tensor> encoder = trained(new Miwae(2, 3), SGD);
    Map<String, Tensor> decoder = trained(new Iwae(6), SGD);
    mixed.forEach(
        (name, value) -> {
          boolean first = name.startsWith("encoder");
          Tensor expected = (first ? encoder : decoder).get(name);
          assertClose(expected, value, name);
        });
    assertNotEquals(encoder.get("encoder.mean.weight"), decoder.get("encoder.mean.weight"));
  }

  private static void assertClose(Tensor expected, Tensor found, String name) {
    double[] a = expected.toDoubleArray();
    double[] b = found.toDoubleArray();
    for (int i = 0; i < a.length; i++) {
      assertEquals(a[i], b[i], 1e-13, name);
    }
  }

  private static Adversarial adversarial(double weight, int latent) {
    return Adversarial.of(weight, latent, List.of(16), new Initializer(4));
  }

  /** The discriminator's phase leaves encoder and decoder alone, and the others leave it alone. */
  @Test
  void adversary_withoutWeight_leavesAnAutoencoder() {
    Training adam = SGD.withEpochs(3).withBatch(10).withOptimization(Optimization.adam());
    Adversarial objective = adversarial(0, Fixtures.LATENT);
    Tensor before = objective.discriminator().parameters().get(0).value();
    assertEquals(trained(new BetaElbo(1, 0), adam), trained(objective, adam));
    assertNotEquals(before, objective.discriminator().parameters().get(0).value());
  }

  /** Mean squares of the mean, and of the covariance's distance from I, of the codes. */
  private static double mismatch(Engine engine, Vae vae, Split split) {
    double[] z = vae.encode(engine, LinearGaussian.tensor(split)).toDoubleArray();
    int d = LinearGaussian.D;
    int n = z.length / d;
    double off = 0;
    for (int a = 0; a < d; a++) {
      double mean = 0;
      double square = 0;
      for (int i = 0; i < n; i++) {
        mean += z[i * d + a] / n;
        square += z[i * d + a] * z[i * d + a] / n;
      }
      off += mean * mean + (square - 1) * (square - 1);
    }
    return off;
  }

  private static List<EpochReport> train(Engine engine, Vae vae, Objective objective, Split split) {
    Dataset data = new Dataset("linear", split, split, split);
    Training training = Training.defaults().withEpochs(120).withBatch(100).withLearningRate(0.01);
    List<EpochReport> reports = new ArrayList<>();
    try (Trainer trainer = new Trainer(engine, vae, objective, training)) {
      trainer.fit(
          data,
          new Listener() {
            @Override
            public void onEpoch(EpochReport report) {
              reports.add(report);
            }
          });
    }
    return reports;
  }

  @Test
  void adversary_makesCodesLookLikeThePrior() {
    Split split = LinearGaussian.draw(1000, 8);
    try (Engine engine = Engine.open(Backend.CPU, 2)) {
      Vae free = LinearGaussian.untrained(2);
      List<EpochReport> telling = train(engine, free, adversarial(0, LinearGaussian.D), split);
      Vae held = LinearGaussian.untrained(2);
      List<EpochReport> fooled = train(engine, held, adversarial(5, LinearGaussian.D), split);
      double without = mismatch(engine, free, split);
      double with = mismatch(engine, held, split);
      assertTrue(with < 0.2 * without, with + " after " + without);
      double easy = accuracy(telling);
      double hard = accuracy(fooled);
      assertTrue(hard < easy && hard > 0.4 && hard < 0.6, hard + " after " + easy);
    }
  }

  private static double accuracy(List<EpochReport> reports) {
    return reports.get(reports.size() - 1).train().watched().get(Adversarial.ACCURACY);
  }
}
