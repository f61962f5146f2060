package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Encoder;
import org.vae4j.models.Prior;
import org.vae4j.models.Vae;
import org.vae4j.models.VaeBuilder;
import org.vae4j.models.data.Datasets;
import org.vae4j.models.data.Split;
import org.vae4j.models.evaluate.Diagnostics;
import org.vae4j.models.evaluate.Evaluation;
import org.vae4j.models.evaluate.Symptom;
import org.vae4j.models.layer.Initializer;

/** The start of a VampPrior as diagnostics see it, on drawn digits. */
class ComponentSymptomTest {
  private static final int COMPONENTS = 50;
  private final Split digits = Datasets.load("strokes").train().slice(0, 500);

  private interface Start {
    Prior of(Encoder encoder, Shape shape, Initializer initializer);
  }

  private List<String> symptoms(Start start) {
    VaeBuilder builder = Vae.builder(digits.features()).hidden(100).latent(10).seed(1);
    Shape shape = Shape.of(COMPONENTS, digits.features());
    Vae vae = builder.build(encoder -> start.of(encoder, shape, builder.initializer()));
    try (Engine engine = Engine.open(Backend.CPU, 2);
        Evaluation evaluation = new Evaluation(engine, vae, 1)) {
      Diagnostics found = evaluation.diagnostics(digits, digits);
      return Symptom.in(found).stream().map(Symptom::toString).toList();
    }
  }

  @Test
  void pseudoInputsFromPixelNoise_areNamedAsOne() {
    List<String> found =
        symptoms((e, shape, i) -> VampPrior.fromNoise(e, shape, PseudoInputs.NOISE, i));
    assertTrue(
        found.stream().anyMatch(s -> s.contains("50 components are one and the same")),
        found.toString());
    assertTrue(
        found.stream().anyMatch(s -> s.contains("start them from training rows")),
        found.toString());
  }

  @Test
  void pseudoInputsFromTrainingRows_areApart() {
    float[] rows = new float[COMPONENTS * digits.features()];
    for (int k = 0; k < COMPONENTS; k++) {
      digits.fill(k, rows, k * digits.features());
    }
    List<String> found =
        symptoms(
            (e, shape, i) -> VampPrior.fromRows(e, Tensor.of(shape, rows), PseudoInputs.ROWS, i));
    assertEquals(List.of(), found.stream().filter(s -> s.contains("components")).toList());
  }
}
