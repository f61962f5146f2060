package org.vae4j.benchmarks;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.Shape;
import org.vae4j.models.Vae;
import org.vae4j.models.VaeBuilder;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.layer.Image;
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
      new PseudoInputs(PseudoInputs.Start.ZERO, 0.5, 0.25, PseudoInputs.Clip.NONE, false);

  private static final int BATCHES = 100;

  private Models() {}

  /** The model with start values from {@code seed}. */
  static Vae vae(Workload workload, long seed) {
    if (workload.kind() == Workload.Kind.CONVOLUTION) {
      return convolutional(workload, seed);
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
  private static Vae convolutional(Workload workload, long seed) {
    int side = (int) Math.round(Math.sqrt(workload.features()));
    List<Integer> sizes = workload.hidden();
    return Vae.builder(workload.features())
        .convolutions(new Image(side, side, 1), sizes.subList(0, 2), sizes.get(2))
        .activation(Activation.RELU)
        .latent(workload.latent())
        .seed(seed)
        .build(encoder -> new StandardNormal(workload.latent()));
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
