package org.vae4j.benchmarks;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.Shape;
import org.vae4j.models.Decoder;
import org.vae4j.models.Encoder;
import org.vae4j.models.Vae;
import org.vae4j.models.VaeBuilder;
import org.vae4j.models.layer.Dense;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Layer;
import org.vae4j.models.layer.Mode;
import org.vae4j.models.layer.Sequence;
import org.vae4j.models.likelihood.Bernoulli;
import org.vae4j.models.objective.Elbo;
import org.vae4j.models.objective.Graphs;
import org.vae4j.models.objective.Iwae;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.Pass;
import org.vae4j.models.store.Weights;
import org.vae4j.priors.PseudoInputs;
import org.vae4j.priors.StandardNormal;
import org.vae4j.priors.VampPrior;

/** The workloads in this project's own words. */
final class Models {
  /** Pseudo-inputs as the peers have them: in the range of the data, without a clip. */
  private static final PseudoInputs PSEUDO_INPUTS =
      new PseudoInputs(PseudoInputs.Start.ZERO, 0.5, 0.25, PseudoInputs.Clip.NONE);

  private static final int BATCHES = 100;

  private Models() {}

  /** The model with start values from {@code seed}. */
  static Vae vae(Workload workload, long seed) {
    if (workload.kind() == Workload.Kind.CONVOLUTION) {
      return convolutional(workload, new Initializer(seed));
    }
    VaeBuilder builder =
        Vae.builder(workload.features())
            .hidden(workload.hidden())
            .latent(workload.latent())
            .seed(seed);
    Shape pseudoInputs = Shape.of(workload.components(), workload.features());
    return builder.build(
        encoder ->
            workload.components() == 0
                ? new StandardNormal(workload.latent())
                : VampPrior.fromNoise(encoder, pseudoInputs, PSEUDO_INPUTS, builder.initializer()));
  }

  /** Two convolutions and a dense layer to the code, and the same back; rectified throughout. */
  private static Vae convolutional(Workload workload, Initializer initializer) {
    int side = (int) Math.round(Math.sqrt(workload.features()));
    int few = workload.hidden().get(0);
    int many = workload.hidden().get(1);
    int width = workload.hidden().get(2);
    int quarter = side / 4;
    int flat = quarter * quarter * many;
    Layer up =
        Sequence.of(
            ConvolutionLayer.down("encoder.0", side, 1, few, initializer),
            ConvolutionLayer.down("encoder.1", side / 2, few, many, initializer),
            new Rectified(Dense.he("encoder.2", flat, width, initializer)));
    Layer down =
        Sequence.of(
            new Rectified(Dense.he("decoder.0", workload.latent(), width, initializer)),
            new Rectified(Dense.he("decoder.1", width, flat, initializer)),
            ConvolutionLayer.up("decoder.2", quarter, many, few, true, initializer),
            ConvolutionLayer.up("decoder.3", side / 2, few, 1, false, initializer));
    return new Vae(
        new Encoder(up, workload.latent(), initializer),
        new Decoder(down, workload.features(), new Bernoulli(true)),
        new StandardNormal(workload.latent()));
  }

  private record Rectified(Layer layer) implements Layer {
    @Override
    public Var apply(Var x, Mode mode) {
      return layer.apply(x, mode).relu();
    }

    @Override
    public int outputs() {
      return layer.outputs();
    }

    @Override
    public List<Parameter> parameters() {
      return layer.parameters();
    }
  }

  /** A hundred batches of examples, for engines on ND4J arrays. */
  static List<INDArray> batches(Workload workload) {
    Shape shape = Shape.of(workload.batch(), workload.features());
    return IntStream.range(0, BATCHES)
        .mapToObj(seed -> Example.ink(shape, seed).toINDArray())
        .toList();
  }

  /** What a step minimises, or measures. */
  static Objective objective(Workload workload) {
    return switch (workload.kind()) {
      case ELBO, CONVOLUTION -> new Elbo();
      case IWAE, LIKELIHOOD -> new Iwae(workload.samples());
    };
  }

  /** The graph with the scalar {@link Graphs#LOSS} that a step computes. */
  static Graph loss(Workload workload, Vae vae) {
    return new Graphs(vae, objective(workload)).training(workload.batch());
  }

  /** What {@link Contender#check} asks for, computed by a plan of {@code engine}. */
  static float[] check(Engine engine, Workload workload, Example example) {
    Vae vae = vae(workload, Example.SEED);
    Weights.assign(vae, example.weights());
    boolean gradients = workload.kind() != Workload.Kind.LIKELIHOOD;
    List<Parameter> parameters = vae.parameters();
    try (ParameterVector vector = ParameterVector.pack("check", parameters, engine.dtype())) {
      Graph loss = loss(workload, vae);
      Graph graph = gradients ? loss.differentiate(Graphs.LOSS, vector) : loss;
      try (Plan plan = engine.plan(graph)) {
        plan.feed(Pass.X, example.x().toDoubleArray());
        plan.fix(Pass.NOISE, example.noise().toDoubleArray());
        if (plan.takes(Objective.BETA)) {
          plan.feed(Objective.BETA, 1);
        }
        plan.run();
        Results results = new Results().add(plan.scalar(Graphs.LOSS));
        if (gradients) {
          for (Parameter parameter : parameters) {
            double[] gradient = new double[parameter.shape().size()];
            vector.gradients().get(parameter.offset(), gradient, 0, gradient.length);
            results.add(gradient);
          }
        }
        return results.toArray();
      }
    }
  }
}
