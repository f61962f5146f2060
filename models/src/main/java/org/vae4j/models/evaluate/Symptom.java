package org.vae4j.models.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that a measurement shows to be wrong, and what to try.
 *
 * @param name in kebab-case, as in {@code posterior-collapse}
 * @param finding what was measured, a sentence without its full stop
 * @param remedy what to try, likewise
 */
public record Symptom(String name, String finding, String remedy) {
  /** Codes that say less about their examples than this have collapsed: nats. */
  private static final double LEAST_INFORMATION = 0.1;

  /** Components whose responsibilities say less than this are one: nats. */
  private static final double LEAST_APART = 0.05;

  private static final double WHOLE = 0.95;
  private static final double MANY_DEAD = 0.1;
  private static final double FEW_SAMPLES = 2;
  private static final double MANY_POOR = 0.5;
  private static final double LEAST_SIGNAL = 0.1;

  /** What is wrong with codes and components. */
  public static List<Symptom> in(Diagnostics found) {
    List<Symptom> symptoms = new ArrayList<>();
    codes(found).ifPresent(symptoms::add);
    found.components().flatMap(Symptom::components).ifPresent(symptoms::add);
    return symptoms;
  }

  private static Optional<Symptom> codes(Diagnostics found) {
    int all = found.activeUnits().variances().length;
    int active = found.activeUnits().count();
    double information = found.aggregate().mutualInformation();
    if (active == 0 || information < LEAST_INFORMATION) {
      return symptom(
          "posterior-collapse",
          "the posterior has collapsed: a code says %.2f nats about its example (active dimensions:"
              + " %d of %d)",
          "warm-up of the KL's weight, free-bits or a smaller beta",
          Math.max(0, information),
          active,
          all);
    }
    if (2 * active < all) {
      return symptom(
          "unused-dimensions",
          "only %d of %d latent dimensions are active",
          "fewer dimensions, which should cost nothing, or a warm-up of the KL's weight",
          active,
          all);
    }
    return Optional.empty();
  }

  private static Optional<Symptom> components(ComponentUse use) {
    int all = use.components();
    if (all < 2) {
      return Optional.empty();
    }
    double most = Arrays.stream(use.shares()).max().orElseThrow();
    if (most > WHOLE) {
      return symptom(
          "component-collapse",
          "one of the prior's %d components has %.0f %% of the codes",
          "components that start from encoded examples, a warm-up of the KL's weight, or fewer"
              + " components",
          all,
          100 * most);
    }
    if (use.information() < LEAST_APART) {
      return symptom(
          "equal-components",
          "the prior's %d components are one and the same: a code says %.2f nats about its component",
          "components that start from encoded examples; pseudo-inputs that start from pixel noise"
              + " without warm-up all share one posterior and stand still for epochs, so start them"
              + " from training rows or warm up the KL's weight",
          all,
          Math.max(0, use.information()));
    }
    if (use.dead() > MANY_DEAD * all) {
      return symptom(
          "dead-components",
          "%d of the prior's %d components are dead: no training example gives them half an equal share",
          "fewer components, or components that start from encoded examples",
          use.dead(),
          all);
    }
    return Optional.empty();
  }

  /** What is wrong with an importance-sampled log-likelihood. */
  public static List<Symptom> in(LogLikelihood found) {
    double poor = found.shareBelow(FEW_SAMPLES);
    if (!(poor > MANY_POOR) || found.samples() <= FEW_SAMPLES) {
      return List.of();
    }
    return symptom(
            "few-effective-samples",
            "for %.0f %% of the examples one of %d importance samples outweighs all others together,"
                + " so the NLL is a loose bound",
            "more importance-samples, or a richer posterior",
            100 * poor,
            found.samples())
        .stream()
        .toList();
  }

  /** What is wrong with the encoder's gradient. */
  public static List<Symptom> in(GradientSignal found) {
    if (!(found.ratio() < LEAST_SIGNAL)) {
      return List.of();
    }
    return symptom(
            "noisy-gradient",
            "the encoder's gradient on %d examples is noise: %.2f times as long as what the draws"
                + " add",
            "gradient dreg or stl, larger batches, or fewer samples in an importance-weighted"
                + " objective",
            found.batch(),
            found.ratio())
        .stream()
        .toList();
  }

  private static Optional<Symptom> symptom(
      String name, String finding, String remedy, Object... values) {
    return Optional.of(new Symptom(name, String.format(Locale.ROOT, finding, values), remedy));
  }

  /** Finding and remedy as two sentences. */
  @Override
  public String toString() {
    String first = finding.substring(0, 1).toUpperCase(Locale.ROOT) + finding.substring(1);
    return first + ". Try " + remedy + ".";
  }
}
