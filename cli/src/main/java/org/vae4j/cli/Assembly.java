package org.vae4j.cli;

import java.util.Map;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Preflight;
import org.vae4j.models.Encoder;
import org.vae4j.models.Prior;
import org.vae4j.models.Vae;
import org.vae4j.models.VaeBuilder;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Datasets;
import org.vae4j.models.data.Split;
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
import org.vae4j.models.objective.Graphs;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.ObjectiveSettings;
import org.vae4j.models.train.Optimization;
import org.vae4j.models.train.Rule;
import org.vae4j.models.train.Temperature;
import org.vae4j.models.train.Training;
import org.vae4j.priors.ComponentHandling;
import org.vae4j.priors.PriorCatalogue;
import org.vae4j.priors.PriorContext;
import org.vae4j.priors.PriorFamily;
import org.vae4j.priors.PseudoInputs;

/**
 * The objects that a config asks for. Nothing else reads a config: above are no tensors, below no
 * flags.
 */
final class Assembly {
  /** Validation and test images are the same whatever the seed of a run. */
  private static final long BINARIZATION_SEED = 0;

  private static final int GREY_LEVELS = 256;

  /** Of a pixel: the square of half a grey level. */
  private static final double LEAST_VARIANCE = Math.pow(0.5 / 255, 2);

  private final RunConfig config;
  private final Images images;
  private final PriorFamily family;
  private final Objective objective;

  /**
   * The images of a config.
   *
   * @param dataset as the likelihood sees it
   * @param sha256 digest before binarisation
   */
  record Images(Dataset dataset, String sha256) {
    /** Reads or draws them; throws {@code IllegalArgumentException} that says what is broken. */
    static Images of(RunConfig config) {
      Dataset raw = Datasets.load(config.data());
      return new Images(raw.binarized(config.binarize(), BINARIZATION_SEED), raw.sha256());
    }

    /** What results on them are bound to, besides the flags. */
    Comparison.Protocol protocol(Map<String, Object> config) {
      return new Comparison.Protocol(
          config, sha256, dataset.train().size(), dataset.valid().size(), dataset.test().size());
    }
  }

  /**
   * What {@code config} asks for, on these images. Throws {@code IllegalArgumentException} where it
   * does not fit them.
   */
  Assembly(RunConfig config, Images images) {
    this.config = config;
    this.images = images;
    this.family = PriorCatalogue.load().find(config.prior());
    this.objective = objective(config);
    checkLikelihood();
    checkComponents();
    checkLayers();
    if (!(dataset().test().size() >= 2)) {
      throw new IllegalArgumentException(
          "test: must hold >= 2 images for a standard error; got " + dataset().test().size());
    }
    checkObjective();
  }

  private void checkLikelihood() {
    if (config.likelihood() == LikelihoodName.BERNOULLI && !dataset().binary()) {
      throw new IllegalArgumentException(
          "likelihood bernoulli: pixels must be 0 or 1; got grey ones in "
              + config.data()
              + " (--binarize threshold or dynamic makes them so;"
              + " bernoulli-grey and gaussian take grey ones)");
    }
  }

  /** Not every objective goes with every posterior and prior; to trace it is to know. */
  private void checkObjective() {
    new Graphs(vae(), objective).training(1);
  }

