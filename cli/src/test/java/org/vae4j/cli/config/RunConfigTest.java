package org.vae4j.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.priors.PriorCatalogue;
import org.vae4j.priors.PriorFamily;

final class RunConfigTest {
  private static final Map<String, String> UNUSUAL =
      Map.ofEntries(
          Map.entry("data", "strokes-grey"),
          Map.entry("prior", "vamp"),
          Map.entry("epochs", "3"),
          Map.entry("seed", "-9223372036854775808"),
          Map.entry("components", "gmm=7,vamp=11"),
          Map.entry("gmm-covariance", "full"),
          Map.entry("gmm-component", "gumbel-softmax"),
          Map.entry("fit", "post-hoc"),
          Map.entry("initialize", "k-means"),
          Map.entry("start-epochs", "4"),
          Map.entry("start-beta", "0.2"),
          Map.entry("pseudo-inputs", "noise"),
          Map.entry("pseudo-weights", "learned"),
          Map.entry("temperature", "0.9"),
          Map.entry("temperature-min", "1e-7"),
          Map.entry("network", "conv"),
          Map.entry("hidden", "17, 5,3"),
          Map.entry("channels", "2,4"),
          Map.entry("dense", "12"),
          Map.entry("normalization", "batch"),
          Map.entry("dropout", "0.25"),
          Map.entry("residual", "true"),
          Map.entry("normalize-gradients", "true"),
          Map.entry("latent", "2"),
          Map.entry("levels", "2"),
          Map.entry("upper-latent", "3"),
          Map.entry("activation", "relu"),
          Map.entry("learning-rate", "3.3e-4"),
          Map.entry("rate-schedule", "step:0.5:2"),
          Map.entry("optimizer", "sgd:0.5"),
          Map.entry("clip-norm", "1.5"),
          Map.entry("average", "0.9"),
          Map.entry("batch", "19"),
          Map.entry("warm-up", "2"),
          Map.entry("annealing", "cosine"),
          Map.entry("patience", "0"),
          Map.entry("flow", "autoregressive"),
          Map.entry("flow-layers", "3"),
          Map.entry("flow-hidden", "9"),
          Map.entry("degrees-of-freedom", "3"),
          Map.entry("concentration", "0.5"),
          Map.entry("posterior", "mixture"),
          Map.entry("posterior-components", "4"),
          Map.entry("posterior-layers", "2"),
          Map.entry("posterior-width", "9"),
          Map.entry("objective", "ciwae"),
          Map.entry("samples", "6"),
          Map.entry("kl", "sampled"),
          Map.entry("gradient", "dreg"),
          Map.entry("beta", "2.5"),
          Map.entry("free-bits", "0.1"),
          Map.entry("kl-weights", "1,0.5..1:cosine:3,0"),
          Map.entry("capacity", "1..7:linear:2"),
          Map.entry("capacity-weight", "30"),
          Map.entry("total-correlation", "stratified"),
          Map.entry("matching-weight", "3"),
          Map.entry("info-alpha", "0.25"),
          Map.entry("mmd-kernel", "rbf"),
          Map.entry("directions", "9"),
          Map.entry("sinkhorn-epsilon", "0.2"),
          Map.entry("discriminator", "7,5"),
          Map.entry("bounds", "3"),
          Map.entry("share", "0.25"),
          Map.entry("alpha", "2"),
          Map.entry("likelihood", "bernoulli-grey"),
          Map.entry("gaussian-sd", "0.3"),
          Map.entry("binarize", "dynamic"),
          Map.entry("importance-samples", "77"),
          Map.entry("backend", "reference"),
          Map.entry("threads", "3"));

  @Test
  void everyFlag_comesBackFromYaml() {
    assertEquals(RunConfig.SETTINGS.names().size(), UNUSUAL.size());
    RunConfig config = RunConfig.parse(UNUSUAL);
    String yaml = ConfigFile.write(config.print());
    assertEquals(config, RunConfig.parse(ConfigFile.read("config.yaml", yaml)), yaml);
  }

  @Test
  void defaults_comeBackFromYaml() {
    RunConfig config = RunConfig.parse(Map.of());
    String yaml = ConfigFile.write(config.print());
    assertEquals(config, RunConfig.parse(ConfigFile.read("config.yaml", yaml)), yaml);
  }

  @Test
  void print_hasPlainValuesByFlag() {
    Map<String, Object> plain = RunConfig.parse(UNUSUAL).print();
    assertEquals(RunConfig.SETTINGS.names(), List.copyOf(plain.keySet()));
    assertEquals(List.of(17, 5, 3), plain.get("hidden"));
    assertEquals(11, plain.get("components"));
    assertEquals(3.3e-4, plain.get("learning-rate"));
    assertEquals("bernoulli-grey", plain.get("likelihood"));
    assertEquals(3, plain.get("threads"));
  }

  @Test
  void identity_leavesOutTheThreads() {
    Map<String, String> other = new LinkedHashMap<>(UNUSUAL);
    other.put("threads", "4");
    assertEquals(RunConfig.parse(UNUSUAL).identity(), RunConfig.parse(other).identity());
  }

