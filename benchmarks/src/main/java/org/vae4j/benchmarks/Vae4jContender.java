package org.vae4j.benchmarks;

import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Shape;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Split;
import org.vae4j.models.evaluate.Evaluation;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.store.Weights;
import org.vae4j.models.train.Listener;
import org.vae4j.models.train.Trainer;
import org.vae4j.models.train.Training;

/** This project, through the calls that its users make. */
final class Vae4jContender implements Contender {
  private static final int EXAMPLES = 10_000;
  private static final double RATE = 1e-3;
  private static final long SEED = 1;

  private final Workload workload;
  private final Engine engine;

  Vae4jContender(Workload workload, Backend backend, int threads) {
    this.workload = workload;
    this.engine = Engine.open(backend, threads);
  }

  @Override
  public String engine() {
    return "vae4j on " + engine.backend();
  }

  @Override
  public float[] check(Example example) {
    if (workload.kind() != Workload.Kind.LIKELIHOOD) {
      return Models.check(engine, workload, example);
    }
    Vae vae = Models.vae(workload, SEED);
    Weights.assign(vae, example.weights());
    try (Evaluation evaluation = new Evaluation(engine, vae, Example.SEED)) {
      Split split = split(example.x().toFloatArray());
      return new Results().add(evaluation.logLikelihood(split, workload.samples()).nll()).toArray();
    }
  }

  @Override
  public void run(Track track) {
    Vae vae = Models.vae(workload, SEED);
    if (workload.kind() == Workload.Kind.LIKELIHOOD) {
      evaluate(vae, track);
    } else {
      train(vae, track);
    }
  }

  private void train(Vae vae, Track track) {
    Training training =
        Training.defaults()
            .withEpochs(Integer.MAX_VALUE)
            .withBatch(workload.batch())
            .withLearningRate(RATE);
    Listener clock =
        new Listener() {
          @Override
          public void onStep(int epoch, int batch, int batches, double loss) {
            track.step(loss);
          }
        };
    Dataset data = new Dataset("ink", ink(EXAMPLES, 1), ink(1, 2), ink(1, 3));
    Objective objective = Models.objective(workload);
    try (Trainer trainer = new Trainer(engine, vae, objective, training)) {
      trainer.fit(data, clock);
    }
  }

  private void evaluate(Vae vae, Track track) {
    Split data = ink(workload.batch(), 1);
    try (Evaluation evaluation = new Evaluation(engine, vae, SEED)) {
      while (true) {
        track.step(evaluation.logLikelihood(data, workload.samples()).nll());
      }
    }
  }

  private Split ink(int examples, long seed) {
    return split(Example.ink(Shape.of(examples, workload.features()), seed).toFloatArray());
  }

  private Split split(float[] values) {
    return Split.ofFloats(1, workload.features(), values);
  }

  @Override
  public void close() {
    engine.close();
  }
}