  private void checkComponents() {
    if (!family.options().contains("components")) {
      return;
    }
    int components =
        config
            .components()
            .of(config.prior())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "components must be given for prior " + config.prior() + "; got none"));
    checkWeights("components", dataset().features(), components);
  }

  /** No layer may have more weights than an array has places. */
  private void checkLayers() {
    long inputs = dataset().features();
    for (int outputs : config.hidden()) {
      checkWeights("hidden", inputs, outputs);
      inputs = outputs;
    }
    checkWeights("latent", inputs, config.latent());
  }

  private static void checkWeights(String name, long inputs, int outputs) {
    if (!(inputs * outputs <= Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "%s must make arrays of <= %d weights; got %d x %d"
              .formatted(name, Integer.MAX_VALUE, inputs, outputs));
    }
  }

  /** The config itself. */
  RunConfig config() {
    return config;
  }

  /** The images. */
  Images images() {
    return images;
  }

  /** The images as the model sees them. */
  Dataset dataset() {
    return images.dataset();
  }

  /** The back end and its workers, to be closed; says so on the terminal if it is a second best. */
  Engine engine(Terminal terminal) {
    Preflight machine = Preflight.now();
    Preflight.Selection selection = machine.select(config.backend()).enter();
    selection.warning().ifPresent(text -> terminal.err().println("warning: " + text));
    machine.blasWarning().ifPresent(text -> terminal.err().println("warning: " + text));
    return Engine.open(selection.backend(), config.threads().count());
  }

  /** What results are made with. */
  RunReport.Provenance provenance(Engine engine, long seed) {
    return new RunReport.Provenance(
        Build.version(),
        Build.commit().orElse(null),
        images.sha256(),
        Preflight.now().jvm(),
        engine.backend().toString(),
        config.threads().count(),
        seed);
  }

  /** The display of the run's progress under this title. */
  RunProgress progress(Terminal terminal, String title) {
    return new RunProgress(
        new Progress(terminal, title, System::nanoTime),
        config.epochs(),
        dataset().train().size(),
        relaxed() ? Integer.MAX_VALUE : config.warmUp());
  }

  /** Whether training goes by a relaxed surrogate, at a temperature. */
  boolean relaxed() {
    return config.gmmComponent() == ComponentHandling.GUMBEL_SOFTMAX
        && family.options().contains("gmm-component");
  }

  private static Objective objective(RunConfig config) {
    return config
        .objective()
        .create(
            new ObjectiveSettings(
                config.samples(),
                config.gradient(),
                config.kl() == KlForm.SAMPLED,
                config.beta(),
                config.freeBits(),
                config.klWeights().stream().mapToDouble(Double::doubleValue).toArray(),
                config.bounds(),
                config.share(),
                config.alpha()));
  }

  /** What training minimises. */
  Objective objective() {
    return objective;
  }

  /** A new model with the start values of the config's seed. */
  Vae vae() {
    VaeBuilder builder =
        Vae.builder(dataset().features())
            .hidden(config.hidden())
            .latent(config.latent())
            .activation(config.activation())
            .posterior(config.posterior())
            .posteriorComponents(config.posteriorComponents())
            .likelihood(likelihood())
            .seed(config.seed());
    return builder.build(encoder -> prior(encoder, builder.initializer()));
  }

  private Likelihood likelihood() {
    return switch (config.likelihood()) {
      case BERNOULLI -> new Bernoulli(true);
      case BERNOULLI_GREY -> new Bernoulli(false);
      case CONTINUOUS_BERNOULLI -> new ContinuousBernoulli();
      case GAUSSIAN -> new Gaussian();
      case GAUSSIAN_FIXED -> new FixedGaussian(config.gaussianSd());
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
            dataset().features(),
            config.components().of(config.prior()).orElse(1),
            config.gmmComponent(),
            PseudoInputs.ROWS,
            this::rows,
            initializer));
  }

  /**
   * A random sample of training images, since a training set may be sorted by class; over again
   * where there are fewer.
   */
  private Tensor rows(int count) {
    Split train = dataset().train();
    Split sample = train.sample(Math.min(count, train.size()), config.seed());
    float[] values = new float[Math.multiplyExact(count, sample.features())];
    for (int i = 0; i < count; i++) {
      sample.fill(i % sample.size(), values, i * sample.features());
    }
    return Tensor.of(Shape.of(count, sample.features()), values);
  }

  /** How to train. */
  Training training() {
    int batches = (dataset().train().size() - 1) / config.batch() + 1;
    return new Training(
        config.epochs(),
        Math.min(config.batch(), dataset().train().size()),
        config.learningRate(),
        config.warmUp(),
        config.patience(),
        config.seed(),
        Temperature.reaching(
            config.temperature(), config.temperatureMin(), (long) batches * config.epochs()),
        optimization());
  }

  private Optimization optimization() {
    Optimization any = Optimization.of(Rule.parse(config.optimizer()));
    Optimization clipped = config.clipNorm() == 0 ? any : any.withClipNorm(config.clipNorm());
    return clipped.withAverage(config.average());
  }
}
