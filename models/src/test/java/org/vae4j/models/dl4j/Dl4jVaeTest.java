package org.vae4j.models.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.StandardNormalFixture;
import org.vae4j.models.Vae;
import org.vae4j.models.VaeBuilder;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.likelihood.Gaussian;
import org.vae4j.models.objective.Elbo;
import org.vae4j.models.objective.Graphs;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.Pass;
import org.vae4j.models.store.Weights;

class Dl4jVaeTest {
  private static final int BATCH = 9;
  private static final int FEATURES = 14;
  private static final int LATENT = 3;
  private static final long SEED = 5;

  private static VaeBuilder builder() {
    return Vae.builder(FEATURES).hidden(8, 6).latent(LATENT).seed(SEED);
  }

  /** A model with no parameter at a special value, and no probability that rounds to 0 or 1. */
  private static Vae vae(Activation activation) {
    Vae vae = builder().activation(activation).build(StandardNormalFixture::of);
    Random random = new Random(SEED);
    for (Parameter parameter : vae.parameters()) {
      double[] values = parameter.value().toDoubleArray();
      for (int i = 0; i < values.length; i++) {
        values[i] += 0.1 * random.nextGaussian();
      }
      parameter.assign(Tensor.of(parameter.shape(), values));
    }
    return vae;
  }

