package org.vae4j.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.BaseListener;
import org.nd4j.autodiff.listeners.Loss;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.loss.LossReduce;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.vae4j.core.DType;
import org.vae4j.core.Tensor;
import org.vae4j.models.store.Weights;

/** ND4J's own graphs: the negative bound written in SameDiff, trained by its {@code fit}. */
final class SameDiffContender implements Contender {
  private static final String X = "x";
  private static final String NOISE = "noise";
  private static final String MISFIT = "misfit";
  private static final String KL = "kl";
  private static final double RATE = 1e-3;
  private static final long SEED = 1;

  private final Workload workload;

  SameDiffContender(Workload workload) {
    this.workload = workload;
  }

  @Override
  public String engine() {
    return "SameDiff " + Machine.version("org.nd4j", "nd4j-api");
  }

  /** The graph of the loss over weights of these values. */
  private final class Written {
    private final SameDiff graph = SameDiff.create();
    private final Map<String, SDVariable> weights = new HashMap<>();

    Written(Map<String, Tensor> values, boolean ownNoise) {
      values.forEach(
          (name, v) -> weights.put(name, graph.var(name, v.as(DType.FLOAT32).toINDArray())));
      int b = workload.batch();
      int d = workload.latent();
      SDVariable x = graph.placeHolder(X, DataType.FLOAT, b, workload.features());
      SDVariable noise =
          ownNoise
              ? graph.random().normal(NOISE, 0, 1, DataType.FLOAT, b, d)
              : graph.placeHolder(NOISE, DataType.FLOAT, b, d);
      SDVariable h = hidden("encoder", x);
      SDVariable mean = dense("encoder.mean", h);
      SDVariable logVar = dense("encoder.log-var", h);
      SDVariable z = mean.add(graph.math().exp(logVar.mul(0.5)).mul(noise));
      SDVariable logits = dense("decoder.output", hidden("decoder", z));
      SDVariable share = graph.constant(1f / b);
      // A loss op's gradient ignores what comes after it, so it must be an end of its own.
      graph.loss().sigmoidCrossEntropy(MISFIT, x, logits, share, LossReduce.SUM, 0);
      closedKl(mean, logVar).mul(KL, share);
      graph.setLossVariables(MISFIT, KL);
    }

    private SDVariable dense(String name, SDVariable in) {
      return in.mmul(weights.get(name + ".weight")).add(weights.get(name + ".bias"));
    }

    private SDVariable hidden(String network, SDVariable in) {
      SDVariable out = in;
      for (int layer = 0; layer < workload.hidden().size(); layer++) {
        out = graph.math().tanh(dense(network + "." + layer, out));
      }
      return out;
    }

    private SDVariable closedKl(SDVariable mean, SDVariable logVar) {
      SDVariable variance = graph.math().exp(logVar);
      return mean.mul(mean).add(variance).sub(logVar).sub(1).sum().mul(0.5);
    }
  }

  @Override
  public float[] check(Example example) {
    Written written = new Written(example.weights(), false);
    List<String> names = List.copyOf(example.weights().keySet());
    Map<String, INDArray> inputs =
        Map.of(X, example.x().toINDArray(), NOISE, example.noise().toINDArray());
    OutAndGrad found =
        written.graph.calculateGradientsAndOutputs(inputs, List.of(MISFIT, KL), names);
    Map<String, INDArray> outputs = found.getOutputs();
    double loss = outputs.get(MISFIT).getDouble(0) + outputs.get(KL).getDouble(0);
    Results results = new Results().add(loss);
    for (String name : names) {
      results.add(Tensor.from(found.getGradients().get(name)).toDoubleArray());
    }
    return results.toArray();
  }

  @Override
  public void run(Track track) {
    SameDiff graph = new Written(Weights.of(Models.vae(workload, SEED)), true).graph;
    graph.setTrainingConfig(
        new TrainingConfig.Builder()
            .updater(new Adam(RATE))
            .dataSetFeatureMapping(X)
            .markLabelsUnused()
            .build());
    List<DataSet> batches =
        Models.batches(workload).stream().map(batch -> new DataSet(batch, null)).toList();
    graph.fit(
        new ExistingDataSetIterator(batches),
        Integer.MAX_VALUE,
        new BaseListener() {
          @Override
          public boolean isActive(Operation operation) {
            return operation == Operation.TRAINING;
          }

          @Override
          public void iterationDone(SameDiff trained, At at, MultiDataSet data, Loss loss) {
            // M2.1 tells every listener that the loss is 0, though it trains.
            track.step(Double.NaN);
          }
        });
  }

  @Override
  public void close() {
    // Nothing is held: graphs live as long as a run.
  }
}
