package org.vae4j.cli.config;

import org.vae4j.models.objective.Annealing;
import org.vae4j.models.optimizer.Optimization;
import org.vae4j.models.optimizer.RateSchedule;
import org.vae4j.models.optimizer.Rule;
import org.vae4j.models.option.Rules;

/** How the objective is minimised. */
public record TrainingConfig(
    @Setting(label = "N", fallback = "10", help = "passes over the training images") int epochs,
    @Setting(label = "S", fallback = "1", help = "seed of start values, order and noise") long seed,
    @Setting(label = "N", fallback = "100", help = "images in a training step") int batch,
    @Setting(label = "RATE", fallback = "0.001", help = "step size") double learningRate,
    @Setting(
            label = "NAME[:..]",
            fallback = "constant",
            help =
                "course of the step size: constant, cosine[:EPOCHS] (default: all), "
                    + "step:FACTOR:EPOCHS, exponential:FACTOR (of an epoch), linear-warm-up:EPOCHS,"
                    + " burda")
        String rateSchedule,
    @Setting(
            label = "NAME[:NUMBER]",
            fallback = "adam",
            help = "adam, adamw:DECAY, rmsprop, sgd:MOMENTUM, nesterov, adamax")
        String optimizer,
    @Setting(label = "L", fallback = "0", help = "longest gradient of a step; 0: any")
        double clipNorm,
    @Setting(
            fallback = "false",
            help = "whether each parameter's gradient is scaled to length 1 first")
        boolean normalizeGradients,
    @Setting(label = "D", fallback = "0", help = "decay of averaged parameters; 0: none")
        double average,
    @Setting(label = "N", fallback = "0", help = "epochs in which the weight of the KL grows to 1")
        int warmUp,
    @Setting(
            fallback = "linear",
            help = "how it grows; cyclical: rests as long, then starts again",
            only = "warm-up!=0")
        Annealing annealing,
    @Setting(label = "N", fallback = "50", help = "stop after N epochs without progress; 0: never")
        int patience,
    @Setting(
            label = "T",
            fallback = "1",
            help = "first temperature of gmm's relaxed components",
            only = "gmm-component=gumbel-softmax|gumbel-straight-through")
        double temperature,
    @Setting(
            label = "T",
            fallback = "0.5",
            help = "its last temperature",
            only = "gmm-component=gumbel-softmax|gumbel-straight-through")
        double temperatureMin) {

  /** Throws {@code IllegalArgumentException} where a value breaks its rule. */
  public TrainingConfig {
    Rules.atLeast(1, "epochs", epochs);
    Rules.atLeast(1, "batch", batch);
    Rules.positive("learning-rate", learningRate);
    rateSchedule = RateSchedule.parse(rateSchedule, epochs).text();
    optimizer = Rule.parse(optimizer).text();
    Rules.notNegative("clip-norm", clipNorm);
    Optimization.adam().withAverage(average);
    Rules.atLeast(0, "warm-up", warmUp);
    Rules.atLeast(0, "patience", patience);
    Rules.positive("temperature", temperature);
    Rules.positive("temperature-min", temperatureMin);
    if (!(temperatureMin <= temperature)) {
      throw new IllegalArgumentException(
          "temperature-min must be <= temperature %s; got %s"
              .formatted(Values.text(temperature), Values.text(temperatureMin)));
    }
  }

  /** How a gradient becomes a step. */
  public Optimization optimization() {
    Optimization any =
        Optimization.of(Rule.parse(optimizer))
            .withSchedule(RateSchedule.parse(rateSchedule, epochs));
    Optimization clipped = clipNorm == 0 ? any : any.withClipNorm(clipNorm);
    return clipped.withNormalized(normalizeGradients).withAverage(average);
  }
}
