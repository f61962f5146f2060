package org.vae4j.models.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.models.Vae;
import org.vae4j.models.data.BatchOrder;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Split;
import org.vae4j.models.objective.Elbo;
import org.vae4j.models.objective.Graphs;
import org.vae4j.models.objective.Moment;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.Stage;
import org.vae4j.models.optimizer.Rate;
import org.vae4j.models.store.Weights;

/**
 * Trains a model on an objective, by default the evidence lower bound. It owns the model's
 * parameters from construction to {@link #close}. For one thread at a time, except {@link #stop}.
 *
 * <pre>{@code
 * try (Trainer trainer = new Trainer(engine, vae, Training.defaults())) {
 *   trainer.fit(data, listener);
 *   trainer.selectBest();
 * }
 * }</pre>
 */
public final class Trainer implements AutoCloseable {
  private static final double NANOS = 1e-9;

  private final Engine engine;
  private final Vae vae;
  private final Training training;
  private final Graphs graphs;
  private final Phases phases;
  private final Scalars scalars;
  private final Step stepper;
  private final Statistics statistics;
  private final Standing at;
  private int batches = 1;
  private long last = Long.MAX_VALUE;
  private boolean ended;
  private volatile boolean stopping;

  /** Makes {@code vae} ready to be trained on {@code engine} by the evidence lower bound. */
  public Trainer(Engine engine, Vae vae, Training training) {
    this(engine, vae, new Elbo(), training);
  }

  /** Makes {@code vae} ready to be trained on {@code engine} by {@code objective}. */
  public Trainer(Engine engine, Vae vae, Objective objective, Training training) {
    this(engine, vae, objective, training, Optional.empty());
  }

  /**
   * As above with a learning rate in place of that of {@code training} and its schedule; a
   * checkpoint does not hold it, so a resumed run is to be given it again.
   */
  public Trainer(Engine engine, Vae vae, Objective objective, Training training, Rate rate) {
    this(engine, vae, objective, training, Optional.of(rate));
  }

  private Trainer(
      Engine engine, Vae vae, Objective objective, Training training, Optional<Rate> own) {
    this.engine = engine;
    this.vae = vae;
    this.training = training;
    this.graphs = new Graphs(vae, objective);
    Rate rate = own.orElse((step, current) -> training.rate(new Moment(step, batches)));
    this.phases = new Phases(engine, graphs, training, rate);
    this.scalars = new Scalars(training, objective);
    this.stepper = new Step(engine, phases, scalars, vae.decoder().features(), training);
    this.statistics = new Statistics(engine, graphs, phases.states(), training);
    this.at =
        new Standing(
            new Selection(training.patience(), of -> scalars.full(Moment.endOf(of, batches))),
            new Tally(watched(graphs), training.batch()));
  }

  /** What the graphs of a step put out for each example. */
  private static String[] watched(Graphs graphs) {
    return graphs.stages().stream()
        .flatMap(stage -> graphs.training(stage, 1).outputs().keySet().stream())
        .filter(output -> !Stage.isLoss(output) && !Graphs.isState(output))
        .distinct()
        .toArray(String[]::new);
  }

  /**
   * Trains from the initial parameters to the end and leaves the model with those of the best
   * epoch: see {@link #fit(Dataset, Listener...)} and {@link #selectBest}.
   */
  public static Fit fit(
      Engine engine, Vae vae, Dataset data, Training training, Listener... listeners) {
    try (Trainer trainer = new Trainer(engine, vae, training)) {
      Fit fit = trainer.fit(data, listeners);
      trainer.selectBest();
      return fit;
    }
  }

  /**
   * Trains from where it stands until the epochs are done, patience runs out or {@link #stop} is
   * called. Throws {@code IllegalArgumentException} if the data do not fit the model, {@code
   * NonFiniteException} if a loss, gradient or parameter is no longer finite.
   */
  public Fit fit(Dataset data, Listener... listeners) {
    requireTraining();
    check(data);
    batches = order(data.train()).count();
    try (Monitor monitor = new Monitor(engine, graphs, data, training.seed())) {
      boolean whole = true;
      while (whole && at.epoch < training.epochs() && !at.selection.exhausted(at.epoch)) {
        whole = epoch(data.train(), monitor, listeners);
      }
      boolean early = whole && at.epoch < training.epochs();
      stopping = false;
      return new Fit(at.epoch, at.bestEpoch(), at.bestNegElbo(), early, !whole, at.seconds);
    }
  }

