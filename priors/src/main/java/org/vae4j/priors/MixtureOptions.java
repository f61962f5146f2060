package org.vae4j.priors;

import java.util.List;
import org.vae4j.models.option.Option;

/** What families of mixtures have in common. */
public final class MixtureOptions {
  /** {@link PriorFamily#concerns} of mixtures whose components can start at clusters of codes. */
  public static final List<String> CLUSTERS = List.of("initialize");

  private MixtureOptions() {}

  /** K, which all mixtures know under one name, each with a fallback of its own. */
  public static Option<Integer> components(int fallback) {
    return Option.whole("components", "K|PRIOR=K,..", 1, fallback, "how many components");
  }

  /**
   * What is given for K. Throws {@code IllegalArgumentException} if as many examples are more than
   * an array holds.
   */
  public static int count(Option<Integer> components, PriorContext context) {
    int count = context.options().of(components);
    int features = context.examples().features();
    if (!((long) count * features <= Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "components must make arrays of <= %d weights; got %d x %d"
              .formatted(Integer.MAX_VALUE, features, count));
    }
    return count;
  }
}
