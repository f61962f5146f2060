package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Encoder;
import org.vae4j.models.Prior;
import org.vae4j.models.Vae;
import org.vae4j.models.VaeBuilder;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Planar;
import org.vae4j.models.evaluate.Estimate;
import org.vae4j.models.evaluate.Evaluation;
import org.vae4j.models.evaluate.LogLikelihood;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.likelihood.Gaussian;
import org.vae4j.models.option.OptionValues;
import org.vae4j.models.train.Trainer;
import org.vae4j.models.train.Training;

/** A distribution of five arms: one network, and priors that can have arms and one that cannot. */
@Tag("slow")
class PinwheelTest {
  private static final Dataset DATA = Planar.PINWHEEL.dataset(0);

  /**
   * The variance of the likelihood must not start above that of the data, or no code is ever used:
   * from 1, both dimensions stay unused at any learning rate.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mixtureAndFlow_beatTheStandardNormal(long seed) {
    try (Engine engine = Engine.open(Backend.CPU, 2)) {
      LogLikelihood normal = logLikelihood(engine, "standard-normal", seed);
      for (String name : new String[] {"gmm", "flow"}) {
        LogLikelihood other = logLikelihood(engine, name, seed);
        Estimate gain = other.minus(normal);
        String seen =
            "%s: NLL %.3f, standard-normal %.3f, gain %.3f with standard error %.3f"
                .formatted(name, other.nll(), normal.nll(), gain.mean(), gain.standardError());
        System.out.println(seen);
        assertTrue(Math.abs(gain.mean()) > 3 * gain.standardError(), seen);
        assertTrue(other.nll() < normal.nll(), seen);
      }
    }
  }

  private static LogLikelihood logLikelihood(Engine engine, String name, long seed) {
    VaeBuilder builder =
        Vae.builder(2)
            .hidden(64, 64)
            .latent(2)
            .activation(Activation.GATED)
            .likelihood(new Gaussian(0.1))
            .seed(seed);
    Vae vae = builder.build(encoder -> prior(name, encoder, builder));
    Training training = Training.defaults().withLearningRate(0.003).withEpochs(60).withSeed(seed);
    Trainer.fit(engine, vae, DATA, training);
    try (Evaluation evaluation = new Evaluation(engine, vae, seed)) {
      return evaluation.logLikelihood(DATA.test(), 300);
    }
  }

  private static Prior prior(String name, Encoder encoder, VaeBuilder builder) {
    Examples examples =
        new Examples(
            DATA.train().size(),
            2,
            DATA.train().unit(),
            count -> {
              throw new IllegalStateException("rows are not asked for; got " + count);
            });
    return PriorCatalogue.load()
        .create(
            name, new PriorContext(encoder, examples, OptionValues.none(), builder.initializer()));
  }
}