  private void check(Dataset data) {
    if (data.features() != vae.decoder().features()) {
      throw new IllegalArgumentException(
          "fit: examples must have "
              + vae.decoder().features()
              + " values; got "
              + data.features());
    }
    if (vae.decoder().likelihood().binary() && !data.binary()) {
      throw new IllegalArgumentException(
          "fit: a Bernoulli likelihood needs values 0 and 1; got others in data " + data.name());
    }
  }

  /**
   * One epoch, or what is left of it; false if it was stopped within. What listeners do at its end,
   * such as saving, is no part of its time.
   */
  private boolean epoch(Split examples, Monitor monitor, Listener... listeners) {
    Optional<EpochReport> report = timed(examples, monitor, listeners);
    report.ifPresent(
        found -> {
          for (Listener listener : listeners) {
            listener.onEpoch(found);
          }
        });
    return report.isPresent();
  }

  private Optional<EpochReport> timed(Split examples, Monitor monitor, Listener... listeners) {
    long start = System.nanoTime();
    double before = at.seconds;
    int current = at.epoch + 1;
    try {
      if (!stepsOrCulprit(examples.epoch(current), current, listeners)) {
        return Optional.empty();
      }
      Metrics train = at.tally.metrics(monitor.trainNorms(current));
      Moment end = Moment.endOf(current, batches);
      Metrics validation =
          phases.withMeans(() -> statistics.fitted(examples, () -> validated(monitor, current)));
      boolean better = at.selection.epoch() == current;
      at.complete(current);
      return Optional.of(
          new EpochReport(
              current,
              training.beta(end),
              training.temperature().at(at.step),
              (System.nanoTime() - start) * NANOS,
              train,
              validation,
              scalars.scheduled(end),
              better));
    } finally {
      at.seconds = before + (System.nanoTime() - start) * NANOS;
    }
  }

  /** What validation says; where it is better than all before, these are the best weights. */
  private Metrics validated(Monitor monitor, int current) {
    Metrics validation = monitor.validation();
    requireFinite(current, validation);
    if (at.selection.offer(current, validation.score())) {
      at.best = Weights.of(vae);
    }
    return validation;
  }

  /**
   * A bad gradient is seen in the loss of the next step, when the parameters are lost. Looking at
   * each gradient would cost a few per cent of every step; instead the epoch, a function of its
   * start, is run once more with that look, up to the step and the node at fault.
   */
  private boolean stepsOrCulprit(Split examples, int current, Listener... listeners) {
    Checkpoint start = checkpoint("");
    try {
      boolean whole = steps(examples, current, false, listeners);
      requireFinite(current);
      return whole;
    } catch (NonFiniteException seen) {
      restore(start);
      steps(examples, current, true);
      restore(start);
      stepsBefore(seen.step(), examples, current);
      throw seen;
    }
  }

  /** Every gradient was finite, and the last update was not: back to the parameters before it. */
  private void stepsBefore(long bad, Split examples, int current) {
    last = bad - 1;
    try {
      steps(examples, current, true);
    } finally {
      last = Long.MAX_VALUE;
    }
  }

  private boolean steps(Split examples, int current, boolean careful, Listener... listeners) {
    BatchOrder order = order(examples);
    int[] permutation = order.permutation(current);
    phases.begin(current);
    while (at.batch < order.count() && at.step < last) {
      if (stopping && !careful) {
        return false;
      }
      Step.Setting setting =
          new Step.Setting(current, new Moment(at.step, batches), careful, Clock.NONE);
      int from = order.start(at.batch);
      double loss =
          stepper.run(examples, permutation, from, order.end(at.batch), setting, at.tally);
      at.batch++;
      at.step++;
      for (Listener listener : listeners) {
        listener.onStep(current, at.batch, order.count(), loss);
      }
    }
    return true;
  }

