package org.vae4j.cli.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.vae4j.core.Choice;

/**
 * What a comparison does: runs that differ in prior and seed alone.
 *
 * @param cells the priors and seeds
 * @param runs their configs, seed by seed
 */
public record CompareConfig(Cells cells, List<RunConfig> runs) {
  /** Flags of single runs that a comparison has others for. */
  public static final Map<String, String> VARIED = Map.of("prior", "priors", "seed", "seeds");

  /** What varies. */
  public record Cells(
      @Setting(
              label = "PRIOR,..",
              fallback = "standard-normal,gmm,vamp",
              help = "the first is compared with the others")
          List<String> priors,
      @Setting(label = "S,..", fallback = "1", help = "each prior is trained with each seed")
          List<Long> seeds) {
    /** The flags. */
    public static final Settings<Cells> SETTINGS = Settings.of(Cells.class);

    /** Throws {@code IllegalArgumentException} for a prior or seed that is there twice. */
    public Cells {
      distinct("priors", priors);
      distinct("seeds", seeds);
    }

    private static void distinct(String name, List<?> values) {
      if (new HashSet<>(values).size() != values.size()) {
        throw new IllegalArgumentException(
            name + " must differ from one another; got " + Values.text(values));
      }
    }
  }

  /** The comparison of these texts by flag, with fallbacks for the rest. */
  public static CompareConfig parse(Map<String, String> given) {
    Cells varied = Cells.SETTINGS.parse(Cells.SETTINGS.known(given));
    Map<String, String> shared = shared(given);
    List<RunConfig> runs = new ArrayList<>();
    for (long seed : varied.seeds()) {
      for (String prior : varied.priors()) {
        Map<String, String> one = new LinkedHashMap<>(shared);
        one.put("prior", prior);
        one.put("seed", Long.toString(seed));
        runs.add(RunConfig.parse(one));
      }
    }
    return new CompareConfig(varied, runs);
  }

  /**
   * The comparison that a user asks for, by flag. Throws {@code IllegalArgumentException} for a
   * flag that is of no use to any of the runs.
   */
  public static CompareConfig asked(Map<String, String> given) {
    CompareConfig config = parse(given);
    RunConfig.SETTINGS.requireUse(shared(given), config.runs(), VARIED);
    return config;
  }

  /**
   * What decides about the results of the run or comparison that a config file is of. What is not
   * known here belonged to a plug-in that is gone, and to none of the priors in it.
   */
  public static Map<String, Object> identity(Map<String, String> file) {
    return file.containsKey("priors")
        ? parse(known(file)).identity()
        : RunConfig.parse(known(file)).identity();
  }

  /** All that the config file of the run or comparison holds that this file is of, as written. */
  public static Map<String, Object> complete(Map<String, String> file) {
    return file.containsKey("priors")
        ? parse(known(file)).print()
        : RunConfig.parse(known(file)).print();
  }

  private static Map<String, String> known(Map<String, String> file) {
    Map<String, String> known = RunConfig.SETTINGS.known(file);
    known.putAll(Cells.SETTINGS.known(file));
    if (!file.containsKey("priors")) {
      known.keySet().removeAll(Cells.SETTINGS.names());
    }
    return known;
  }

  /**
   * Throws {@code IllegalArgumentException} for a key of a config file that is nearly one of those
   * that are known; others belonged to a plug-in that is gone.
   */
  public static void requireSpelling(String where, Collection<String> keys) {
    Set<String> known = new LinkedHashSet<>(RunConfig.SETTINGS.names());
    known.addAll(Cells.SETTINGS.names());
    for (String key : keys) {
      Optional<String> meant = Choice.nearest(key, known);
      if (!known.contains(key) && meant.isPresent()) {
        throw new IllegalArgumentException(
            "%s: unknown key '%s' (did you mean '%s'?)".formatted(where, key, meant.get()));
      }
    }
  }

  /** The names of all flags of a comparison. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(Cells.SETTINGS.names());
    names.addAll(RunConfig.SETTINGS.names());
    names.removeAll(VARIED.keySet());
    return names;
  }

  /** What all runs are given. */
  private static Map<String, String> shared(Map<String, String> given) {
    Map<String, String> shared = new LinkedHashMap<>(given);
    shared.keySet().removeAll(Cells.SETTINGS.names());
    return shared;
  }

  /** A run by what it differs in, as wide as the others. */
  public String title(RunConfig run) {
    int width = runs.stream().mapToInt(other -> plainTitle(other).length()).max().orElse(0);
    return plainTitle(run) + " ".repeat(width - plainTitle(run).length());
  }

  private String plainTitle(RunConfig run) {
    return cells.seeds().size() == 1
        ? run.prior().prior()
        : run.prior().prior() + " seed " + run.training().seed();
  }

  /** The values by flag, as they stand in {@code config.yaml}. */
  public Map<String, Object> print() {
    return merged(RunConfig::print);
  }

  /** What decides about the results. */
  public Map<String, Object> identity() {
    return merged(RunConfig::identity);
  }

  private Map<String, Object> merged(Function<RunConfig, Map<String, Object>> values) {
    Map<String, Map<String, Object>> byPrior = new LinkedHashMap<>();
    runs.forEach(run -> byPrior.putIfAbsent(run.prior().prior(), values.apply(run)));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("data", runs.get(0).data().data());
    all.putAll(Cells.SETTINGS.print(cells));
    for (String name : RunConfig.SETTINGS.names()) {
      Map<String, Object> each = new LinkedHashMap<>();
      byPrior.forEach(
          (prior, run) -> {
            if (run.containsKey(name)) {
              each.put(prior, run.get(name));
            }
          });
      if (!each.isEmpty() && !VARIED.containsKey(name)) {
        all.put(name, ByName.merged(each));
      }
    }
    return all;
  }
}
