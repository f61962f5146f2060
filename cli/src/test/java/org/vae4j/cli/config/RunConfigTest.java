package org.vae4j.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.priors.PriorCatalogue;
import org.vae4j.priors.PriorFamily;

final class RunConfigTest {
  private static final Map<String, String> UNUSUAL =
      Map.ofEntries(
          Map.entry("data", "strokes-grey"),
          Map.entry("prior", "vamp"),
          Map.entry("epochs", "3"),
          Map.entry("seed", "-9223372036854775808"),
          Map.entry("components", "7"),
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

  private static final Settings<RunConfig> FLAGS = RunConfig.SETTINGS;

  /** An unusual value of a flag, and what it takes for it to be of use. */
  private static Map<String, String> enabled(String name) {
    Map<String, String> given = new LinkedHashMap<>();
    given.put(name, UNUSUAL.get(name));
    List<List<Use.Condition>> alternatives = FLAGS.flag(name).use().alternatives();
    for (Use.Condition condition :
        alternatives.isEmpty() ? List.<Use.Condition>of() : alternatives.get(0)) {
      given.putAll(enabled(condition.selector()));
      given.put(condition.selector(), condition.equal() ? condition.values().get(0) : "2");
    }
    return given;
  }

  /** All that other flags can be set to where they are of use, one at a time. */
  private static List<Map<String, String>> choices(List<String> selectors) {
    List<Map<String, String>> choices = new ArrayList<>();
    for (String selector : selectors) {
      for (String choice : FLAGS.label(selector).split("\\|")) {
        Map<String, String> given = enabled(selector);
        given.put(selector, choice.equals("N") ? "0" : choice);
        choices.add(given);
      }
    }
    return choices;
  }

  static List<String> flags() {
    return FLAGS.names();
  }

  static List<String> flagsOfSome() {
    return flags().stream().filter(name -> !FLAGS.flag(name).use().equals(Use.ALWAYS)).toList();
  }

  @ParameterizedTest
  @MethodSource("flags")
  void everyFlag_isPrintedWhereItIsOfUse_andComesBackFromYaml(String name) {
    RunConfig config = RunConfig.asked(enabled(name));
    assertTrue(config.print().containsKey(name), config.print().toString());
    assertNotEquals(
        Values.text(RunConfig.parse(without(name)).print().get(name)),
        Values.text(config.print().get(name)));
    String yaml = ConfigFile.write(config.print());
    assertEquals(config, RunConfig.parse(ConfigFile.read("config.yaml", yaml)), yaml);
  }

  private static Map<String, String> without(String name) {
    Map<String, String> given = enabled(name);
    given.remove(name);
    return given;
  }

  @ParameterizedTest
  @MethodSource("flagsOfSome")
  void flagOfSome_isRefusedWhereItIsOfNoUse_andLeftOutOfTheFile(String name) {
    List<String> refusals = new ArrayList<>();
    for (Map<String, String> choice : choices(FLAGS.flag(name).use().selectors())) {
      Map<String, String> given = new LinkedHashMap<>(choice);
      given.put(name, UNUSUAL.get(name));
      try {
        RunConfig.asked(given);
      } catch (IllegalArgumentException refused) {
        if (refused.getMessage().startsWith("--" + name + ": used ")) {
          refusals.add(refused.getMessage());
          boolean printed = RunConfig.parse(given).print().containsKey(name);
          assertEquals(FLAGS.flag(name).lasting(), printed, name);
        }
      }
    }
    assertFalse(refusals.isEmpty(), name + " is never refused");
    refusals.forEach(refused -> assertTrue(refused.contains(" only; got --"), refused));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "components=5 | --components: used by gmm, vamp, dirichlet-gmm only;"
            + " got --prior standard-normal",
        "components=gmm=7 prior=vamp | --components: used by gmm only; got --prior vamp",
        "pseudo-inputs=noise prior=gmm | --pseudo-inputs: used by vamp only; got --prior gmm",
        "temperature=0.7 | --temperature: used by gmm only; got --prior standard-normal",
        "temperature=0.7 prior=gmm | --temperature: used with --gmm-component gumbel-softmax or"
            + " gumbel-straight-through only; got --gmm-component marginal",
        "initialize=k-means prior=flow | --initialize: used by gmm, vamp, dirichlet-gmm only;"
            + " got --prior flow",
        "start-epochs=3 | --start-epochs: used with --initialize k-means, or --fit post-hoc only;"
            + " got --initialize none --fit joint",
        "capacity=3 | --capacity: used by capacity only; got --objective elbo",
        "gradient=stl objective=beta-vae | --gradient: used by elbo, iwae only;"
            + " got --objective beta-vae",
        "posterior-width=3 posterior=planar | --posterior-width: used by coupling, iaf only;"
            + " got --posterior planar",
        "hidden=3 network=conv | --hidden: used with --network mlp only; got --network conv",
        "annealing=cosine | --annealing: used with --warm-up other than 0 only; got --warm-up 0",
      })
  void whatIsOfNoUse_isRefusedWithWhatItIsFor(String flags, String message) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String flag : flags.split(" ")) {
      given.put(flag.replaceFirst("=.*", ""), flag.replaceFirst("^[^=]*=", ""));
    }
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> RunConfig.asked(given));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void comparison_refusesWhatIsOfUseToNone() {
    Map<String, String> some =
        Map.of("priors", "standard-normal,gmm", "components", "4", "initialize", "k-means");
    CompareConfig comparison = CompareConfig.asked(some);
    assertEquals(4, comparison.print().get("components"));
    Map<String, Object> first = comparison.runs().get(0).print();
    assertFalse(first.containsKey("components"));
    assertEquals("k-means", first.get("initialize"));
    Map<String, String> none = Map.of("priors", "standard-normal,gmm", "pseudo-inputs", "noise");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> CompareConfig.asked(none));
    assertEquals(
        "--pseudo-inputs: used by vamp only; got --priors standard-normal,gmm",
        refused.getMessage());
  }

  @Test
  void comparison_comesBackFromYaml() {
    for (String components : List.of("4", "gmm=3,vamp=5", "vamp=5")) {
      CompareConfig comparison =
          CompareConfig.asked(
              Map.of("components", components, "seeds", "3,4", "initialize", "k-means"));
      String yaml = ConfigFile.write(comparison.print());
      Map<String, String> read = ConfigFile.read("config.yaml", yaml);
      assertEquals(comparison, CompareConfig.parse(read), yaml);
      assertEquals(comparison.identity(), CompareConfig.identity(read));
    }
  }

  @Test
  void identity_takesWhatOlderFilesHoldOfOtherPriors() {
    Map<String, String> file =
        ConfigFile.read(
            "config.yaml",
            """
            data: strokes
            prior: gmm
            components: 10
            pseudo-inputs: data
            flow-layers: 6
            capacity: 0..25:linear:10
            hidden: [300, 300]
            channels: [32, 64]
            wide-scale: 2.0
            """);
    assertEquals(RunConfig.parse(Map.of("prior", "gmm")).identity(), CompareConfig.identity(file));
    Map<String, String> known = FLAGS.known(file);
    assertFalse(known.containsKey("wide-scale"));
    FLAGS.requireEffect(known, RunConfig.parse(known));
    known.put("pseudo-inputs", "noise");
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> FLAGS.requireEffect(known, RunConfig.parse(known)));
    assertEquals("pseudo-inputs: used by vamp only; got --prior gmm", refused.getMessage());
  }

  @Test
  void identity_takesWhatOlderFilesHoldOfComponents() {
    Map<String, String> plain =
        ConfigFile.read("config.yaml", "prior: standard-normal\ncomponents: null\n");
    assertEquals(RunConfig.parse(Map.of()).identity(), CompareConfig.identity(plain));
    FLAGS.requireEffect(plain, RunConfig.parse(plain));
    Map<String, String> comparison =
        Map.of("priors", "gmm,vamp", "components", "gmm=10,vamp=500,dirichlet-gmm=30");
    assertEquals(
        CompareConfig.parse(Map.of("priors", "gmm,vamp")).identity(),
        CompareConfig.identity(comparison));
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
    assertTrue(FLAGS.names().containsAll(plain.keySet()));
    assertEquals(7, plain.get("components"));
    assertEquals(3.3e-4, plain.get("learning-rate"));
    assertEquals("bernoulli-grey", plain.get("likelihood"));
    assertEquals(3, plain.get("threads"));
    assertEquals(List.of(2, 4), plain.get("channels"));
    assertFalse(plain.containsKey("hidden"));
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
    "dirichlet-gmm, '4,gmm=7', 4",
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
        "hidden | 300, | hidden must have no empty part; got 300,",
        "hidden | 3,,4 | hidden must have no empty part; got 3,,4",
        "hidden | '' | hidden must have at least one; got nothing",
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
        "components | vamp=-3 | components must be >= 1; got -3",
        "components | gmm=many | components must be a whole number; got many",
        "components | 3,4 | components must be one value, or one for each prior as in"
            + " gmm=10,vamp=500,dirichlet-gmm=30; got 3,4",
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
