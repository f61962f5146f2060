package org.vae4j.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.data.Binarization;
import org.vae4j.models.data.Datasets;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.objective.GradientEstimator;
import org.vae4j.models.objective.ObjectiveKind;
import org.vae4j.models.posterior.PosteriorKind;
import org.vae4j.models.train.Optimization;
import org.vae4j.models.train.Rule;
import org.vae4j.priors.ComponentHandling;
import org.vae4j.priors.PriorCatalogue;

/**
 * What one training run does, completely: the same config gives the same results. Each component is
 * a flag of {@code train} and a key of {@code config.yaml}; to add one, add it here and use it in
 * {@link Assembly}.
 */
record RunConfig(
    @Setting(
            label = "strokes|strokes-grey|pinwheel|rings|checkerboard|DIR",
            fallback = "strokes",
            help = "drawn digits, points in the plane, or a folder of IDX files")
        String data,
    @Setting(label = "NAME", fallback = "standard-normal", help = "prior p(z)") String prior,
    @Setting(label = "N", fallback = "10", help = "passes over the training images") int epochs,
    @Setting(label = "S", fallback = "1", help = "seed of start values, order and noise") long seed,
    @Setting(
            label = "K|PRIOR=K,..",
            fallback = "gmm=10,vamp=500",
            help = "components of a mixture prior")
        Components components,
    @Setting(fallback = "marginal", help = "component of gmm in training")
        ComponentHandling gmmComponent,
    @Setting(label = "T", fallback = "1", help = "first temperature of gumbel-softmax")
        double temperature,
    @Setting(label = "T", fallback = "0.5", help = "its last temperature") double temperatureMin,
    @Setting(label = "N,..", fallback = "300,300", help = "widths of the hidden layers")
        List<Integer> hidden,
    @Setting(label = "D", fallback = "40", help = "length of a code z") int latent,
    @Setting(fallback = "gated", help = "kind of hidden layer") Activation activation,
    @Setting(label = "RATE", fallback = "0.001", help = "step size") double learningRate,
    @Setting(
            label = "NAME[:NUMBER]",
            fallback = "adam",
            help = "adam, adamw:DECAY, rmsprop, sgd:MOMENTUM, nesterov, adamax")
        String optimizer,
    @Setting(label = "L", fallback = "0", help = "longest gradient of a step; 0: any")
        double clipNorm,
    @Setting(label = "D", fallback = "0", help = "decay of averaged parameters; 0: none")
        double average,
    @Setting(label = "N", fallback = "100", help = "images in a training step") int batch,
    @Setting(label = "N", fallback = "0", help = "epochs in which the weight of the KL grows to 1")
        int warmUp,
    @Setting(label = "N", fallback = "50", help = "stop after N epochs without progress; 0: never")
        int patience,
    @Setting(fallback = "diagonal", help = "covariance of q(z|x), or a mixture")
        PosteriorKind posterior,
    @Setting(label = "C", fallback = "3", help = "components of a mixture q(z|x)")
        int posteriorComponents,
    @Setting(fallback = "elbo", help = "what training minimises") ObjectiveKind objective,
    @Setting(label = "S", fallback = "1", help = "draws of z for an image in training") int samples,
    @Setting(fallback = "closed", help = "KL of elbo: closed where it can be, or by the draws")
        KlForm kl,
    @Setting(fallback = "total", help = "gradient estimator of elbo and iwae")
        GradientEstimator gradient,
    @Setting(label = "B", fallback = "4", help = "weight of the KL in beta-vae") double beta,
    @Setting(label = "F", fallback = "0.25", help = "nats of a dimension that free-bits leaves")
        double freeBits,
    @Setting(
            label = "M,V,L",
            fallback = "1,1,1",
            help = "weights of weighted-kl's mean, variance, log-determinant")
        List<Double> klWeights,
    @Setting(label = "M", fallback = "8", help = "bounds that miwae averages") int bounds,
    @Setting(label = "F", fallback = "0.5", help = "share of the elbo in ciwae") double share,
    @Setting(label = "A", fallback = "0.5", help = "order of renyi") double alpha,
    @Setting(fallback = "bernoulli", help = "density p(x|z) of a pixel") LikelihoodName likelihood,
    @Setting(label = "SD", fallback = "0.1", help = "standard deviation of gaussian-fixed")
        double gaussianSd,
    @Setting(fallback = "none", help = "how grey pixels become 0 or 1") Binarization binarize,
    @Setting(label = "S", fallback = "500", help = "importance samples an image for the NLL")
        int importanceSamples,
    @Setting(fallback = "auto", help = "what computes") Backend backend,
    @Setting(label = "N", fallback = "all", help = "workers; results do not depend on it")
        Threads threads) {

  /** The log-weights of one image are held at once: 8 MB. */
  private static final int MOST_SAMPLES = 1_000_000;

  static final Settings<RunConfig> SETTINGS = Settings.of(RunConfig.class);

  /** Throws {@code IllegalArgumentException} where a value breaks its rule. */
  RunConfig {
    data = located(data);
    PriorCatalogue known = PriorCatalogue.load();
    known.find(prior);
    components.priors().forEach(known::find);
    components = components.only(prior, Components.parse(SETTINGS.fallback("components")));
    hidden = List.copyOf(hidden);
    atLeast(1, "epochs", epochs);
    positive("temperature", temperature);
    positive("temperature-min", temperatureMin);
    if (!(temperatureMin <= temperature)) {
      throw new IllegalArgumentException(
          "temperature-min must be <= temperature %s; got %s"
              .formatted(Values.text(temperature), Values.text(temperatureMin)));
    }
    hidden.forEach(width -> atLeast(1, "hidden", width));
    atLeast(1, "latent", latent);
    positive("learning-rate", learningRate);
    optimizer = Rule.parse(optimizer).text();
    if (!(clipNorm >= 0)) {
      throw new IllegalArgumentException("clip-norm must be >= 0; got " + clipNorm);
    }
    Optimization.adam().withAverage(average);
    atLeast(1, "batch", batch);
    atLeast(0, "warm-up", warmUp);
    atLeast(0, "patience", patience);
    positive("gaussian-sd", gaussianSd);
    atLeast(1, "posterior-components", posteriorComponents);
    klWeights = List.copyOf(klWeights);
    atLeast(1, "importance-samples", importanceSamples);
    if (!(importanceSamples <= MOST_SAMPLES)) {
      throw new IllegalArgumentException(
          "importance-samples must be <= " + MOST_SAMPLES + "; got " + importanceSamples);
    }
  }

  /** A folder by its full path, so that the config holds from anywhere; a name as it is. */
  private static String located(String data) {
    try {
      Path folder = Path.of(data);
      boolean found = !Datasets.names().contains(data) && Files.exists(folder);
      return found ? folder.toAbsolutePath().normalize().toString() : data;
    } catch (InvalidPathException neither) {
      return data;
    }
  }

  private static void atLeast(int least, String name, int value) {
    if (!(value >= least)) {
      throw new IllegalArgumentException(name + " must be >= " + least + "; got " + value);
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " must be > 0; got " + value);
    }
    if (!(value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(name + " must be finite; got " + value);
    }
  }

  /** The config of these texts by flag, with fallbacks for the rest. */
  static RunConfig parse(Map<String, String> given) {
    return SETTINGS.parse(given);
  }

  /** The values by flag, as they stand in {@code config.yaml} and in a report. */
  Map<String, Object> print() {
    return SETTINGS.print(this);
  }

  /** What decides about the results: everything but the number of workers. */
  Map<String, Object> identity() {
    Map<String, Object> identity = new LinkedHashMap<>(print());
    identity.remove("threads");
    return identity;
  }
}