  private BatchOrder order(Split examples) {
    return new BatchOrder(examples.size(), training.batch(), training.seed());
  }

  /** An update can overflow a parameter although its gradient is finite. */
  private void requireFinite(int current) {
    for (Parameter parameter : phases.parameters()) {
      for (double value : parameter.value().toDoubleArray()) {
        if (!(Math.abs(value) <= Double.MAX_VALUE)) {
          String node = "parameter " + parameter + " = " + value;
          throw new NonFiniteException(current, at.step, "parameter", node);
        }
      }
    }
  }

  private void requireFinite(int current, Metrics validation) {
    double bound = validation.score();
    if (!(Math.abs(bound) <= Double.MAX_VALUE)) {
      String what = validation.criterion().isPresent() ? "criterion" : "reconstruction + kl";
      String node = "validation " + what + " = " + bound;
      throw new NonFiniteException(current, at.step, "validation bound", node);
    }
  }

  /** The plans of a step of a full batch, by phase: what it computes and takes, before any run. */
  public Map<String, Plan> plans() {
    requireTraining();
    List<Plan> plans = stepper.plans(training.batch());
    Map<String, Plan> named = new LinkedHashMap<>();
    for (int i = 0; i < plans.size(); i++) {
      named.put(phases.list().get(i).stage().name(), plans.get(i));
    }
    return named;
  }

  /**
   * Trains for about so many seconds, with no regard to epochs, to see where the time of a step
   * goes. Throws as {@link #fit} does.
   */
  public Profile profile(Dataset data, double seconds) {
    requireTraining();
    check(data);
    Tally own = new Tally(watched(graphs), training.batch());
    batches = order(data.train()).count();
    Split examples = data.train().epoch(1);
    int batch = Math.min(training.batch(), examples.size());
    return Profile.of(stepper, examples, order(examples), batch, own, seconds);
  }

  /** Asks {@link #fit} to return after the step under way, or at once; from any thread. */
  public void stop() {
    stopping = true;
  }

  /** Where training stands. */
  public Progress progress() {
    return at.progress();
  }

  /**
   * A copy of all that the rest of training depends on, with a text of the caller's. To be called
   * between steps: from a listener, or when {@link #fit} has returned.
   */
  public Checkpoint checkpoint(String config) {
    requireTraining();
    return new Checkpoint(Weights.of(vae), at.best, phases.state(), progress(), training, config);
  }

  /**
   * Goes on from a checkpoint, bit for bit as if training had not stopped. Throws {@code
   * IllegalArgumentException}, and changes nothing, unless model and training are those of the
   * checkpoint; epochs and patience may differ.
   */
  public void restore(Checkpoint checkpoint) {
    requireTraining();
    Training asked =
        checkpoint.training().withEpochs(training.epochs()).withPatience(training.patience());
    if (!asked.equals(training)) {
      throw new IllegalArgumentException(
          "resume: training must be that of the checkpoint, " + asked + "; got " + training);
    }
    Checkpoint before = checkpoint("");
    try {
      adopt(checkpoint);
    } catch (IllegalArgumentException refused) {
      adopt(before);
      throw refused;
    }
  }

  private void adopt(Checkpoint checkpoint) {
    Weights.assign(vae, checkpoint.parameters());
    phases.restore(checkpoint.optimizer());
    at.restore(checkpoint);
  }

  /**
   * Gives the model the parameters of the best epoch, else the last ones, averaged where averages
   * are kept: the end of training; {@link #fit} and {@link #checkpoint} then throw {@code
   * IllegalStateException}.
   */
  public void selectBest() {
    Weights.assign(vae, at.best.isEmpty() ? phases.withMeans(() -> Weights.of(vae)) : at.best);
    ended = true;
  }

  private void requireTraining() {
    if (ended) {
      throw new IllegalStateException("trainer: training has ended with selectBest or close");
    }
  }

  /** Frees plans and gives the model back its parameters, with their values. */
  @Override
  public void close() {
    ended = true;
    stepper.close();
    statistics.close();
    phases.close();
  }
}
