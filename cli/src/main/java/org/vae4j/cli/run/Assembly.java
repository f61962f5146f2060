package org.vae4j.cli.run;

import java.util.Optional;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.cli.config.RunConfig;
import org.vae4j.cli.config.TrainingConfig;
import org.vae4j.cli.report.RunReport;
import org.vae4j.cli.terminal.Build;
import org.vae4j.cli.terminal.Terminal;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Headroom;
import org.vae4j.core.backend.Preflight;
import org.vae4j.models.MixturePrior;
import org.vae4j.models.Prior;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.objective.Annealing;
import org.vae4j.models.objective.BetaElbo;
import org.vae4j.models.objective.Graphs;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.ObjectiveContext;
import org.vae4j.models.objective.ObjectiveKind;
import org.vae4j.models.objective.PriorFit;
import org.vae4j.models.train.Footprint;
import org.vae4j.models.train.Temperature;
import org.vae4j.models.train.Training;
import org.vae4j.priors.StandardNormal;

/**
 * The objects that a config asks for. Nothing else but {@link ModelAssembly}, its part for the
 * model, reads a config: above are no tensors, below no flags.
 */
public final class Assembly {
  private final RunConfig config;
  private final Images images;
  private final ModelAssembly model;
  private final Objective objective;

  /**
   * What {@code config} asks for, on these images. Throws {@code IllegalArgumentException} where it
   * does not fit them.
   */
  public Assembly(RunConfig config, Images images) {
    this.config = config;
    this.images = images;
    this.model = new ModelAssembly(config, images.dataset());
    this.objective =
        config
            .objective()
            .objective()
            .create(
                config.objective().options(),
                new ObjectiveContext(
                    config.model().latent(),
                    images.dataset().train().size(),
                    new Initializer(config.training().seed())));
    if (!(dataset().test().size() >= 2)) {
      throw new IllegalArgumentException(
          "test: must hold >= 2 images for a standard error; got " + dataset().test().size());
    }
    checkObjective();
    if (config.start().postHoc()) {
      if (vae().prior().parameters().isEmpty()) {
        throw new IllegalArgumentException(
            "fit: prior must have parameters to be fitted post-hoc; got " + config.prior().prior());
      }
      new Graphs(vae(), fit()).training(2);
    }
  }

  /** Not every objective goes with every posterior and prior; to trace it is to know. */
  private void checkObjective() {
    Graphs graphs = new Graphs(vae(), objective);
    graphs.stages().forEach(stage -> graphs.training(stage, 2));
  }

  /** The config itself. */
  public RunConfig config() {
    return config;
  }

  /** The images. */
  Images images() {
    return images;
  }

  /** The images as the model sees them. */
  public Dataset dataset() {
    return images.dataset();
  }

  /** What results are made with. */
  RunReport.Provenance provenance(Engine engine, long seed) {
    return new RunReport.Provenance(
        Build.version(),
        Build.commit().orElse(null),
        images.sha256(),
        Preflight.now().jvm(),
        engine.backend().toString(),
        config.machine().threads().count(),
        seed);
  }

  /** The display of the run's progress under this title. */
  RunProgress progress(Terminal terminal, String title) {
    return new RunProgress(
        new Progress(terminal, title, System::nanoTime),
        dataset().train().size(),
        batches(),
        new RunProgress.Part(
            "start", config.start().startEpochs(), boundFrom(startTraining(), startsOnBound())),
        new RunProgress.Part(
            "epoch",
            config.training().epochs(),
            boundFrom(training(), onBound() && !relaxed() && !config.start().postHoc())));
  }

  /** The first epoch whose loss is -ELBO, as it is once the KL has its whole weight for good. */
  private static int boundFrom(Training training, boolean onBound) {
    boolean steady = training.warmUp() == 0 || training.annealing() != Annealing.CYCLICAL;
    return onBound && steady ? training.warmUp() + 1 : Integer.MAX_VALUE;
  }

  private boolean onBound() {
    return config.objective().objective() == ObjectiveKind.ELBO;
  }

  private boolean startsOnBound() {
    return config.start().postHoc() ? onBound() : config.start().startBeta() == 1;
  }

  /** Whether training goes by a relaxed surrogate, at a temperature. */
  boolean relaxed() {
    return model.relaxed();
  }

  /** The objective that is asked for, by which results are reported. */
  public Objective objective() {
    return objective;
  }

  /** What the epochs under the prior minimise. */
  public Objective fit() {
    return config.start().postHoc() ? new PriorFit(objective.samples()) : objective;
  }

  /** Whether epochs under N(0, I) come first: for every prior, so that budgets are equal. */
  boolean starts() {
    return config.start().postHoc() || config.start().clusters();
  }

  /** What they are under: N(0, I) in place of what is to be found, the components or the prior. */
  Prior startPrior(Vae vae) {
    return config.start().clusters()
        ? vae.prior().simplified(StandardNormal::new)
        : new StandardNormal(vae.prior().latent());
  }

  /** A new model under that prior; its networks are those of {@link #vae}. */
  private Vae startVae() {
    Vae vae = vae();
    return vae.under(startPrior(vae));
  }

  /** What they minimise. */
  Objective startObjective() {
    return config.start().postHoc()
        ? objective
        : new BetaElbo(objective.samples(), config.start().startBeta());
  }

  /** How they do so. */
  Training startTraining() {
    return training()
        .withEpochs(config.start().startEpochs())
        .withWarmUp(config.start().postHoc() ? config.training().warmUp() : 0)
        .withTemperature(Temperature.fixed(1));
  }

  /** Whether components of the prior then move to clusters of codes. */
  boolean restarts() {
    return model.clusters();
  }

  /** Moves them, if there are any. */
  Optional<MetricsLine.Move> restart(Engine engine, Vae vae) {
    if (!(vae.prior() instanceof MixturePrior mixture)) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    long seed = config.training().seed();
    Tensor rows = model.startRows();
    mixture.restart(vae.draw(engine, rows, seed), seed);
    double seconds = (System.nanoTime() - start) / 1e9;
    return Optional.of(MetricsLine.Move.of(mixture.components(), rows.shape().dim(0), seconds));
  }

  /** A new model with the start values of the config's seed. */
  public Vae vae() {
    return model.vae();
  }

  /** The memory that training will take: that of the epochs under N(0, I), if it is more. */
  public Footprint footprint(Engine engine) {
    Footprint fit = Footprint.of(engine, vae(), fit(), training(), dataset());
    if (!starts()) {
      return fit;
    }
    Footprint start =
        Footprint.of(engine, startVae(), startObjective(), startTraining(), dataset());
    return start.total() > fit.total() ? start : fit;
  }

  /** Throws {@code IllegalArgumentException} if training needs more memory than is left. */
  public void checkMemory(Engine engine, Headroom left) {
    Footprint.require(engine, vae(), fit(), training(), dataset(), left);
    if (starts()) {
      Footprint.require(engine, startVae(), startObjective(), startTraining(), dataset(), left);
    }
  }

  /** Steps of an epoch. */
  private int batches() {
    return (dataset().train().size() - 1) / config.training().batch() + 1;
  }

  /** How to train. */
  public Training training() {
    TrainingConfig how = config.training();
    return new Training(
        how.epochs(),
        Math.min(how.batch(), dataset().train().size()),
        how.learningRate(),
        config.start().postHoc() ? 0 : how.warmUp(),
        how.annealing(),
        how.patience(),
        how.seed(),
        Temperature.reaching(
            config.training().temperature(),
            config.training().temperatureMin(),
            (long) batches() * how.epochs()),
        how.optimization());
  }
}
