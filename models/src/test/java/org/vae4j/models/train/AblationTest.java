package org.vae4j.models.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.LinearGaussian;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Split;
import org.vae4j.models.objective.Group;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.Pass;
import org.vae4j.models.objective.Stage;
import org.vae4j.models.objective.WeightedKl;

/**
 * What each term of a Gaussian KL does, seen when it is left out of the training of a linear VAE
 * whose data have two directions and whose codes have three. At an optimum of the terms' weights
 * a_V and a_L each variance is {@code a_L / (a_V + w^2 / s)}, w the length of the decoder's row and
 * s the variance of x given z; nothing holds variances or means within limits.
 */
class AblationTest {
  private static final int LATENT = 3;
  private static final Split SPLIT = LinearGaussian.draw(1000, 17);

  /** An objective that leaves decoder and prior as they are. */
  private record EncoderOnly(Objective whole) implements Objective {
    @Override
    public String name() {
      return whole.name();
    }

    @Override
    public int samples() {
      return whole.samples();
    }

    @Override
    public Var loss(Pass pass) {
      return whole.loss(pass);
    }

    @Override
    public Optional<Var> bound(Pass pass) {
      return whole.bound(pass);
    }

    @Override
    public List<Stage> stages(Vae vae) {
      return List.of(Stage.of(name(), this::loss, Group.of("encoder", vae.encoder())));
    }
  }

  /** Where training has come to. */
  private record Outcome(double[] variances, double[] slopes, double noise, double codes) {
    double optimum(int d, double variance, double logDeterminant) {
      return logDeterminant / (variance + slopes[d] / noise);
    }

    int unused() {
      int least = 0;
      for (int d = 1; d < LATENT; d++) {
        least = slopes[d] < slopes[least] ? d : least;
      }
      return least;
    }
  }

  private static Outcome train(int epochs, double mean, double variance, double logDeterminant) {
    return fit(
        LinearGaussian.untrained(3, LATENT),
        new WeightedKl(1, mean, variance, logDeterminant),
        epochs);
  }

  private static Outcome fit(Vae vae, Objective objective, int epochs) {
    Dataset data = new Dataset("linear", SPLIT, SPLIT, SPLIT);
    Training training = Training.defaults().withEpochs(epochs).withLearningRate(0.01);
    try (Engine engine = Engine.open(Backend.CPU, 2)) {
      try (Trainer trainer = new Trainer(engine, vae, objective, training)) {
        trainer.fit(data);
      }
      Training last = training.withEpochs(30).withLearningRate(0.0005).withSeed(2);
      try (Trainer trainer = new Trainer(engine, vae, objective, last)) {
        trainer.fit(data);
      }
      return outcome(vae, engine);
    }
  }

  private static Outcome outcome(Vae vae, Engine engine) {
    double[] slopes = new double[LATENT];
    double[] weight = values(vae, "decoder.output.weight");
    for (int i = 0; i < weight.length; i++) {
      slopes[i / LinearGaussian.X] += weight[i] * weight[i];
    }
    double[] variances = values(vae, "encoder.log-var.bias");
    double[] means = LinearGaussian.tensor(SPLIT).mean(0).toDoubleArray();
    double[] slope = values(vae, "encoder.log-var.weight");
    for (int d = 0; d < LATENT; d++) {
      for (int i = 0; i < LinearGaussian.X; i++) {
        variances[d] += means[i] * slope[i * LATENT + d];
      }
      variances[d] = Math.exp(variances[d]);
    }
    double codes = 0;
    for (double z : vae.encode(engine, LinearGaussian.tensor(SPLIT)).toDoubleArray()) {
      codes += z * z / SPLIT.size();
    }
    return new Outcome(variances, slopes, Math.exp(values(vae, "likelihood.log-var")[0]), codes);
  }

  private static double[] values(Vae vae, String name) {
    Parameter parameter = LinearGaussian.parameter(vae, name);
    return parameter.value().toDoubleArray();
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 1, 0.5", "1, 0.5, 1", "0.5, 1, 1"})
  void variances_areThoseOfTheClosedOptimum(double mean, double variance, double logDeterminant) {
    Outcome outcome = train(150, mean, variance, logDeterminant);
    for (int d = 0; d < LATENT; d++) {
      double expected = outcome.optimum(d, variance, logDeterminant);
      assertEquals(1, outcome.variances()[d] / expected, 0.05, "dimension " + d + ": " + expected);
    }
  }

  @Test
  void withoutTheLogDeterminant_variancesGoToZero() {
    Outcome early = train(30, 1, 1, 0);
    Outcome late = train(120, 1, 1, 0);
    for (int d = 0; d < LATENT; d++) {
      assertTrue(late.variances()[d] < 0.02, "dimension " + d + ": " + late.variances()[d]);
      assertTrue(late.variances()[d] < 0.3 * early.variances()[d], "and still falling");
    }
  }

  /** Given up, a dimension earns {@code log sd} without limit, so that all of them are. */
  @Test
  void withoutTheVarianceTerm_everyDimensionIsGivenUpAndGrows() {
    Outcome early = train(60, 1, 0, 1);
    Outcome late = train(240, 1, 0, 1);
    for (int d = 0; d < LATENT; d++) {
      assertTrue(late.slopes()[d] < 1e-3, "dimension " + d + " is unused");
      assertTrue(late.variances()[d] > 1e3, "dimension " + d + ": " + late.variances()[d]);
      assertTrue(late.variances()[d] > 10 * early.variances()[d], "and still growing");
    }
  }

  /** The decoder held as the evidence lower bound left it, with one row set to 0. */
  @Test
  void withoutTheVarianceTerm_whatTheDecoderUsesStaysFinite() {
    Vae vae = LinearGaussian.untrained(3, LATENT);
    Outcome whole = fit(vae, new WeightedKl(1, 1, 1, 1), 60);
    int unused = whole.unused();
    Parameter weight = LinearGaussian.parameter(vae, "decoder.output.weight");
    double[] rows = weight.value().toDoubleArray();
    Arrays.fill(rows, unused * LinearGaussian.X, (unused + 1) * LinearGaussian.X, 0);
    weight.assign(Tensor.of(weight.shape(), rows));
    Outcome early = fit(vae, new EncoderOnly(new WeightedKl(1, 1, 0, 1)), 20);
    Outcome late = fit(vae, new EncoderOnly(new WeightedKl(1, 1, 0, 1)), 20);
    assertArrayEquals(rows, weight.value().toDoubleArray(), 1e-6, "the decoder is held");
    for (int d = 0; d < LATENT; d++) {
      if (d == unused) {
        assertTrue(late.variances()[d] > 10 * early.variances()[d], "unused: still growing");
      } else {
        assertEquals(1, late.variances()[d] / late.optimum(d, 0, 1), 0.05, "used: " + d);
      }
    }
  }

  @Test
  void withoutTheMeanTerm_meansRunAway() {
    Outcome whole = train(60, 1, 1, 1);
    Outcome early = train(60, 0, 1, 1);
    Outcome late = train(240, 0, 1, 1);
    assertTrue(early.codes() > 2 * whole.codes(), early.codes() + " after " + whole.codes());
    assertTrue(late.codes() > 2 * early.codes(), late.codes() + " after " + early.codes());
  }
}
