package org.vae4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.layer.Dense;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.likelihood.Bernoulli;
import org.vae4j.models.store.Weights;

class VaeTest {
  private static final Tensor X = Tensor.of(Shape.of(2, 6), 1.0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1);

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void sample_isAFunctionOfTheSeed(Backend backend) {
    Vae vae = Fixtures.vae(1);
    try (Engine engine = Engine.open(backend, 2)) {
      Tensor drawn = vae.sample(engine, 4, 7);
      assertEquals(Shape.of(4, 6), drawn.shape());
      assertEquals(drawn, vae.sample(engine, 4, 7));
      assertNotEquals(drawn, vae.sample(engine, 4, 8));
      assertTrue(Arrays.stream(drawn.toDoubleArray()).allMatch(p -> p > 0 && p < 1));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void reconstruct_isTheDecodedCode(Backend backend) {
    Vae vae = Fixtures.vae(1);
    try (Engine engine = Engine.open(backend, 1)) {
      Tensor code = vae.encode(engine, X);
      assertEquals(Shape.of(2, 3), code.shape());
      double[] direct = vae.reconstruct(engine, X).toDoubleArray();
      double[] twoSteps = vae.decode(engine, code).toDoubleArray();
      for (int i = 0; i < direct.length; i++) {
        assertEquals(direct[i], twoSteps[i], 1e-6);
      }
    }
  }

  @Test
  void encode_leavesTheParametersWhereTheyWere() {
    Vae vae = Fixtures.vae(1);
    try (Engine engine = Engine.open(Backend.CPU, 1)) {
      vae.encode(engine, X);
    }
    vae.parameters().forEach(parameter -> assertNull(parameter.home()));
  }

  @Test
  void load_givesBackWhatWasSaved(@TempDir Path folder) {
    Path file = folder.resolve("model.safetensors");
    Vae saved = Fixtures.vae(1);
    Vae loaded = Fixtures.vae(2);
    assertNotEquals(Weights.of(saved), Weights.of(loaded));
    saved.save(file);
    loaded.load(file);
    assertEquals(Weights.of(saved), Weights.of(loaded));
  }

  @Test
  void load_ofAnotherArchitecture_changesNothing(@TempDir Path folder) {
    Path file = folder.resolve("model.safetensors");
    Fixtures.vae(1).save(file);
    Vae wider = Vae.builder(6).hidden(7).latent(3).build(StandardNormalFixture::of);
    Vae deeper = Vae.builder(6).hidden(5, 5).latent(3).build(StandardNormalFixture::of);
    for (Vae other : List.of(wider, deeper)) {
      var before = Weights.of(other);
      assertThrows(IllegalArgumentException.class, () -> other.load(file));
      assertEquals(before, Weights.of(other));
    }
  }

  @Test
  void builder_mirrorsTheHiddenLayers() {
    Vae vae = Vae.builder(6).hidden(5, 4).latent(3).build(StandardNormalFixture::of);
    assertEquals(
        List.of(
            "encoder.0.weight [6, 5]",
            "encoder.0.bias [5]",
            "encoder.1.weight [5, 4]",
            "encoder.1.bias [4]",
            "encoder.mean.weight [4, 3]",
            "encoder.mean.bias [3]",
            "encoder.log-var.weight [4, 3]",
            "encoder.log-var.bias [3]",
            "decoder.0.weight [3, 4]",
            "decoder.0.bias [4]",
            "decoder.1.weight [4, 5]",
            "decoder.1.bias [5]",
            "decoder.output.weight [5, 6]",
            "decoder.output.bias [6]"),
        vae.parameters().stream().map(Parameter::toString).toList());
  }

  @Test
  void builder_refusesAnEmptyCode() {
    VaeBuilder builder = Vae.builder(6).latent(0);
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> builder.build(StandardNormalFixture::of));
    assertEquals("vae: features and latent must be > 0; got 6 and 0", refused.getMessage());
  }

  @Test
  void vae_withAPriorOfAnotherSize_isRefused() {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Vae.builder(6).latent(3).build(encoder -> new StandardNormalFixture(2)));
    assertEquals(
        "vae: encoder and prior must have one latent size; got 3 and 2", refused.getMessage());
  }

  @Test
  void decoder_ofANetworkWithoutHead_isThatNetwork() {
    Initializer initializer = new Initializer(1);
    Dense network = Dense.glorot("network", 3, 6, initializer);
    Decoder decoder = new Decoder(network, 6, new Bernoulli(true));
    assertEquals(network.parameters(), decoder.parameters());
    assertEquals(Shape.of(2, 6), decoder.decode(Var.zeros(Shape.of(2, 3))).shape());
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> new Decoder(network, 5, new Bernoulli(true)));
    assertEquals("decoder: network must have 5 outputs; got 6", refused.getMessage());
  }
}
