package org.vae4j.cli.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.cli.config.LikelihoodName;
import org.vae4j.cli.config.Names;
import org.vae4j.cli.config.RunConfig;
import org.vae4j.cli.run.Assembly;
import org.vae4j.cli.run.Images;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Split;
import org.vae4j.models.objective.ObjectiveKind;
import org.vae4j.models.posterior.PosteriorKind;
import org.vae4j.priors.PriorCatalogue;
import org.vae4j.priors.PriorFamily;

/**
 * A prior, a posterior, a likelihood and an objective: either they make a model that trains, or
 * there is a reason in the mathematics why not.
 *
 * @param prior name in the catalogue
 * @param posterior form of q(z|x)
 * @param likelihood form of p(x|z)
 * @param objective what is minimised
 */
record Combination(
    String prior, PosteriorKind posterior, LikelihoodName likelihood, ObjectiveKind objective) {
  private static final int SIDE = 2;
  private static final int TRAINING = 12;
  private static final int HELD_OUT = 4;

  /** The names of all priors. */
  static List<String> priors() {
    return PriorCatalogue.load().families().stream().map(PriorFamily::name).toList();
  }

  /** All there are, priors changing slowest. */
  static List<Combination> all() {
    List<Combination> all = new ArrayList<>();
    for (String prior : priors()) {
      for (PosteriorKind posterior : PosteriorKind.values()) {
        for (LikelihoodName likelihood : LikelihoodName.values()) {
          for (ObjectiveKind objective : ObjectiveKind.values()) {
            all.add(new Combination(prior, posterior, likelihood, objective));
          }
        }
      }
    }
    return all;
  }

  /** A small model of this kind: 4 features, one hidden layer, codes of length 2, 3 steps. */
  RunConfig config() {
    return RunConfig.parse(
        Map.ofEntries(
            Map.entry("prior", prior),
            Map.entry("components", "3"),
            Map.entry("posterior", Names.kebab(posterior.name())),
            Map.entry("likelihood", Names.kebab(likelihood.name())),
            Map.entry("objective", Names.kebab(objective.name())),
            Map.entry("samples", Integer.toString(Math.min(2, objective.mostSamples()))),
            Map.entry("bounds", "2"),
            Map.entry("hidden", "4"),
            Map.entry("latent", "2"),
            Map.entry("batch", "4"),
            Map.entry("epochs", "1")));
  }

  /** Images of 0 and 1, which every likelihood takes. */
  static Images images() {
    byte[] pixels = new byte[(TRAINING + 2 * HELD_OUT) * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (Integer.bitCount(i * 0x9E3779B9) % 2 == 0 ? 0 : -1);
    }
    Split all = Split.ofBytes(SIDE, SIDE, pixels);
    Dataset dataset =
        new Dataset(
            "combinations",
            all.slice(0, TRAINING),
            all.slice(TRAINING, TRAINING + HELD_OUT),
            all.slice(TRAINING + HELD_OUT, all.size()));
    return new Images(dataset);
  }

  /** Why it cannot be, as the command line would say it; empty if it can. */
  Optional<String> refusal(Images images) {
    try {
      Assembly unused = new Assembly(config(), images);
      return Optional.empty();
    } catch (IllegalArgumentException reason) {
      return Optional.of(reason.getMessage());
    }
  }

  @Override
  public String toString() {
    return String.join(
        " x ",
        Arrays.asList(
            prior,
            Names.kebab(posterior.name()),
            Names.kebab(likelihood.name()),
            Names.kebab(objective.name())));
  }
}
