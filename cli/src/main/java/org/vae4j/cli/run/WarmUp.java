package org.vae4j.cli.run;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.cli.terminal.Interrupt;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Split;
import org.vae4j.models.train.Listener;
import org.vae4j.models.train.NonFiniteException;
import org.vae4j.models.train.Trainer;

/**
 * Steps on models that are thrown away, so that the first of several runs does not pay for what
 * Java compiles and their seconds can be compared.
 */
final class WarmUp implements Listener {
  /** Java's compiler is through with what a step does after some ten thousand rounds of loops. */
  private static final int BATCHES = 100;

  private static final int EPOCHS = 2;
  private static final int VALIDATION = 500;
  private static final double NANOS = 2e9;

  private final Trainer trainer;
  private final long start = System.nanoTime();

  private WarmUp(Trainer trainer) {
    this.trainer = trainer;
  }

  /**
   * Warms up for each of these priors that is yet to be trained, unless a step takes so long that
   * what Java compiles is nothing beside it.
   */
  static void of(Engine engine, List<Assembly> runs, Progress progress, Interrupt interrupt) {
    Set<String> done = new HashSet<>();
    for (Assembly run : runs) {
      if (done.add(run.config().prior().prior())) {
        steps(engine, run, progress, interrupt);
      }
    }
    progress.abandon();
  }

  private static void steps(Engine engine, Assembly run, Progress progress, Interrupt interrupt) {
    try (Trainer trainer = trainer(engine, run)) {
      if (StepCost.isMuch(trainer)) {
        return;
      }
      progress.say("Java warms up under " + run.config().prior().prior());
      interrupt.onRequest(trainer::stop);
      trainer.fit(few(run.dataset(), run.training().batch()), new WarmUp(trainer));
    } catch (NonFiniteException diverged) {
      return; // The run itself comes to it, and tells.
    } finally {
      interrupt.onRequest(() -> {});
    }
  }

  /** For what a run begins with. */
  private static Trainer trainer(Engine engine, Assembly run) {
    Vae vae = run.vae();
    return run.starts()
        ? new Trainer(
            engine,
            vae.under(run.startPrior(vae)),
            run.startObjective(),
            run.startTraining().withEpochs(EPOCHS))
        : new Trainer(engine, vae, run.fit(), run.training().withEpochs(EPOCHS));
  }

  private static Dataset few(Dataset all, int batch) {
    int train = (int) Math.min(all.train().size(), (long) BATCHES * batch);
    int valid = Math.min(all.valid().size(), VALIDATION);
    Split examples = all.train().slice(0, train);
    return new Dataset(all.name(), examples, all.valid().slice(0, valid), all.test());
  }

  @Override
  public void onStep(int epoch, int batch, int batches, double loss) {
    if (System.nanoTime() - start > NANOS) {
      trainer.stop();
    }
  }
}
