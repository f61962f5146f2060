package org.vae4j.models.likelihood;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.engine.GradientCheck;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.verify.Quadrature;

/** What every likelihood owes to its density, at perturbed parameters. */
class LikelihoodLawsTest {
  /** Where the mass of one feature lies: a grid of points, or an interval to integrate over. */
  private record Domain(double[] points, double lower, double upper) {
    static Domain grid(int count, double step) {
      double[] points = new double[count];
      Arrays.setAll(points, i -> i * step);
      return new Domain(points, 0, 0);
    }

    static Domain interval(double lower, double upper) {
      return new Domain(null, lower, upper);
    }

    double mass(DoubleUnaryOperator density) {
      return points == null
          ? Quadrature.integrate(density, lower, upper, 1e-9).value()
          : Arrays.stream(points).map(density).sum();
    }
  }

  private static Arguments of(Likelihood likelihood, Domain domain) {
    return Arguments.of(Named.of(likelihood.getClass().getSimpleName(), likelihood), domain);
  }

  static Stream<Arguments> all() {
    return Stream.of(
        of(new Bernoulli(true), Domain.grid(2, 1)),
        of(new ContinuousBernoulli(), Domain.interval(0, 1)),
        of(new Gaussian(), Domain.interval(-40, 40)),
        of(new FixedGaussian(0.7), Domain.interval(-20, 20)),
        of(new PixelGaussian(1e-3), Domain.interval(-40, 40)),
        of(new Laplace(), Domain.interval(-60, 60)),
        of(new DiscretisedLogistic(256), Domain.grid(256, 1 / 255.0)),
        of(new DiscretisedLogistic(5), Domain.grid(5, 0.25)),
        of(new Categorical(256), Domain.grid(256, 1 / 255.0)),
        of(new Poisson(255), Domain.grid(400, 1 / 255.0)),
        of(new NegativeBinomial(1), Domain.grid(4000, 1)));
  }

  private static void perturb(Likelihood likelihood, Random random) {
    for (Parameter parameter : likelihood.parameters()) {
      parameter.assign(Tensor.scalar(random.nextGaussian() * 0.5));
    }
  }

  private static Tensor decoded(Likelihood likelihood, int rows, int features, Random random) {
    double[] values =
        random.doubles((long) rows * likelihood.outputsFor(features), -1.5, 1.5).toArray();
    return Tensor.of(Shape.of(rows, likelihood.outputsFor(features)), values);
  }

  private static double[] logDensity(Likelihood likelihood, Tensor x, Tensor decoded) {
    return Engine.evaluate(likelihood.logDensity(Var.constant(x), Var.constant(decoded)))
        .toDoubleArray();
  }

