package org.vae4j.cli.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.cli.Cli;
import org.vae4j.cli.config.LikelihoodName;
import org.vae4j.cli.config.RunConfig;
import org.vae4j.cli.run.Assembly;
import org.vae4j.cli.run.Images;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Vae;
import org.vae4j.models.objective.ObjectiveKind;
import org.vae4j.models.posterior.PosteriorKind;
import org.vae4j.models.train.Listener;
import org.vae4j.models.train.Trainer;

final class CombinationTest {
  /** What goes with every prior and every posterior. */
  private static final Set<LikelihoodName> LIKELIHOODS =
      Set.of(LikelihoodName.BERNOULLI, LikelihoodName.GAUSSIAN);

  private static final Set<ObjectiveKind> OBJECTIVES =
      Set.of(
          ObjectiveKind.ELBO,
          ObjectiveKind.BETA_VAE,
          ObjectiveKind.IWAE,
          ObjectiveKind.INFO_VAE,
          ObjectiveKind.WAE_MMD);

  private final Images images = Combination.images();

  @Test
  void everyPriorPosteriorAndObjective_trainsForThreeStepsOrSaysWhyNot() {
    assertAllGo(combination -> combination.likelihood() == LikelihoodName.BERNOULLI);
  }

  @Test
  @Tag("slow")
  void everyCombination_trainsForThreeStepsOrSaysWhyNot() {
    assertAllGo(combination -> true);
  }

  private void assertAllGo(Predicate<Combination> asked) {
    List<String> wrong = new ArrayList<>();
    try (Engine engine = Engine.open(Backend.CPU, 1)) {
      for (Combination combination : Combination.all()) {
        if (asked.test(combination)) {
          combination
              .refusal(images)
              .map(reason -> unfounded(combination, reason))
              .orElseGet(() -> fault(engine, combination))
              .ifPresent(wrong::add);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static Optional<String> unfounded(Combination combination, String reason) {
    if (isPromised(combination)) {
      return Optional.of(combination + " must not be refused: " + reason);
    }
    boolean sentence = reason.lines().count() == 1 && reason.length() > 40;
    return sentence ? Optional.empty() : Optional.of(combination + " has no reason: " + reason);
  }

  private static boolean isPromised(Combination combination) {
    return LIKELIHOODS.contains(combination.likelihood())
        && OBJECTIVES.contains(combination.objective());
  }

  private Optional<String> fault(Engine engine, Combination combination) {
    Assembly assembly = new Assembly(combination.config(), images);
    Vae vae = assembly.vae();
    try (Trainer trainer = new Trainer(engine, vae, assembly.objective(), assembly.training())) {
      trainer.fit(images.dataset(), new Listener() {});
      assertEquals(3, trainer.progress().step(), combination::toString);
    } catch (RuntimeException failed) {
      return Optional.of(combination + " fails: " + failed);
    }
    return vae.parameters().stream().allMatch(CombinationTest::finite)
        ? Optional.empty()
        : Optional.of(combination + " leaves a parameter that is not finite");
  }

  private static boolean finite(Parameter parameter) {
    for (double value : parameter.value().toDoubleArray()) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  @Test
  void likelihood_hasNoSayInARefusal() {
    for (Combination one : Combination.all()) {
      if (one.posterior() == PosteriorKind.FULL) {
        Combination bernoulli =
            new Combination(
                one.prior(), one.posterior(), LikelihoodName.BERNOULLI, one.objective());
        assertEquals(bernoulli.refusal(images), one.refusal(images), one::toString);
      }
    }
  }

  @Test
  void matrix_namesEveryPriorAndTheShareRefused() {
    Matrix matrix = Matrix.of(LikelihoodName.BERNOULLI);
    String page = String.join("\n", matrix.lines());
    Combination.priors().forEach(prior -> assertTrue(page.contains("\n" + prior + " "), page));
    assertTrue(
        page.contains(
            matrix.refused().size() + " of " + matrix.combinations() + " combinations of prior"),
        page);
  }

  @Test
  void catalogue_hasEveryFlagAndThePriorsOnLinesThatFit() {
    Cli cli = Cli.run("explain", "--catalogue").ok();
    for (String name : RunConfig.SETTINGS.names()) {
      assertTrue(cli.out().contains("--" + name + " "), name);
    }
    Combination.priors().forEach(prior -> assertTrue(cli.out().contains("  " + prior + ": ")));
    assertTrue(cli.out().lines().allMatch(line -> line.length() <= 100), cli.out());
  }

  @Test
  void catalogue_json_hasWhatThePageHas() throws JsonProcessingException {
    String out = Cli.run("explain", "--catalogue", "--json").ok().out();
    JsonNode json = new ObjectMapper().readTree(out);
    Set<String> flags = new HashSet<>();
    json.get("flags").forEach(flag -> flags.add(flag.get("flag").textValue()));
    RunConfig.SETTINGS.names().forEach(name -> assertTrue(flags.contains("--" + name), name));
    assertEquals(Combination.priors().size(), json.get("priors").size());
    JsonNode together = json.get("together");
    assertTrue(together.get("refused").size() < together.get("combinations").intValue());
    together.get("refused").forEach(one -> assertTrue(!one.get("reason").textValue().isEmpty()));
  }
}