  @Test
  void cosineWithoutALength_takesTheEpochsOfTheRun() {
    RunConfig config = RunConfig.parse(Map.of("rate-schedule", "cosine", "epochs", "30"));
    assertEquals("cosine:30", config.print().get("rate-schedule"));
  }

  @ParameterizedTest
  @CsvSource({
    "vamp, gmm=7, 500",
    "gmm, gmm=7, 7",
    "gmm, 12, 12",
    "standard-normal, gmm=7,",
  })
  void components_areThoseOfThePrior(String prior, String given, Integer expected) {
    RunConfig config = RunConfig.parse(Map.of("prior", prior, "components", given));
    assertEquals(expected, config.print().get("components"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epochs | 0 | epochs must be >= 1; got 0",
        "epochs | ten | epochs must be a whole number; got ten",
        "epochs | 99999999999 | epochs must be a whole number; got 99999999999",
        "seed | 1.5 | seed must be a whole number; got 1.5",
        "optimizer | adamm | unknown optimizer 'adamm'; known: adam, adamw, rmsprop, sgd, nesterov,"
            + " adamax (did you mean 'adam'?)",
        "rate-schedule | cosin | rate-schedule must be constant, cosine[:EPOCHS], step:FACTOR:EPOCHS,"
            + " exponential:FACTOR, linear-warm-up:EPOCHS or burda; got cosin",
        "rate-schedule | step:2:10 | rate-schedule must have a factor in (0, 1]; got 2.0",
        "rate-schedule | linear-warm-up:0 | rate-schedule must have epochs >= 1; got 0",
        "clip-norm | -1 | clip-norm must be >= 0; got -1.0",
        "clip-norm | NaN | clip-norm must be >= 0; got NaN",
        "average | 1 | average must lie in [0, 1); got 1.0",
        "learning-rate | NaN | learning-rate must be > 0; got NaN",
        "learning-rate | -1e-3 | learning-rate must be > 0; got -0.001",
        "learning-rate | Infinity | learning-rate must be finite; got Infinity",
        "learning-rate | fast | learning-rate must be a number; got fast",
        "temperature | 0 | temperature must be > 0; got 0.0",
        "temperature-min | 2 | temperature-min must be <= temperature 1; got 2",
        "hidden | 300,0 | hidden must be >= 1; got 0",
        "hidden | 300, | hidden must be a whole number; got nothing",
        "channels | 32,0 | channels must be >= 1; got 0",
        "dense | 0 | dense must be >= 1; got 0",
        "dropout | 1 | dropout must be >= 0 and < 1; got 1.0",
        "residual | yes | unknown residual 'yes'; known: true, false",
        "latent | 0 | latent must be >= 1; got 0",
        "batch | -5 | batch must be >= 1; got -5",
        "warm-up | -1 | warm-up must be >= 0; got -1",
        "patience | -1 | patience must be >= 0; got -1",
        "importance-samples | 0 | importance-samples must be >= 1; got 0",
        "importance-samples | 2147483647 | importance-samples must be <= 1000000; got 2147483647",
        "threads | 0 | threads must be >= 1; got 0",
        "components | 0 | components must be >= 1; got 0",
        "components | vamp=-3 | components for vamp must be >= 1; got -3",
        "components | gmm=many | components must be a whole number; got many",
        "components | 3,4 | components must be one number, or one for each prior as in"
            + " gmm=10,vamp=500; got 3,4",
        "activation | tahn | unknown activation 'tahn'; known: tanh, relu, leaky-relu, elu, silu,"
            + " gelu, softplus, hard-tanh, gated (did you mean 'tanh'?)",
        "likelihood | cauchy | unknown likelihood 'cauchy'; known: bernoulli, bernoulli-grey,"
            + " continuous-bernoulli, gaussian, gaussian-fixed, gaussian-pixel, laplace,"
            + " discretised-logistic, categorical, poisson, negative-binomial",
        "gaussian-sd | 0 | gaussian-sd must be > 0; got 0.0",
        "learning-rte | 1 | unknown config key 'learning-rte' (did you mean 'learning-rate'?)",
      })
  void wrongValue_isRefusedByNameAndValue(String name, String value, String message) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> RunConfig.parse(Map.of(name, value)));
    assertEquals(message, refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"prior, vampp", "components, vampp=4"})
  void unknownPrior_isRefusedWithTheCatalogue(String name, String value) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> RunConfig.parse(Map.of(name, value)));
    String known =
        PriorCatalogue.load().families().stream()
            .map(PriorFamily::name)
            .collect(Collectors.joining(", "));
    assertEquals(
        "unknown prior 'vampp'; known: %s (did you mean 'vamp'?)".formatted(known),
        refused.getMessage());
  }

  @Test
  void yamlThatIsNone_isRefusedOnOneLine() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> ConfigFile.read("config.yaml", "epochs: [1"));
    assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
  }
}
