package org.vae4j.models.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.vae4j.core.Tensor;
import org.vae4j.models.Vae;
import org.vae4j.models.objective.Annealing;
import org.vae4j.models.optimizer.Optimization;
import org.vae4j.models.optimizer.RateSchedule;
import org.vae4j.models.optimizer.Rule;
import org.vae4j.models.store.Safetensors;
import org.vae4j.models.store.Weights;

/**
 * All that training depends on at one moment: a run that goes on from it has the bits of one that
 * never stopped. Noise and order are functions of seed, step and epoch, so no generator has a
 * state.
 *
 * @param parameters the parameters and states by name
 * @param best those of the best epoch; empty if there is none yet
 * @param optimizer moments and counts of every optimiser, and what an objective learns besides
 * @param progress where training stands
 * @param training what it was asked to do
 * @param config a text of the caller's, kept as it is
 */
public record Checkpoint(
    Map<String, Tensor> parameters,
    Map<String, Tensor> best,
    Map<String, Tensor> optimizer,
    Progress progress,
    Training training,
    String config) {
  private static final String FORMAT = "vae4j-checkpoint-1";

  /** Replaces {@code file} whole or not at all; throws {@code UncheckedIOException}. */
  public void write(Path file) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    parameters.forEach((name, value) -> tensors.put("parameters." + name, value));
    best.forEach((name, value) -> tensors.put("best." + name, value));
    new TreeMap<>(optimizer).forEach((name, value) -> tensors.put("optimizer." + name, value));
    new Safetensors(tensors, texts()).write(file);
  }

  private Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("format", FORMAT);
    texts.put("epoch", Integer.toString(progress.epoch()));
    texts.put("batch", Integer.toString(progress.batch()));
    texts.put("step", Long.toString(progress.step()));
    texts.put("best-epoch", Integer.toString(progress.bestEpoch()));
    texts.put("best-neg-elbo", Double.toString(progress.bestNegElbo()));
    texts.put("seconds", Double.toString(progress.seconds()));
    texts.put("examples", Long.toString(progress.examples()));
    progress.sums().forEach((name, sum) -> texts.put("sum." + name, Double.toString(sum)));
    texts.put("training.epochs", Integer.toString(training.epochs()));
    texts.put("training.batch", Integer.toString(training.batch()));
    texts.put("training.learning-rate", Double.toString(training.learningRate()));
    texts.put("training.warm-up", Integer.toString(training.warmUp()));
    texts.put("training.annealing", training.annealing().name());
    texts.put("training.patience", Integer.toString(training.patience()));
    texts.put("training.seed", Long.toString(training.seed()));
    texts.put("training.temperature", Double.toString(training.temperature().start()));
    texts.put("training.temperature-min", Double.toString(training.temperature().minimum()));
    texts.put("training.temperature-rate", Double.toString(training.temperature().rate()));
    Optimization optimization = training.optimization();
    texts.put("training.optimizer", optimization.rule().text());
    texts.put("training.clip-norm", Double.toString(optimization.clipNorm()));
    texts.put("training.normalized", Boolean.toString(optimization.normalized()));
    texts.put("training.average", Double.toString(optimization.average()));
    texts.put("training.rate-schedule", optimization.schedule().text());
    texts.put("config", config);
    return texts;
  }

  /**
   * The checkpoint in a file. Throws {@code IllegalArgumentException} in one line for a file that
   * is damaged or no checkpoint, {@code UncheckedIOException} for one that cannot be read.
   */
  public static Checkpoint read(Path file) {
    Safetensors content = Safetensors.read(file);
    Map<String, String> texts = content.metadata();
    if (!FORMAT.equals(texts.get("format"))) {
      throw new IllegalArgumentException(
          "read " + file + ": format must be " + FORMAT + "; got " + texts.get("format"));
    }
    try {
      return new Checkpoint(
          under("parameters.", content.tensors()),
          under("best.", content.tensors()),
          under("optimizer.", content.tensors()),
          progress(texts),
          training(texts),
          texts.get("config"));
    } catch (NumberFormatException | NullPointerException incomplete) {
      throw new IllegalArgumentException(
          "read " + file + ": every number must be there; got " + incomplete.getMessage(),
          incomplete);
    }
  }

  static <T> Map<String, T> under(String prefix, Map<String, T> all) {
    Map<String, T> result = new LinkedHashMap<>();
    all.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            result.put(name.substring(prefix.length()), value);
          }
        });
    return result;
  }

  private static Progress progress(Map<String, String> texts) {
    Map<String, Double> sums = new LinkedHashMap<>();
    under("sum.", texts).forEach((name, sum) -> sums.put(name, Double.valueOf(sum)));
    return new Progress(
        Integer.parseInt(texts.get("epoch")),
        Integer.parseInt(texts.get("batch")),
        Long.parseLong(texts.get("step")),
        Integer.parseInt(texts.get("best-epoch")),
        Double.parseDouble(texts.get("best-neg-elbo")),
        Double.parseDouble(texts.get("seconds")),
        Long.parseLong(texts.get("examples")),
        sums);
  }

  private static Training training(Map<String, String> texts) {
    return new Training(
        Integer.parseInt(texts.get("training.epochs")),
        Integer.parseInt(texts.get("training.batch")),
        Double.parseDouble(texts.get("training.learning-rate")),
        Integer.parseInt(texts.get("training.warm-up")),
        Annealing.valueOf(texts.get("training.annealing")),
        Integer.parseInt(texts.get("training.patience")),
        Long.parseLong(texts.get("training.seed")),
        new Temperature(
            Double.parseDouble(texts.get("training.temperature")),
            Double.parseDouble(texts.get("training.temperature-min")),
            Double.parseDouble(texts.get("training.temperature-rate"))),
        optimization(texts));
  }

  private static Optimization optimization(Map<String, String> texts) {
    return new Optimization(
        Rule.parse(texts.get("training.optimizer")),
        Double.parseDouble(texts.get("training.clip-norm")),
        texts.get("training.normalized").equals("true"),
        Double.parseDouble(texts.get("training.average")),
        RateSchedule.parse(
            texts.get("training.rate-schedule"), Integer.parseInt(texts.get("training.epochs"))));
  }

  /**
   * Whether training has come to its end: all epochs are done, or patience has run out. Under
   * cyclical annealing only those of full weight count, which is not known here: then the former.
   */
  public boolean ended() {
    boolean impatient =
        training.patience() > 0
            && training.annealing() != Annealing.CYCLICAL
            && progress.bestEpoch() > 0
            && progress.batch() == 0
            && progress.epoch() - progress.bestEpoch() >= training.patience();
    return impatient || progress.epoch() >= training.epochs();
  }

  /** The epoch that {@link #assignBest} gives: the best one, or the last completed. */
  public int bestEpoch() {
    return best.isEmpty() ? progress.epoch() : progress.bestEpoch();
  }

  /**
   * Gives {@code vae} the parameters of the best epoch, or the last if none could be chosen. Throws
   * {@code IllegalArgumentException}, and changes nothing, if the architecture is another.
   */
  public void assignBest(Vae vae) {
    Weights.assign(vae, best.isEmpty() ? parameters : best);
  }
}
