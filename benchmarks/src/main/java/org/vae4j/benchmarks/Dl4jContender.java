package org.vae4j.benchmarks;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.core.DType;
import org.vae4j.core.Tensor;
import org.vae4j.models.Vae;
import org.vae4j.models.dl4j.Dl4jVae;
import org.vae4j.models.store.Weights;

/** Deeplearning4j: unsupervised training of its {@code VariationalAutoencoder} layer, by Adam. */
final class Dl4jContender implements Contender {
  private static final long SEED = 1;

  private final Workload workload;

  Dl4jContender(Workload workload) {
    this.workload = workload;
  }

  @Override
  public String engine() {
    return "Deeplearning4j " + Machine.version("org.deeplearning4j", "deeplearning4j-nn");
  }

  @Override
  public float[] check(Example example) {
    Vae vae = Models.vae(workload, SEED);
    Weights.assign(vae, example.weights());
    MultiLayerNetwork network = Dl4jVae.network(vae, DType.FLOAT32);
    network.initGradientsView();
    Layer layer = network.getLayer(0);
    // The layer draws its noise itself; the example's is what this seed makes it draw.
    Nd4j.getRandom().setSeed(Example.SEED);
    layer.setInput(example.x().toINDArray(), LayerWorkspaceMgr.noWorkspaces());
    layer.computeGradientAndScore(LayerWorkspaceMgr.noWorkspaces());
    Map<String, INDArray> sums = layer.gradient().gradientForVariable();
    Results results = new Results().add(layer.score());
    for (String name : example.weights().keySet()) {
      Tensor sum = Tensor.from(sums.get(Dl4jVae.key(name)));
      results.add(sum.times(1.0 / workload.batch()).toDoubleArray());
    }
    return results.toArray();
  }

  @Override
  public void run(Track track) {
    MultiLayerNetwork network = Dl4jVae.network(Models.vae(workload, SEED), DType.FLOAT32);
    List<INDArray> batches = Models.batches(workload);
    for (int step = 0; ; step++) {
      network.pretrainLayer(0, batches.get(step % batches.size()));
      track.step(network.getLayer(0).score());
    }
  }

  @Override
  public void close() {
    // Nothing is held: networks live as long as a run.
  }
}
