package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autodiff.Gradients;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.Encoded;
import org.vae4j.models.Encoder;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.option.OptionValues;
import org.vae4j.models.posterior.Posterior;
import org.vae4j.priors.contract.Perturbation;

class VampPriorTest {
  private static final Initializer INITIALIZER = new Initializer(2);
  private static final Var POINTS =
      Var.constant(Tensor.of(Shape.of(3, 2), 0.1, -0.2, 1.5, 0.4, -2.0, 3.0));

  private static VampPrior at(Encoder encoder, PseudoInputs.Clip clip, double... pixels) {
    Shape shape = Shape.of(pixels.length / Subjects.FEATURES, Subjects.FEATURES);
    PseudoInputs how = new PseudoInputs(PseudoInputs.Start.ROWS, 0, 0, clip, false);
    return VampPrior.fromRows(encoder, Tensor.of(shape, pixels), how, INITIALIZER);
  }

  @Test
  void logDensity_ofOnePseudoInput_isTheEncodersPosterior() {
    Encoder encoder = Subjects.encoder();
    VampPrior prior = at(encoder, PseudoInputs.Clip.UNIT, 0.1, 0.9, 0.4, 0.3);
    Posterior q = encoder.encode(prior.pseudoInputs());
    assertArrayEquals(
        Engine.evaluate(q.logDensity(POINTS)).toDoubleArray(),
        Engine.evaluate(prior.logDensity(POINTS)).toDoubleArray(),
        1e-14);
  }

  @Test
  void logDensity_ofEqualPseudoInputs_doesNotDependOnTheirNumber() {
    Encoder encoder = Subjects.encoder();
    double[] row = {0.1, 0.9, 0.4, 0.3};
    double[] rows = new double[20];
    Arrays.setAll(rows, i -> row[i % 4]);
    assertArrayEquals(
        Engine.evaluate(at(encoder, PseudoInputs.Clip.UNIT, row).logDensity(POINTS))
            .toDoubleArray(),
        Engine.evaluate(at(encoder, PseudoInputs.Clip.UNIT, rows).logDensity(POINTS))
            .toDoubleArray(),
        1e-13);
  }

  @Test
  void parameters_areThePseudoInputsAlone() {
    VampPrior prior = at(Subjects.encoder(), PseudoInputs.Clip.UNIT, 0.1, 0.9, 0.4, 0.3);
    assertEquals(
        List.of("prior.pseudo-inputs"), prior.parameters().stream().map(Parameter::name).toList());
  }

