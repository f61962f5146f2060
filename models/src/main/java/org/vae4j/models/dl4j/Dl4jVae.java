package org.vae4j.models.dl4j;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.variational.BernoulliReconstructionDistribution;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.vae4j.autodiff.Parameter;
import org.vae4j.core.DType;
import org.vae4j.core.Tensor;
import org.vae4j.models.Decoder;
import org.vae4j.models.Encoder;
import org.vae4j.models.Prior;
import org.vae4j.models.Vae;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Mlp;
import org.vae4j.models.likelihood.Bernoulli;
import org.vae4j.models.store.Weights;

/**
 * Models and Deeplearning4j's {@code VariationalAutoencoder} layer, each made from the other: fully
 * connected networks with tanh or relu, a diagonal Gaussian posterior, Bernoulli features.
 *
 * <p>The layer's prior is N(0, I) always. Its loss and gradients are those of the evidence lower
 * bound here: with the same weights and noise they agree to rounding. Only where a probability
 * rounds to 0 or 1 the layer counts the logarithm as 0, and this project does not.
 */
public final class Dl4jVae {
  private Dl4jVae() {}

  /**
   * A network of one layer that computes as {@code vae} does under N(0, I), with its weights, in
   * {@code dtype}; it trains by Adam at rate 1e-3. Throws {@code IllegalArgumentException} for a
   * model that the layer cannot express.
   */
  public static MultiLayerNetwork network(Vae vae, DType dtype) {
    Architecture architecture = Architecture.of(vae);
    VariationalAutoencoder layer =
        new VariationalAutoencoder.Builder()
            .nIn(architecture.features())
            .nOut(architecture.latent())
            .encoderLayerSizes(array(architecture.up()))
            .decoderLayerSizes(array(architecture.down()))
            .activation(
                architecture.activation() == Activation.TANH
                    ? new ActivationTanH()
                    : new ActivationReLU())
            .pzxActivationFn(new ActivationIdentity())
            .reconstructionDistribution(new BernoulliReconstructionDistribution())
            .build();
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(dtype == DType.FLOAT64 ? DataType.DOUBLE : DataType.FLOAT)
                .updater(new Adam(1e-3))
                .list(layer)
                .build());
    network.init();
    copy(vae, network);
    return network;
  }

  /**
   * A model with the network's architecture and weights, under the prior that {@code prior} makes
   * for its encoder. Throws {@code IllegalArgumentException} unless the network is one
   * variational-autoencoder layer of a kind that {@link #network} makes.
   */
  public static Vae vae(MultiLayerNetwork network, Function<Encoder, Prior> prior) {
    VariationalAutoencoder layer = layer(network);
    Activation activation = activation(layer.getActivationFn());
    Initializer initializer = new Initializer(0);
    int features = Math.toIntExact(layer.getNIn());
    int latent = Math.toIntExact(layer.getNOut());
    Mlp up =
        new Mlp("encoder", features, list(layer.getEncoderLayerSizes()), activation, initializer);
    Mlp down =
        new Mlp("decoder", latent, list(layer.getDecoderLayerSizes()), activation, initializer);
    Encoder encoder = new Encoder(up, latent, initializer);
    Decoder decoder = new Decoder(down, features, new Bernoulli(true), initializer);
    Vae vae = new Vae(encoder, decoder, prior.apply(encoder));
    copy(network, vae);
    return vae;
  }

  /**
   * Gives the network the model's weights; throws {@code IllegalArgumentException} unless it has
   * the model's architecture.
   */
  public static void copy(Vae from, MultiLayerNetwork to) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Parameter parameter : layers(from)) {
      values.put(key(parameter.name()), parameter.value());
    }
    checkShapes(values, to);
    values.forEach((key, value) -> to.getLayer(0).setParam(key, value.toINDArray()));
  }

  /**
   * Gives the model the network's weights; a prior keeps what it has of its own. Throws {@code
   * IllegalArgumentException} unless the network has the model's architecture.
   */
  public static void copy(MultiLayerNetwork from, Vae to) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    layers(to).forEach(parameter -> values.put(key(parameter.name()), parameter.value()));
    checkShapes(values, from);
    Map<String, Tensor> weights = Weights.of(to);
    for (Parameter parameter : layers(to)) {
      weights.put(parameter.name(), Tensor.from(from.getLayer(0).getParam(key(parameter.name()))));
    }
    Weights.assign(to, weights);
  }

  /**
   * What the layer calls a parameter of this name: {@code encoder.0.weight} is {@code e0W}, {@code
   * decoder.output.bias} is {@code pXZb}. Throws {@code IllegalArgumentException} for a parameter
   * that the layer has no place for.
   */
  public static String key(String parameter) {
    String[] parts = parameter.split("\\.");
    if (parts.length == 3 && (parts[2].equals("weight") || parts[2].equals("bias"))) {
      String suffix = parts[2].equals("weight") ? "W" : "b";
      String layer =
          switch (parts[0] + "." + parts[1]) {
            case "encoder.mean" -> "pZXMean";
            case "encoder.log-var" -> "pZXLogStd2";
            case "decoder.output" -> "pXZ";
            default -> parts[1].matches("\\d+") ? parts[0].charAt(0) + parts[1] : "";
          };
      if (!layer.isEmpty()) {
        return layer + suffix;
      }
    }
    throw new IllegalArgumentException(
        "dl4j: a parameter must belong to a dense layer of encoder or decoder; got " + parameter);
  }

  private static List<Parameter> layers(Vae vae) {
    return Stream.of(vae.encoder().parameters(), vae.decoder().parameters())
        .flatMap(List::stream)
        .toList();
  }

  private static void checkShapes(Map<String, Tensor> values, MultiLayerNetwork network) {
    layer(network);
    Map<String, String> expected = new LinkedHashMap<>();
    values.forEach((key, value) -> expected.put(key, value.shape().toString()));
    Map<String, String> got = new LinkedHashMap<>();
    network
        .getLayer(0)
        .paramTable()
        .forEach((key, value) -> got.put(key, Arrays.toString(value.shape())));
    if (!expected.equals(got)) {
      throw new IllegalArgumentException(
          "dl4j: network must have the shapes " + expected + "; got " + got);
    }
  }

  private static VariationalAutoencoder layer(MultiLayerNetwork network) {
    Layer only = network.getLayerWiseConfigurations().getConf(0).getLayer();
    if (network.getnLayers() == 1 && only instanceof VariationalAutoencoder layer) {
      boolean bernoulli =
          layer.getOutputDistribution() instanceof BernoulliReconstructionDistribution b
              && b.getActivationFn() instanceof ActivationSigmoid;
      if (bernoulli && layer.getPzxActivationFn() instanceof ActivationIdentity) {
        return layer;
      }
    }
    throw new IllegalArgumentException(
        "dl4j: network must be one variational autoencoder layer with Bernoulli features by"
            + " sigmoid and identity for p(z|x); got "
            + only);
  }

  private static Activation activation(IActivation function) {
    if (function instanceof ActivationTanH) {
      return Activation.TANH;
    } else if (function instanceof ActivationReLU) {
      return Activation.RELU;
    }
    throw new IllegalArgumentException("dl4j: activation must be tanh or relu; got " + function);
  }

  private static int[] array(List<Integer> widths) {
    return widths.stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<Integer> list(int... widths) {
    return Arrays.stream(widths).boxed().toList();
  }
}
