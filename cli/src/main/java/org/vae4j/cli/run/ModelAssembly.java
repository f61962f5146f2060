package org.vae4j.cli.run;

import java.util.List;
import org.vae4j.cli.config.LikelihoodName;
import org.vae4j.cli.config.ModelConfig;
import org.vae4j.cli.config.NetworkConfig;
import org.vae4j.cli.config.NetworkName;
import org.vae4j.cli.config.PriorConfig;
import org.vae4j.cli.config.RunConfig;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Headroom;
import org.vae4j.models.Encoder;
import org.vae4j.models.MixturePrior;
import org.vae4j.models.Prior;
import org.vae4j.models.Vae;
import org.vae4j.models.VaeBuilder;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Split;
import org.vae4j.models.layer.Convolution;
import org.vae4j.models.layer.Image;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.likelihood.Bernoulli;
import org.vae4j.models.likelihood.Categorical;
import org.vae4j.models.likelihood.ContinuousBernoulli;
import org.vae4j.models.likelihood.DiscretisedLogistic;
import org.vae4j.models.likelihood.FixedGaussian;
import org.vae4j.models.likelihood.Gaussian;
import org.vae4j.models.likelihood.Laplace;
import org.vae4j.models.likelihood.Likelihood;
import org.vae4j.models.likelihood.NegativeBinomial;
import org.vae4j.models.likelihood.PixelGaussian;
import org.vae4j.models.likelihood.Poisson;
import org.vae4j.priors.Examples;
import org.vae4j.priors.GaussianMixturePrior;
import org.vae4j.priors.MixtureOptions;
import org.vae4j.priors.PriorCatalogue;
import org.vae4j.priors.PriorContext;
import org.vae4j.priors.PriorFamily;

/** The model that a config asks for: networks, q(z|x), p(x|z) and p(z). */
final class ModelAssembly {
  private static final int GREY_LEVELS = 256;

  /** As many codes show a distribution well enough, and cluster in seconds. */
  private static final int START_ROWS = 10_000;

  /** Pixels of a filter. */
  private static final long FILTER =
      (long) Convolution.HALVING.height() * Convolution.HALVING.width();

  /** Of a pixel: the square of half a grey level. */
  private static final double LEAST_VARIANCE = Math.pow(0.5 / 255, 2);

  private final RunConfig config;
  private final NetworkConfig network;
  private final ModelConfig model;
  private final PriorConfig prior;
  private final Dataset dataset;
  private final PriorFamily family;

  /** Throws {@code IllegalArgumentException} where the model does not fit the data. */
  ModelAssembly(RunConfig config, Dataset dataset) {
    this.config = config;
    this.network = config.network();
    this.model = config.model();
    this.prior = config.prior();
    this.dataset = dataset;
    this.family = PriorCatalogue.load().find(prior.prior());
    checkLikelihood();
    checkLayers();
  }

  private void checkLikelihood() {
    if (model.likelihood() == LikelihoodName.BERNOULLI && !dataset.binary()) {
      throw new IllegalArgumentException(
          "likelihood bernoulli: pixels must be 0 or 1; got grey ones in "
              + config.data().data()
              + " (--binarize threshold or dynamic makes them so;"
              + " bernoulli-grey and gaussian take grey ones)");
    }
  }

  /** No layer may have more weights than an array has places. */
  private void checkLayers() {
    if (network.network() == NetworkName.CONV) {
      checkConvolutions();
      return;
    }
    long inputs = dataset.features();
    for (int outputs : network.hidden()) {
      checkWeights("hidden", inputs, outputs);
      inputs = outputs;
    }
    checkWeights("latent", inputs, model.latent());
    if (model.levels() == 2) {
      checkWeights("upper-latent", inputs, model.upperLatent());
    }
  }

  private void checkConvolutions() {
    List<Integer> channels = network.channels();
    Vae.builder(dataset.features()).convolutions(image(), channels, network.dense());
    long inputs = 1;
    for (int outputs : channels) {
      checkWeights("channels", FILTER * inputs, outputs);
      inputs = outputs;
    }
    long height = dataset.rows() >> channels.size();
    long width = dataset.columns() >> channels.size();
    checkWeights("dense", height * width * inputs, network.dense());
    checkWeights("latent", network.dense(), model.latent());
  }

