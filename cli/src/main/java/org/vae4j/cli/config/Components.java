package org.vae4j.cli.config;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many components a mixture prior has: {@code 500} for whichever prior is trained, {@code
 * gmm=10,vamp=500} by prior, {@code none}.
 *
 * @param counts by name of the prior; under {@link #ANY} the count for all
 */
public record Components(Map<String, Integer> counts) {
  private static final String ANY = "";

  /** Throws {@code IllegalArgumentException} unless all counts are positive. */
  public Components {
    counts.forEach(
        (prior, count) -> {
          if (!(count >= 1)) {
            String whose = prior.equals(ANY) ? "" : " for " + prior;
            throw new IllegalArgumentException(
                "components" + whose + " must be >= 1; got " + count);
          }
        });
    counts = Map.copyOf(counts);
  }

  /** Reads {@code 500}, {@code gmm=10,vamp=500} or {@code none}. */
  public static Components parse(String text) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String part : text.equals("none") ? new String[0] : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String prior = equals < 0 ? ANY : part.substring(0, equals).strip();
      String count = part.substring(equals + 1).strip();
      if (counts.put(prior, (Integer) Values.parse("components", int.class, count)) != null) {
        throw new IllegalArgumentException(
            "components must be one number, or one for each prior as in gmm=10,vamp=500; got "
                + text);
      }
    }
    return new Components(counts);
  }

  /** The count for a prior, if it has one. */
  public OptionalInt of(String prior) {
    Integer count = counts.getOrDefault(prior, counts.get(ANY));
    return count == null ? OptionalInt.empty() : OptionalInt.of(count);
  }

  /** What of this concerns one prior, or of {@code fallback} where this has no count for it. */
  Components only(String prior, Components fallback) {
    OptionalInt own = of(prior);
    OptionalInt count = own.isPresent() ? own : fallback.of(prior);
    return new Components(count.isPresent() ? Map.of(ANY, count.getAsInt()) : Map.of());
  }

  /** The names of the priors with a count of their own. */
  List<String> priors() {
    return counts.keySet().stream().filter(prior -> !prior.equals(ANY)).sorted().toList();
  }

  /** A number, the text {@code gmm=10,vamp=500}, or null for none. */
  public Object plain() {
    if (counts.isEmpty()) {
      return null;
    }
    if (priors().isEmpty()) {
      return counts.get(ANY);
    }
    return Stream.concat(
            Stream.ofNullable(counts.get(ANY)).map(String::valueOf),
            priors().stream().map(prior -> prior + "=" + counts.get(prior)))
        .collect(Collectors.joining(","));
  }
}
