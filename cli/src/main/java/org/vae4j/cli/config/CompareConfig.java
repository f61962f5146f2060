package org.vae4j.cli.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a comparison does: runs that differ in prior and seed alone.
 *
 * @param cells the priors and seeds
 * @param runs their configs, seed by seed
 * @param components the components of all priors
 */
public record CompareConfig(Cells cells, List<RunConfig> runs, Components components) {
  /** Flags of single runs that a comparison has no use for. */
  public static final List<String> VARIED = List.of("prior", "seed");

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
  public static CompareConfig parse(Map<String, String> cells, Map<String, String> shared) {
    Cells varied = Cells.SETTINGS.parse(cells);
    List<RunConfig> runs = new ArrayList<>();
    for (long seed : varied.seeds()) {
      for (String prior : varied.priors()) {
        Map<String, String> one = new LinkedHashMap<>(shared);
        one.put("prior", prior);
        one.put("seed", Long.toString(seed));
        runs.add(RunConfig.parse(one));
      }
    }
    String components =
        shared.getOrDefault("components", RunConfig.SETTINGS.fallback("components"));
    return new CompareConfig(varied, runs, Components.parse(components));
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
    return merged(runs.get(0).print());
  }

  /** What decides about the results. */
  public Map<String, Object> identity() {
    return merged(runs.get(0).identity());
  }

  private Map<String, Object> merged(Map<String, Object> run) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("data", run.get("data"));
    all.putAll(Cells.SETTINGS.print(cells));
    all.putAll(run);
    all.put("components", components.plain());
    all.keySet().removeAll(VARIED);
    return all;
  }
}
