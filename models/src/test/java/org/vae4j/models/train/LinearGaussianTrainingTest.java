package org.vae4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.LinearGaussian;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Split;
import org.vae4j.models.evaluate.Evaluation;

/** Training against the maximum of the likelihood, which probabilistic PCA has in closed form. */
class LinearGaussianTrainingTest {
  @Test
  void fit_reachesTheLikelihoodOfProbabilisticPca() {
    Split train = LinearGaussian.draw(400, 5);
    Dataset data = new Dataset("linear", train, train, train);
    Vae vae = LinearGaussian.untrained(1);
    Training training = Training.defaults().withEpochs(150).withBatch(100).withLearningRate(0.02);
    try (Engine engine = Engine.open(Backend.CPU, 2)) {
      Trainer.fit(engine, vae, data, training);
      Trainer.fit(engine, vae, data, training.withLearningRate(0.002).withSeed(2));
      try (Evaluation evaluation = new Evaluation(engine, vae, 1)) {
        double best = -ppca(train);
        assertEquals(best, evaluation.logLikelihood(train, 100).nll(), 0.01);
        assertEquals(best, evaluation.elbo(train, 200).negElbo(), 0.02);
      }
    }
  }

  /** The highest mean log-likelihood. Source: Tipping, Bishop (1999), eq. 8. */
  private static double ppca(Split split) {
    double[] eigenvalues = Jacobi.eigenvalues(covariance(split));
    int x = LinearGaussian.X;
    int d = LinearGaussian.D;
    double noise = 0;
    double logDet = 0;
    for (int i = 0; i < x; i++) {
      if (i < d) {
        logDet += Math.log(eigenvalues[i]);
      } else {
        noise += eigenvalues[i] / (x - d);
      }
    }
    return -0.5 * (x * Math.log(2 * Math.PI) + logDet + (x - d) * Math.log(noise) + x);
  }

  private static double[][] covariance(Split split) {
    int x = LinearGaussian.X;
    double[] mean = split.mean();
    double[][] covariance = new double[x][x];
    float[] row = new float[x];
    for (int example = 0; example < split.size(); example++) {
      split.fill(example, row, 0);
      for (int i = 0; i < x; i++) {
        for (int j = 0; j < x; j++) {
          covariance[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / split.size();
        }
      }
    }
    return covariance;
  }

  @Test
  void jacobi_findsKnownEigenvalues() {
    double[] values = Jacobi.eigenvalues(new double[][] {{2, 1, 0}, {1, 2, 0}, {0, 0, 5}});
    assertEquals(5, values[0], 1e-12);
    assertEquals(3, values[1], 1e-12);
    assertEquals(1, values[2], 1e-12);
  }
}
