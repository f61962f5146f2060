package org.vae4j.cli.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one training run does, completely: the same config gives the same results. Each component of
 * a group is a flag of {@code train} and a key of {@code config.yaml}; to add one, add it to its
 * group and use it where {@code Assembly} reads that group.
 *
 * @param data the examples
 * @param prior p(z)
 * @param start what comes before the epochs under p(z)
 * @param network the networks between examples and codes
 * @param model the codes, q(z|x) and p(x|z)
 * @param objective what training minimises
 * @param training how it does so
 * @param evaluation how the result is tested
 * @param machine what computes
 */
public record RunConfig(
    @Group("Data") DataConfig data,
    @Group("Prior") PriorConfig prior,
    @Group("Start") StartConfig start,
    @Group("Network") NetworkConfig network,
    @Group("Model") ModelConfig model,
    @Group("Objective") ObjectiveConfig objective,
    @Group("Training") TrainingConfig training,
    @Group("Evaluation") EvaluationConfig evaluation,
    @Group("Machine") MachineConfig machine) {

  /** The flags. */
  public static final Settings<RunConfig> SETTINGS = Settings.of(RunConfig.class);

  /** The config of these texts by flag, with fallbacks for the rest. */
  public static RunConfig parse(Map<String, String> given) {
    return SETTINGS.parse(given);
  }

  /**
   * The config of what a user asks for, by flag. Throws {@code IllegalArgumentException} for a flag
   * that is of no use beside the others.
   */
  public static RunConfig asked(Map<String, String> given) {
    RunConfig config = parse(given);
    SETTINGS.requireUse(given, List.of(config), Map.of());
    return config;
  }

  /**
   * The values by flag of all that has an effect, as they stand in {@code config.yaml} and in a
   * report.
   */
  public Map<String, Object> print() {
    return SETTINGS.print(this);
  }

  /**
   * What of a config as {@link #print} gives it differs from what a flag is if not given, as text
   * by flag.
   */
  public static Map<String, String> departures(Map<String, Object> printed) {
    Map<String, String> own = new LinkedHashMap<>();
    if (printed.get("prior") instanceof String prior) {
      own.put("prior", prior);
    }
    Map<String, Object> usual = parse(own).print();
    Map<String, String> departures = new LinkedHashMap<>();
    printed.forEach(
        (name, value) -> {
          String text = Values.text(value);
          boolean same =
              usual.containsKey(name)
                  ? text.equals(Values.text(usual.get(name)))
                  : SETTINGS.isFallback(name, text);
          if (!same) {
            departures.put(name, text);
          }
        });
    return departures;
  }

  /** What decides about the results: everything but the number of workers. */
  public Map<String, Object> identity() {
    Map<String, Object> identity = new LinkedHashMap<>(print());
    identity.remove("threads");
    return identity;
  }

  /**
   * The first setting in which this differs from what {@link #print} or {@link #identity} gave
   * once, as in {@code activation silu, not relu}.
   *
   * @param free names of settings that may differ
   */
  public Optional<String> otherThan(Map<String, Object> printed, Collection<String> free) {
    Map<String, String> texts = new LinkedHashMap<>();
    printed.forEach(
        (name, value) -> {
          if (value != null) {
            texts.put(name, Values.text(value));
          }
        });
    Map<String, Object> then = parse(SETTINGS.known(texts)).identity();
    for (Map.Entry<String, Object> entry : identity().entrySet()) {
      String name = entry.getKey();
      String now = Values.text(entry.getValue());
      String before = then.containsKey(name) ? Values.text(then.get(name)) : "not set";
      if (!free.contains(name) && !now.equals(before)) {
        return Optional.of("%s %s, not %s".formatted(name, now, before));
      }
    }
    return Optional.empty();
  }
}
