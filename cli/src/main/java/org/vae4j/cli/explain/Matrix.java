package org.vae4j.cli.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vae4j.cli.config.LikelihoodName;
import org.vae4j.cli.config.Names;
import org.vae4j.cli.run.Images;
import org.vae4j.cli.terminal.Table;
import org.vae4j.models.objective.ObjectiveKind;
import org.vae4j.models.posterior.PosteriorKind;

/**
 * Which priors, posteriors and objectives go together, and why others do not. A likelihood has no
 * say in it.
 *
 * @param refused the reason for each combination that cannot be, in order
 * @param combinations how many were asked about
 */
record Matrix(Map<Combination, String> refused, int combinations) {
  /**
   * What is in it, to be read by programs.
   *
   * @param combinations how many were asked about
   * @param refused those that cannot be
   */
  record Facts(int combinations, List<Refusal> refused) {}

  /** A combination that cannot be, by the names of its parts, and the reason. */
  record Refusal(String prior, String posterior, String objective, String reason) {
    private static Refusal of(Map.Entry<Combination, String> entry) {
      Combination one = entry.getKey();
      return new Refusal(
          one.prior(), name(one.posterior()), name(one.objective()), rule(entry.getValue()));
    }
  }

  /** The contents without their layout. */
  Facts facts() {
    return new Facts(combinations, refused.entrySet().stream().map(Refusal::of).toList());
  }

  /** Asks about all combinations under one likelihood. */
  static Matrix of(LikelihoodName likelihood) {
    Images images = Combination.images();
    List<Combination> asked =
        Combination.all().stream()
            .filter(combination -> combination.likelihood() == likelihood)
            .toList();
    Map<Combination, String> refused = new LinkedHashMap<>();
    asked.forEach(one -> one.refusal(images).ifPresent(reason -> refused.put(one, reason)));
    return new Matrix(refused, asked.size());
  }

  /** A row for each prior, a column for each posterior: letters of the objectives left out. */
  List<String> lines() {
    Map<ObjectiveKind, String> letters = letters();
    Table table =
        new Table(
            Stream.concat(Stream.of("prior"), Stream.of(PosteriorKind.values()).map(Matrix::name))
                .toArray(String[]::new));
    Combination.priors().forEach(prior -> table.row(row(prior, letters).toArray(String[]::new)));
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    letters.forEach((objective, letter) -> lines.addAll(key(objective, letter)));
    lines.add(share());
    return lines;
  }

  private Map<ObjectiveKind, String> letters() {
    Map<ObjectiveKind, String> letters = new LinkedHashMap<>();
    Stream.of(ObjectiveKind.values())
        .filter(
            objective -> refused.keySet().stream().anyMatch(one -> one.objective() == objective))
        .forEach(
            objective -> letters.put(objective, String.valueOf((char) ('a' + letters.size()))));
    return letters;
  }

  private Stream<String> row(String prior, Map<ObjectiveKind, String> letters) {
    Stream<String> cells =
        Stream.of(PosteriorKind.values())
            .map(
                posterior ->
                    refused.keySet().stream()
                        .filter(one -> one.prior().equals(prior) && one.posterior() == posterior)
                        .map(one -> letters.get(one.objective()))
                        .collect(Collectors.joining(" ")))
            .map(cell -> cell.isEmpty() ? "all" : "not " + cell);
    return Stream.concat(Stream.of(prior), cells);
  }

  private List<String> key(ObjectiveKind objective, String letter) {
    List<String> reasons =
        refused.entrySet().stream()
            .filter(entry -> entry.getKey().objective() == objective)
            .map(entry -> rule(entry.getValue()))
            .distinct()
            .toList();
    return reasons.stream()
        .map(rule -> "  %s  %s: %s".formatted(letter, name(objective), rule))
        .toList();
  }

  /** A reason without who gives it and the case at hand. */
  private static String rule(String reason) {
    return reason.replaceFirst("; got .*", "").replaceFirst("^[a-z-]+: ", "");
  }

  private String share() {
    return "%d of %d combinations of prior, posterior and objective are refused (%.1f %%),"
            .formatted(refused.size(), combinations, 100.0 * refused.size() / combinations)
        + " whatever the likelihood.";
  }

  private static String name(Enum<?> kind) {
    return Names.kebab(kind.name());
  }
}