  @Test
  void logDensity_sendsGradientsToTheEncoderAndThePseudoInputs() {
    VampPrior prior = at(Subjects.encoder(), PseudoInputs.Clip.UNIT, 0.1, 0.9, 0.4, 0.3);
    Graph graph = Graph.of(Map.of("loss", prior.logDensity(POINTS).sum()));
    List<Var> leaves = graph.nodes().stream().filter(node -> node.op().is(Ops.PARAMETER)).toList();
    assertEquals(1 + Subjects.encoder().parameters().size(), leaves.size());
    for (Var gradient : Gradients.of(graph.output("loss"), leaves)) {
      double[] values = Engine.evaluate(gradient).toDoubleArray();
      assertTrue(Arrays.stream(values).anyMatch(value -> value != 0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void clip_decidesTheValueAndWhatLearns(PseudoInputs.Clip clip) {
    VampPrior prior = at(Subjects.encoder(), clip, -0.5, 0.25, 1.5, 1.0);
    boolean clipped = clip != PseudoInputs.Clip.NONE;
    double[] expected = clipped ? new double[] {0, 0.25, 1, 1} : new double[] {-0.5, 0.25, 1.5, 1};
    assertArrayEquals(expected, Engine.evaluate(prior.pseudoInputs()).toDoubleArray(), 1e-15);
    double[] gradient = gradient(prior);
    boolean stuck = clip == PseudoInputs.Clip.UNIT;
    assertEquals(stuck ? 0 : 1, gradient[0]);
    assertEquals(1, gradient[1]);
    assertEquals(stuck ? 0 : 1, gradient[2]);
  }

  /**
   * Where the density wants a pixel beyond the range, the clip decides whether it may come back.
   */
  @Test
  void logDensity_underAStraightThroughClip_movesClippedPixels() {
    double[] stuck = pixelGradients(PseudoInputs.Clip.UNIT);
    double[] free = pixelGradients(PseudoInputs.Clip.UNIT_STRAIGHT_THROUGH);
    for (int pixel : new int[] {0, 2}) {
      assertEquals(0, Math.abs(stuck[pixel]), "pixel " + pixel + " under the authors' clip");
      assertTrue(Math.abs(free[pixel]) > 1e-4, "pixel " + pixel + " passes " + free[pixel]);
    }
    assertEquals(stuck[1], free[1], 1e-15);
  }

  private static double[] pixelGradients(PseudoInputs.Clip clip) {
    VampPrior prior = at(Subjects.encoder(), clip, -0.5, 0.25, 1.5, 1.0);
    Var loss = prior.logDensity(POINTS).sum();
    return Engine.evaluate(Subjects.gradients(loss, prior.parameters()).get(0)).toDoubleArray();
  }

  @Test
  void logDensity_ofLearnedWeights_isTheWeightedSum() {
    Encoder encoder = Subjects.encoder();
    PseudoInputs how = PseudoInputs.NOISE.withWeights(true);
    VampPrior prior = VampPrior.fromNoise(encoder, Shape.of(3, 4), how, INITIALIZER);
    assertEquals(
        List.of("prior.pseudo-inputs", "prior.logits"),
        prior.parameters().stream().map(Parameter::name).toList());
    prior
        .parameters()
        .get(1)
        .assign(Tensor.of(Shape.of(3), Math.log(0.5), Math.log(0.2), Math.log(0.3)));
    double[] each =
        Engine.evaluate(encoder.encode(prior.pseudoInputs()).logDensities(POINTS)).toDoubleArray();
    double[] expected = new double[3];
    for (int i = 0; i < 3; i++) {
      expected[i] =
          Math.log(
              0.5 * Math.exp(each[3 * i])
                  + 0.2 * Math.exp(each[3 * i + 1])
                  + 0.3 * Math.exp(each[3 * i + 2]));
    }
    assertArrayEquals(expected, Engine.evaluate(prior.logDensity(POINTS)).toDoubleArray(), 1e-13);
  }

  @Test
  void restart_takesTheExamplesInTheMiddleOfClusters() {
    VampPrior prior =
        VampPrior.fromNoise(Subjects.encoder(), Shape.of(2, 4), PseudoInputs.NOISE, INITIALIZER);
    Tensor codes = Tensor.of(Shape.of(5, 2), 0.0, 0, 1, 0, 2, 0.1, 9, 9, 10, 10);
    double[] examples = new double[20];
    Arrays.setAll(examples, i -> i / 4);
    prior.restart(new Encoded(Tensor.of(Shape.of(5, 4), examples), codes), 1);
    double[] pixels = prior.parameters().get(0).value().toDoubleArray();
    double[] first = {pixels[0], pixels[4]};
    Arrays.sort(first);
    assertEquals(1, first[0]);
    assertTrue(first[1] >= 3);
  }

  private static double[] gradient(VampPrior prior) {
    Graph graph = Graph.of(Map.of("sum", prior.pseudoInputs().sum()));
    Var leaf =
        graph.nodes().stream()
            .filter(node -> node.op().is(Ops.PARAMETER))
            .findFirst()
            .orElseThrow();
    return Engine.evaluate(Gradients.of(graph.output("sum"), List.of(leaf)).get(0)).toDoubleArray();
  }

  @Test
  void create_fromNoise_hasTheAuthorsMeanAndSpread() {
    Shape shape = Shape.of(500, Subjects.FEATURES);
    VampPrior prior =
        VampPrior.fromNoise(Subjects.encoder(), shape, PseudoInputs.NOISE, INITIALIZER);
    double[] start = prior.parameters().get(0).value().toDoubleArray();
    double mean = Arrays.stream(start).average().orElse(0);
    double variance = Arrays.stream(start).map(w -> (w - mean) * (w - mean)).average().orElse(0);
    assertEquals(0.05, mean, 0.001);
    assertEquals(0.01, Math.sqrt(variance), 0.001);
    assertEquals(500, prior.components());
  }

  private static OptionValues three(PseudoInputs start) {
    return OptionValues.none()
        .with(VampPrior.Family.COMPONENTS, 3)
        .with(VampPrior.Family.START, start);
  }

  @Test
  void create_ofPixels_keepsPseudoInputsAmongThem() {
    assertEquals(1, greatest(true));
    assertTrue(greatest(false) > 1);
  }

  /** The greatest pixel of pseudo-inputs that have moved away from the start. */
  private static double greatest(boolean unit) {
    Examples examples =
        new Examples(4, Subjects.FEATURES, unit, count -> Tensor.zeros(Shape.of(count, 4)));
    VampPrior prior =
        (VampPrior)
            PriorCatalogue.load()
                .create(
                    "vamp",
                    new PriorContext(
                        Subjects.encoder(), examples, three(PseudoInputs.NOISE), INITIALIZER));
    Perturbation.of(3, 1).applyTo(prior);
    double[] pixels = Engine.evaluate(prior.pseudoInputs()).toDoubleArray();
    return Arrays.stream(pixels).max().orElseThrow();
  }

  @Test
  void create_fromRows_startsNearThem() {
    PriorContext context =
        Subjects.context(Subjects.encoder(), Subjects.FEATURES, three(PseudoInputs.ROWS));
    Parameter start = new VampPrior.Family().create(context).parameters().get(0);
    assertEquals(Shape.of(Subjects.COMPONENTS, Subjects.FEATURES), start.shape());
    for (double pixel : start.value().toDoubleArray()) {
      assertEquals(0.5, pixel, 0.05);
      assertNotEquals(0.5, pixel);
    }
  }

  @Test
  void create_fromTooFewRows_isRefused() {
    Examples examples =
        new Examples(
            4, Subjects.FEATURES, true, count -> Tensor.zeros(Shape.of(2, Subjects.FEATURES)));
    PriorContext few =
        new PriorContext(Subjects.encoder(), examples, three(PseudoInputs.ROWS), INITIALIZER);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new VampPrior.Family().create(few));
    assertEquals(
        "vamp: pseudo-inputs start from training rows [3, 4]; got [2, 4]", refused.getMessage());
  }

  @Test
  void pseudoInputs_noiseThatIsNoNumber_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new PseudoInputs(
                PseudoInputs.Start.ZERO, Double.NaN, 0.01, PseudoInputs.Clip.UNIT, false));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PseudoInputs(PseudoInputs.Start.ZERO, 0, -1, PseudoInputs.Clip.UNIT, false));
  }
}