  private static Tensor examples() {
    Random random = new Random(SEED);
    double[] x = new double[BATCH * FEATURES];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextBoolean() ? 1 : 0;
    }
    return Tensor.of(Shape.of(BATCH, FEATURES), x);
  }

  /** The loss, its two terms and its gradients under the layer's names. */
  private record Step(
      double loss, double reconstruction, double kl, Map<String, double[]> gradients) {}

  /** What the layer computes, and the noise that it drew for it. */
  private record Theirs(Step step, double[] noise) {}

  private static Theirs theirs(MultiLayerNetwork network, Tensor x, DType dtype) {
    INDArray input = x.as(dtype).toINDArray();
    // The layer draws from ND4J's generator: what it will draw is drawn here first.
    Nd4j.getRandom().setSeed(SEED);
    INDArray noise = Nd4j.randn(input.dataType(), BATCH, LATENT);
    Nd4j.getRandom().setSeed(SEED);
    network.initGradientsView();
    VariationalAutoencoder layer = (VariationalAutoencoder) network.getLayer(0);
    double[] p = new double[x.shape().size()];
    layer.setListeners(
        new BaseTrainingListener() {
          @Override
          public void onForwardPass(Model model, Map<String, INDArray> activations) {
            double[] means = Tensor.from(activations.get("pXZ")).toDoubleArray();
            System.arraycopy(means, 0, p, 0, p.length);
          }
        });
    layer.setInput(input, LayerWorkspaceMgr.noWorkspaces());
    layer.computeGradientAndScore(LayerWorkspaceMgr.noWorkspaces());
    Map<String, double[]> gradients = new HashMap<>();
    layer
        .gradient()
        .gradientForVariable()
        .forEach(
            (key, sum) -> gradients.put(key, Tensor.from(sum).times(1.0 / BATCH).toDoubleArray()));
    double reconstruction = crossEntropy(x.toDoubleArray(), p);
    Step step = new Step(layer.score(), reconstruction, layer.score() - reconstruction, gradients);
    return new Theirs(step, Tensor.from(noise).toDoubleArray());
  }

  private static double crossEntropy(double[] x, double[] p) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum -= Math.log(x[i] == 1 ? p[i] : 1 - p[i]);
    }
    return sum / BATCH;
  }

  private static Step ours(Vae vae, Tensor x, double[] noise, Backend backend) {
    try (Engine engine = Engine.open(backend, 1);
        ParameterVector vector = ParameterVector.pack("model", vae.parameters(), engine.dtype())) {
      Graph graph = new Graphs(vae, new Elbo()).training(BATCH).differentiate(Graphs.LOSS, vector);
      try (Plan plan = engine.plan(graph)) {
        plan.feed(Pass.X, x.toDoubleArray());
        plan.feed(Objective.BETA, 1);
        plan.fix(Pass.NOISE, noise);
        plan.run();
        Map<String, double[]> gradients = new HashMap<>();
        for (Parameter parameter : vector.parameters()) {
          double[] gradient = new double[parameter.shape().size()];
          vector.gradients().get(parameter.offset(), gradient, 0, gradient.length);
          gradients.put(Dl4jVae.key(parameter.name()), gradient);
        }
        return new Step(
            plan.scalar(Graphs.LOSS),
            plan.read(Graphs.RECONSTRUCTION).mean().scalar(),
            plan.read(Graphs.KL).mean().scalar(),
            gradients);
      }
    }
  }

  /** To {@code tolerance} of the greatest element of each array. */
  private static void assertAgree(Step expected, Step got, double tolerance) {
    assertEquals(expected.loss, got.loss, tolerance * expected.loss);
    assertEquals(expected.reconstruction, got.reconstruction, tolerance * expected.loss);
    assertEquals(expected.kl, got.kl, tolerance * expected.loss);
    assertEquals(expected.gradients.keySet(), got.gradients.keySet());
    expected.gradients.forEach(
        (key, gradient) -> {
          double greatest = 0;
          double difference = 0;
          for (int i = 0; i < gradient.length; i++) {
            greatest = Math.max(greatest, Math.abs(gradient[i]));
            difference = Math.max(difference, Math.abs(gradient[i] - got.gradients.get(key)[i]));
          }
          assertTrue(greatest > 1e-3, key + " has a gradient");
          assertTrue(difference <= tolerance * greatest, key + " differs by " + difference);
        });
  }

  @ParameterizedTest(name = "{0} in {1} against {2}")
  @CsvSource({
    "TANH, FLOAT64, REFERENCE, 1e-9",
    "RELU, FLOAT64, REFERENCE, 1e-9",
    "TANH, FLOAT32, CPU, 1e-5",
    "RELU, FLOAT32, CPU, 1e-5",
    "TANH, FLOAT32, ND4J, 1e-5"
  })
  void network_sameWeightsAndNoise_hasSameTermsAndGradients(
      Activation activation, DType dtype, Backend backend, double tolerance) {
    Vae vae = vae(activation);
    Tensor x = examples();
    Theirs theirs = theirs(Dl4jVae.network(vae, dtype), x, dtype);
    assertAgree(theirs.step, ours(vae, x, theirs.noise, backend), tolerance);
  }

  @Test
  void assertAgree_oneWeightMoved_isNoticed() {
    Vae vae = vae(Activation.TANH);
    Tensor x = examples();
    Theirs theirs = theirs(Dl4jVae.network(vae, DType.FLOAT64), x, DType.FLOAT64);
    Parameter bias = vae.parameters().get(1);
    double[] moved = bias.value().toDoubleArray();
    moved[0] += 1e-3;
    bias.assign(Tensor.of(bias.shape(), moved));
    Step got = ours(vae, x, theirs.noise, Backend.REFERENCE);
    assertThrows(AssertionError.class, () -> assertAgree(theirs.step, got, 1e-5));
  }

  @Test
  void vae_ofItsNetworkReadFromAFile_hasEveryBitOfTheWeights(@TempDir Path folder)
      throws Exception {
    Vae vae = vae(Activation.RELU);
    Path file = folder.resolve("vae.zip");
    Dl4jVae.network(vae, DType.FLOAT64).save(file.toFile());
    MultiLayerNetwork read = MultiLayerNetwork.load(file.toFile(), false);
    Vae again = Dl4jVae.vae(read, StandardNormalFixture::of);
    assertEquals(Weights.of(vae).keySet(), Weights.of(again).keySet());
    Weights.of(vae)
        .forEach(
            (name, value) ->
                assertEquals(
                    asList(value), asList(Weights.of(again).get(name)), () -> name + " differs"));
    assertEquals(
        asList(encoded(vae, examples())), asList(encoded(again, examples())), "codes differ");
  }

  private static List<Double> asList(Tensor tensor) {
    return java.util.Arrays.stream(tensor.toDoubleArray()).boxed().toList();
  }

  private static Tensor encoded(Vae vae, Tensor x) {
    try (Engine engine = Engine.open(Backend.REFERENCE, 1)) {
      return vae.encode(engine, x);
    }
  }

  @Test
  void network_modelThatTheLayerCannotExpress_isRefused() {
    assertRefused(
        "dl4j: hidden layers must all be tanh or all relu; got [sigmoid, times]",
        builder().activation(Activation.GATED).build(StandardNormalFixture::of));
    assertRefused(
        "dl4j: hidden layers must all be tanh or all relu; got [plus, tanh]",
        builder().hidden(5, 5).residual(true).build(StandardNormalFixture::of));
    Vae gaussian = builder().likelihood(new Gaussian()).build(StandardNormalFixture::of);
    assertRefused(
        "dl4j: likelihood must be Bernoulli; got " + gaussian.decoder().likelihood(), gaussian);
  }

  private static void assertRefused(String message, Vae vae) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Dl4jVae.network(vae, DType.FLOAT32));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void copy_networkOfOtherWidths_isRefusedAndChangesNothing() {
    Vae vae = vae(Activation.TANH);
    List<Double> before = asList(vae.parameters().get(0).value());
    Vae wider = Vae.builder(FEATURES).hidden(9, 6).latent(LATENT).build(StandardNormalFixture::of);
    MultiLayerNetwork network = Dl4jVae.network(wider, DType.FLOAT64);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Dl4jVae.copy(network, vae));
    assertTrue(refused.getMessage().startsWith("dl4j: network must have the shapes {e0W=[14, 8]"));
    assertEquals(before, asList(vae.parameters().get(0).value()));
  }
}
