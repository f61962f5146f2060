package org.vae4j.models.train;

import java.util.Map;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.WorkerTeam;

/**
 * Adam with bias correction and without weight decay: {@code w -= rate m' / (sqrt(v') + eps)},
 * where m' and v' are the corrected running means of the gradient and its square. Source: Kingma,
 * Ba (2015), arXiv:1412.6980, algorithm 1 in the order of section 2, with its constants.
 */
public final class Adam implements Optimizer {
  static final double BETA1 = 0.9;
  static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;
  private static final String STEPS = "adam.steps";
  private static final String FIRST = "adam.first-moment";
  private static final String SECOND = "adam.second-moment";

  private final ParameterVector parameters;
  private final double learningRate;
  private final AdamPass pass;
  private long steps;

  /** Adam for {@code parameters}, its work shared by {@code team}. */
  public Adam(ParameterVector parameters, WorkerTeam team, double learningRate) {
    this.parameters = parameters;
    this.learningRate = learningRate;
    this.pass =
        parameters.dtype() == DType.FLOAT32
            ? new FloatAdam(parameters, team)
            : new DoubleAdam(parameters);
  }

  @Override
  public ParameterVector parameters() {
    return parameters;
  }

  @Override
  public void step() {
    steps++;
    double unbias1 = 1 - Math.pow(BETA1, steps);
    double unbias2 = Math.sqrt(1 - Math.pow(BETA2, steps));
    pass.update(learningRate * unbias2 / unbias1, EPSILON * unbias2);
    parameters.changed();
  }

  @Override
  public Map<String, Tensor> state() {
    return Map.of(STEPS, Tensor.scalar(steps), FIRST, pass.first(), SECOND, pass.second());
  }

  @Override
  public void restore(Map<String, Tensor> state) {
    Shape shape = Shape.of(parameters.length());
    Tensor count = state.get(STEPS);
    Tensor first = state.get(FIRST);
    Tensor second = state.get(SECOND);
    boolean complete = count != null && first != null && second != null;
    if (!(complete && first.shape().equals(shape) && second.shape().equals(shape))) {
      throw new IllegalArgumentException(
          "adam: state must have the steps and two moments of " + shape + "; got " + state);
    }
    steps = (long) count.scalar();
    pass.restore(first, second);
  }
}