  private Image image() {
    return new Image(dataset.rows(), dataset.columns(), 1);
  }

  private static void checkWeights(String name, long inputs, int outputs) {
    if (!(inputs * outputs <= Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "%s must make arrays of <= %d weights; got %d x %d"
              .formatted(name, Integer.MAX_VALUE, inputs, outputs));
    }
  }

  /** Whether training goes by a relaxed surrogate, at a temperature. */
  boolean relaxed() {
    return prior.options().of(GaussianMixturePrior.Family.HANDLING).relaxed();
  }

  /** A new model with the start values of the config's seed. */
  Vae vae() {
    VaeBuilder builder =
        Vae.builder(dataset.features())
            .hidden(network.hidden())
            .latent(model.latent())
            .activation(network.activation())
            .normalization(network.normalization())
            .dropout(network.dropout())
            .residual(network.residual())
            .upperLatent(model.levels() == 1 ? 0 : model.upperLatent())
            .posterior(model.posterior(), model.options())
            .likelihood(likelihood())
            .seed(config.training().seed());
    if (network.network() == NetworkName.CONV) {
      builder.convolutions(image(), network.channels(), network.dense());
    }
    return builder.build(encoder -> prior(encoder, builder.initializer()));
  }

  private Likelihood likelihood() {
    return switch (model.likelihood()) {
      case BERNOULLI -> new Bernoulli(true);
      case BERNOULLI_GREY -> new Bernoulli(false);
      case CONTINUOUS_BERNOULLI -> new ContinuousBernoulli();
      case GAUSSIAN -> new Gaussian(model.gaussianSd());
      case GAUSSIAN_FIXED -> new FixedGaussian(model.gaussianSd());
      case GAUSSIAN_PIXEL -> new PixelGaussian(LEAST_VARIANCE);
      case LAPLACE -> new Laplace();
      case DISCRETISED_LOGISTIC -> new DiscretisedLogistic(GREY_LEVELS);
      case CATEGORICAL -> new Categorical(GREY_LEVELS);
      case POISSON -> new Poisson(GREY_LEVELS - 1);
      case NEGATIVE_BINOMIAL -> new NegativeBinomial(GREY_LEVELS - 1);
    };
  }

  private Prior prior(Encoder encoder, Initializer initializer) {
    Split train = dataset.train();
    Examples examples = new Examples(train.size(), dataset.features(), train.unit(), this::rows);
    Prior made = family.create(new PriorContext(encoder, examples, prior.options(), initializer));
    if (clusters() && made instanceof MixturePrior mixture) {
      checkClusters(mixture.components());
    }
    return made;
  }

  /** Whether the components of the prior start at clusters of codes. */
  boolean clusters() {
    return config.start().clusters() && family.concerns().containsAll(MixtureOptions.CLUSTERS);
  }

  private void checkClusters(int components) {
    int codes = Math.min(START_ROWS, dataset.train().size());
    if (!(components <= codes)) {
      throw new IllegalArgumentException(
          "initialize k-means: components must be <= the %d codes it starts from; got components %d"
              .formatted(codes, components));
    }
  }

  /** Examples whose codes the components of a prior may start from. */
  Tensor startRows() {
    return rows(Math.min(START_ROWS, dataset.train().size()));
  }

  /**
   * A random sample of training images, since a training set may be sorted by class; over again
   * where there are fewer.
   */
  private Tensor rows(int count) {
    Split train = dataset.train();
    Split sample = train.sample(Math.min(count, train.size()), config.training().seed());
    Headroom.requireHeap(
        "examples that components start from",
        (long) Float.BYTES * count * sample.features(),
        "fewer components take less");
    float[] values = new float[Math.multiplyExact(count, sample.features())];
    for (int i = 0; i < count; i++) {
      sample.fill(i % sample.size(), values, i * sample.features());
    }
    return Tensor.of(Shape.of(count, sample.features()), values);
  }
}
