package org.vae4j.cli.run;

import java.util.List;
import org.vae4j.cli.config.LikelihoodName;
import org.vae4j.cli.config.ModelConfig;
import org.vae4j.cli.config.NetworkConfig;
import org.vae4j.cli.config.NetworkName;
import org.vae4j.cli.config.PriorConfig;
import org.vae4j.cli.config.PseudoWeights;
import org.vae4j.cli.config.RunConfig;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.Encoder;
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
import org.vae4j.models.posterior.PosteriorSettings;
import org.vae4j.priors.PriorCatalogue;
import org.vae4j.priors.PriorContext;
import org.vae4j.priors.PriorFamily;
import org.vae4j.priors.PseudoInputs;

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
    checkComponents();
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

  private void checkComponents() {
    if (!family.options().contains("components")) {
      return;
    }
    int components =
        prior
            .components()
            .of(prior.prior())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "components must be given for prior " + prior.prior() + "; got none"));
    checkWeights("components", dataset.features(), components);
    checkClusters(components);
  }

  private void checkClusters(int components) {
    if (!clusters()) {
      return;
    }
    int codes = Math.min(START_ROWS, dataset.train().size());
    if (!(components <= codes)) {
      throw new IllegalArgumentException(
          "components must be <= the %d codes that k-means starts from; got %d"
              .formatted(codes, components));
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
    return prior.gmmComponent().relaxed() && family.options().contains("gmm-component");
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
            .posterior(model.posterior(), posteriorSettings())
            .likelihood(likelihood())
            .seed(config.training().seed());
    if (network.network() == NetworkName.CONV) {
      builder.convolutions(image(), network.channels(), network.dense());
    }
    return builder.build(encoder -> prior(encoder, builder.initializer()));
  }

  private PosteriorSettings posteriorSettings() {
    return new PosteriorSettings(
        model.posteriorComponents(), model.posteriorLayers(), model.posteriorWidth());
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
    return family.create(
        new PriorContext(
            encoder,
            dataset.features(),
            dataset.train().size(),
            prior.components().of(prior.prior()).orElse(1),
            prior.gmmCovariance(),
            prior.gmmComponent(),
            pseudoInputs(),
            prior.options(),
            this::rows,
            initializer));
  }

  /** Whether the components of the prior start at clusters of codes. */
  boolean clusters() {
    return config.start().clusters() && family.options().contains("initialize");
  }

  /** Examples whose codes the components of a prior may start from. */
  Tensor startRows() {
    return rows(Math.min(START_ROWS, dataset.train().size()));
  }

  private PseudoInputs pseudoInputs() {
    PseudoInputs start =
        switch (prior.pseudoInputs()) {
          case DATA -> PseudoInputs.ROWS;
          case NOISE -> PseudoInputs.NOISE;
        };
    return start
        .withClip(
            dataset.train().unit()
                ? PseudoInputs.Clip.UNIT_STRAIGHT_THROUGH
                : PseudoInputs.Clip.NONE)
        .withWeights(prior.pseudoWeights() == PseudoWeights.LEARNED);
  }

  /**
   * A random sample of training images, since a training set may be sorted by class; over again
   * where there are fewer.
   */
  private Tensor rows(int count) {
    Split train = dataset.train();
    Split sample = train.sample(Math.min(count, train.size()), config.training().seed());
    float[] values = new float[Math.multiplyExact(count, sample.features())];
    for (int i = 0; i < count; i++) {
      sample.fill(i % sample.size(), values, i * sample.features());
    }
    return Tensor.of(Shape.of(count, sample.features()), values);
  }
}
