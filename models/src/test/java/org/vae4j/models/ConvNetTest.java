package org.vae4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.CpuPlan;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.core.backend.WorkerTeam;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Strokes;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.layer.Image;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Normalization;
import org.vae4j.models.layer.Planes;
import org.vae4j.models.likelihood.Categorical;
import org.vae4j.models.likelihood.Likelihood;
import org.vae4j.models.likelihood.PixelGaussian;
import org.vae4j.models.objective.Elbo;
import org.vae4j.models.objective.Graphs;
import org.vae4j.models.train.EpochReport;
import org.vae4j.models.train.Listener;
import org.vae4j.models.train.Trainer;
import org.vae4j.models.train.Training;

class ConvNetTest {
  private static VaeBuilder builder(int height, int width) {
    return Vae.builder(height * width)
        .convolutions(new Image(height, width, 1), List.of(3, 5), 7)
        .latent(2);
  }

  @ParameterizedTest
  @CsvSource({"28, 28", "32, 32", "20, 20", "28, 20", "27, 13", "4, 4", "5, 31"})
  void build_forImagesOfAnySize_comesBackToTheirSize(int height, int width) {
    Vae vae = builder(height, width).build(StandardNormalFixture::of);
    Tensor x = new Initializer(1).uniform("x", Shape.of(2, height * width), 1).value();
    try (Engine engine = Engine.open(Backend.CPU, 1)) {
      assertEquals(x.shape(), vae.reconstruct(engine, x).shape());
      assertEquals(Shape.of(2, 2), vae.encode(engine, x).shape());
    }
  }

  @Test
  void build_byDefaultOfTheRace_hasTheSizesItNames() {
    Vae vae =
        Vae.builder(784)
            .convolutions(new Image(28, 28, 1), List.of(32, 64), 256)
            .activation(Activation.RELU)
            .build(StandardNormalFixture::of);
    assertEquals(
        List.of(
            "encoder.0.weight [4, 4, 1, 32]",
            "encoder.0.bias [32]",
            "encoder.1.weight [4, 4, 32, 64]",
            "encoder.1.bias [64]",
            "encoder.2.weight [3136, 256]",
            "encoder.2.bias [256]"),
        vae.encoder().trunk().parameters().stream().map(Object::toString).toList());
    assertEquals(
        List.of(
            "decoder.0.weight [40, 256]",
            "decoder.0.bias [256]",
            "decoder.1.weight [256, 3136]",
            "decoder.1.bias [3136]",
            "decoder.2.weight [4, 4, 32, 64]",
            "decoder.2.bias [32]",
            "decoder.3.weight [4, 4, 1, 32]",
            "decoder.3.bias [1]"),
        vae.decoder().parameters().stream().map(Object::toString).toList());
  }

  @Test
  void build_refusesImagesThatCannotBeHalved() {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Vae.builder(2).convolutions(new Image(1, 2, 1), List.of(3, 5), 7));
    assertEquals(
        "conv: images must be at least 4 x 4 to be halved 2 times; got 1 x 2",
        refused.getMessage());
    var other =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Vae.builder(99)
                    .convolutions(new Image(8, 8, 1), List.of(3), 7)
                    .build(StandardNormalFixture::of));
    assertEquals("vae: images must have 99 values; got 8 x 8 x 1", other.getMessage());
  }

  /** The outputs of a pixel are where the likelihood looks for them. */
  @Test
  void decode_severalOutputsForAPixel_keepsThemWithTheirPixel() {
    Var pixels = Var.constant(Tensor.of(Shape.of(1, 6), 1, 10, 2, 20, 3, 30));
    double[] planes =
        Engine.evaluate(new Planes(new Image(1, 3, 2), 2).apply(pixels)).toDoubleArray();
    assertArrayEquals(new double[] {1, 2, 3, 10, 20, 30}, planes);
    for (Likelihood likelihood : List.of(new PixelGaussian(1e-3), new Categorical(3))) {
      Vae vae = builder(8, 8).likelihood(likelihood).build(StandardNormalFixture::of);
      Tensor z = Tensor.of(Shape.of(1, 2), 0.3, -0.2);
      try (Engine engine = Engine.open(Backend.CPU, 1)) {
        assertEquals(Shape.of(1, 64), vae.decode(engine, z).shape());
      }
    }
  }

  @Test
  void training_everyKindOfLayer_leavesNothingToTheHost() {
    for (Activation activation : Activation.values()) {
      Vae vae =
          builder(9, 8)
              .activation(activation)
              .normalization(Normalization.BATCH)
              .dropout(0.2)
              .residual(true)
              .build(StandardNormalFixture::of);
      try (WorkerTeam team = new WorkerTeam(1);
          ParameterVector vector = ParameterVector.pack("p", vae.parameters(), DType.FLOAT32);
          ParameterVector states = ParameterVector.pack("s", vae.states(), DType.FLOAT32)) {
        assertTrue(states.length() > 0);
        Graph graph = new Graphs(vae, new Elbo()).training(4).differentiate(Graphs.LOSS, vector);
        try (CpuPlan plan = new CpuPlan(graph, team)) {
          assertEquals(Set.of(), plan.onHost(), activation + " must have kernels throughout");
        }
      }
    }
  }

  @Test
  void fit_onStrokes_improvesTheBound() {
    Dataset strokes = Strokes.binary(1, 600, 100, 100);
    Vae vae =
        Vae.builder(784)
            .convolutions(new Image(28, 28, 1), List.of(8, 16), 32)
            .activation(Activation.RELU)
            .normalization(Normalization.BATCH)
            .latent(5)
            .build(StandardNormalFixture::of);
    List<Double> bounds = new ArrayList<>();
    Listener keep =
        new Listener() {
          @Override
          public void onEpoch(EpochReport report) {
            bounds.add(report.validation().negElbo());
          }
        };
    try (Engine engine = Engine.open(Backend.CPU, 2)) {
      Trainer.fit(engine, vae, strokes, Training.defaults().withEpochs(2).withBatch(50), keep);
    }
    double coin = 784 * Math.log(2);
    assertTrue(bounds.get(1) < bounds.get(0) && bounds.get(0) < coin, () -> "" + bounds);
  }
}
