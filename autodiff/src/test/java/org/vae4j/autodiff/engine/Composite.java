package org.vae4j.autodiff.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/** Dense layers, a sampled code, a mixture by log-sum-exp, a triangular solve, cuts and joins. */
final class Composite {
  private static final int BATCH = 7;
  private final List<Parameter> parameters = new ArrayList<>();
  private final double[] x;
  private final Map<String, Var> outputs = new LinkedHashMap<>();

  Composite(Random random) {
    x = numbers(random, BATCH * 30);
    Var input = Var.input("x", Shape.of(BATCH, 30));
    Var h = input.matmul(parameter(random, 30, 20)).plus(parameter(random, 20)).tanh();
    Var gate = h.matmul(parameter(random, 20, 20)).sigmoid();
    Var heads = h.times(gate).matmul(parameter(random, 20, 10));
    Var mean = heads.slice(1, 0, 5);
    Var logVar = heads.slice(1, 5, 10);
    Var noise = Var.noise("e", NoiseKind.NORMAL, mean.shape());
    Var z = mean.plus(logVar.times(0.5).exp().times(noise));
    Var centres = parameter(random, 6, 5);
    Var distances = z.reshape(BATCH, 1, 5).minus(centres).square().sum(-1).times(-0.5);
    Var logPrior = distances.plus(parameter(random, 6)).logSumExp(-1);
    Var factor = parameter(random, 5, 5).tril().plus(Var.constant(eye(5)).times(3.0));
    Var white = factor.triangularSolve(z.transpose(), false).square().sum(0);
    Var logits = Var.concat(1, List.of(z, z.relu())).matmul(parameter(random, 30, 10), false, true);
    Var each = logits.softplus().minus(input.times(logits)).sum(-1);
    Var kl = logVar.expm1().minus(logVar).plus(mean.square()).sum(-1).times(0.5);
    Var bound = each.plus(kl).minus(logPrior).plus(white).plus(mean.abs().max(logVar).max(-1));
    outputs.put("each", bound);
    outputs.put("loss", bound.mean());
  }

  private Var parameter(Random random, int... dims) {
    Shape shape = Shape.of(dims);
    Parameter parameter =
        new Parameter("p" + parameters.size(), Tensor.of(shape, numbers(random, shape.size())));
    parameters.add(parameter);
    return parameter.var();
  }

  double[][] run(Engine engine) {
    try (ParameterVector vector = ParameterVector.pack("all", parameters, engine.dtype());
        Plan plan = engine.plan(Graph.of(outputs).differentiate("loss", vector))) {
      plan.feed("x", x);
      plan.draw(Draw.of(9, "train", 4, BATCH));
      plan.run();
      double[] gradients = new double[vector.length()];
      vector.gradients().get(0, gradients, 0, gradients.length);
      return new double[][] {plan.read("each").toDoubleArray(), {plan.scalar("loss")}, gradients};
    }
  }

  private static double[] numbers(Random random, int n) {
    return random.doubles(n, -0.5, 0.5).map(v -> (float) v).toArray();
  }

  private static Tensor eye(int d) {
    double[] elements = new double[d * d];
    for (int i = 0; i < d; i++) {
      elements[i * d + i] = 1;
    }
    return Tensor.of(Shape.of(d, d), elements);
  }
}