  @ParameterizedTest
  @MethodSource("all")
  void density_integratesToOne_aboutItsMean(Likelihood likelihood, Domain domain) {
    Random random = new Random(3);
    perturb(likelihood, random);
    for (int trial = 0; trial < 5; trial++) {
      Tensor decoded = decoded(likelihood, 1, 1, random);
      DoubleUnaryOperator density =
          x -> Math.exp(logDensity(likelihood, Tensor.of(Shape.of(1, 1), x), decoded)[0]);
      assertEquals(1, domain.mass(density), 1e-6, "mass");
      double mean = Engine.evaluate(likelihood.mean(Var.constant(decoded))).scalar();
      if (!(likelihood instanceof DiscretisedLogistic)) {
        assertEquals(mean, domain.mass(x -> x * density.applyAsDouble(x)), 1e-5, "mean");
      } else {
        assertTrue(mean >= 0 && mean <= 1, "a grey value");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void draws_haveTheMomentsOfTheDensity(Likelihood likelihood, Domain domain) {
    Random random = new Random(7);
    perturb(likelihood, random);
    double[] decoded = decoded(likelihood, 1, 1, random).toDoubleArray();
    Tensor row = Tensor.of(Shape.of(1, decoded.length), decoded);
    DoubleUnaryOperator density =
        x -> Math.exp(logDensity(likelihood, Tensor.of(Shape.of(1, 1), x), row)[0]);
    int count = 20_000;
    double[] draws = new double[count];
    Arrays.setAll(draws, i -> likelihood.draw(decoded, random).orElseThrow()[0]);
    for (int power = 1; power <= 2; power++) {
      int of = power;
      DoubleUnaryOperator moment = x -> Math.pow(x, of);
      double expected = domain.mass(x -> moment.applyAsDouble(x) * density.applyAsDouble(x));
      double[] values = Arrays.stream(draws).map(moment).toArray();
      double mean = Arrays.stream(values).average().orElseThrow();
      double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (count - 1);
      assertEquals(expected, mean, 4 * Math.sqrt(variance / count), "moment " + power);
    }
  }

  @Test
  void draws_ofExtremes_areFinite() {
    for (Likelihood likelihood :
        List.of(
            new Bernoulli(true),
            new ContinuousBernoulli(),
            new DiscretisedLogistic(256),
            new Categorical(256),
            new Poisson(255),
            new NegativeBinomial(1))) {
      for (double value : new double[] {-800, -80, 0, 80}) {
        double[] decoded = new double[likelihood.outputsFor(1)];
        Arrays.fill(decoded, value);
        double x = likelihood.draw(decoded, new Random(1)).orElseThrow()[0];
        assertTrue(x >= 0 && x <= Double.MAX_VALUE, likelihood + " at " + value + ": " + x);
      }
    }
  }

  @Test
  void draws_ofSeveralFeatures_areOnePerFeature_andNoneOfACrossEntropy() {
    Composite mixed =
        new Composite(
            List.of(
                new Composite.Part(2, new Bernoulli(true)),
                new Composite.Part(1, new PixelGaussian(1e-12)),
                new Composite.Part(1, new FixedGaussian(1e-6))));
    double[] x = mixed.draw(new double[] {90, -90, 0.4, -90, 0.7}, new Random(2)).orElseThrow();
    assertArrayEquals(new double[] {1, 0, 0.4, 0.7}, x, 1e-4);
    Composite grey = new Composite(List.of(new Composite.Part(1, new Bernoulli(false))));
    assertTrue(grey.draw(new double[] {0}, new Random(2)).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("all")
  void features_areIndependent_andDrawsBroadcast(Likelihood likelihood, Domain domain) {
    Random random = new Random(4);
    perturb(likelihood, random);
    int features = 3;
    Tensor decoded = decoded(likelihood, 4, features, random);
    double step = domain.points() == null ? 0.3 : domain.points()[1];
    Tensor x = Tensor.of(Shape.of(1, features), 0.0, step, step);
    double[] rows = logDensity(likelihood, x, decoded);
    assertEquals(4, rows.length);
    Var draws =
        likelihood.logDensity(
            Var.constant(x).reshape(1, 1, features),
            Var.constant(decoded).reshape(1, 4, likelihood.outputsFor(features)));
    assertEquals(Shape.of(1, 4), draws.shape());
    assertArrayEquals(rows, Engine.evaluate(draws).toDoubleArray(), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("all")
  void gradients_agreeWithDifferences(Likelihood likelihood, Domain domain) {
    Random random = new Random(5);
    perturb(likelihood, random);
    Tensor decoded = decoded(likelihood, 3, 2, random);
    double step = domain.points() == null ? 0.3 : domain.points()[1];
    Var x = Var.constant(Tensor.of(Shape.of(3, 2), 0.0, step, step, 0.0, step, step));
    Var input = Var.input("decoded", decoded.shape());
    Var loss = likelihood.logDensity(x, input).sum();
    List<Var> leaves =
        Graph.of(Map.of("loss", loss)).nodes().stream()
            .filter(node -> node.op().is(Ops.INPUT) || node.op().is(Ops.PARAMETER))
            .toList();
    GradientCheck.Report report = GradientCheck.first(loss, Map.of("decoded", decoded), leaves, 5);
    assertTrue(report.passes(), report::toString);
  }

  @ParameterizedTest
  @MethodSource("all")
  void extremes_giveNoNan(Likelihood likelihood, Domain domain) {
    for (double value : new double[] {-80, -1e-20, 0, 80}) {
      Tensor decoded = Tensor.filled(Shape.of(1, likelihood.outputsFor(1)), value);
      for (double x : new double[] {0, domain.points() == null ? 0.7 : domain.points()[1]}) {
        double log = logDensity(likelihood, Tensor.of(Shape.of(1, 1), x), decoded)[0];
        assertTrue(!Double.isNaN(log) && log < 1e3, likelihood + " at " + x + ": " + log);
      }
    }
  }

  @Test
  void composite_isTheSumOfItsParts() {
    Random random = new Random(6);
    Composite mixed =
        new Composite(
            List.of(
                new Composite.Part(2, new Bernoulli(true)),
                new Composite.Part(1, new PixelGaussian(1e-3)),
                new Composite.Part(1, new Poisson(1))));
    Tensor decoded = decoded(mixed, 1, 4, random);
    double[] d = decoded.toDoubleArray();
    Tensor x = Tensor.of(Shape.of(1, 4), 1.0, 0.0, 0.4, 3.0);
    double expected =
        logDensity(
                new Bernoulli(true),
                Tensor.of(Shape.of(1, 2), 1.0, 0.0),
                Tensor.of(Shape.of(1, 2), d[0], d[1]))[0]
            + logDensity(
                new PixelGaussian(1e-3),
                Tensor.of(Shape.of(1, 1), 0.4),
                Tensor.of(Shape.of(1, 2), d[2], d[3]))[0]
            + logDensity(
                new Poisson(1), Tensor.of(Shape.of(1, 1), 3.0), Tensor.of(Shape.of(1, 1), d[4]))[0];
    assertEquals(expected, logDensity(mixed, x, decoded)[0], 1e-12);
    assertEquals(Shape.of(1, 4), mixed.mean(Var.constant(decoded)).shape());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> mixed.outputsFor(5));
    assertEquals("composite: parts must cover the 5 features; got 4", refused.getMessage());
  }

  @Test
  void badSettings_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> new FixedGaussian(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new PixelGaussian(0));
    assertThrows(IllegalArgumentException.class, () -> new Categorical(1));
    assertThrows(IllegalArgumentException.class, () -> new Poisson(-1));
    assertThrows(IllegalArgumentException.class, () -> new Composite(List.of()));
  }
}
