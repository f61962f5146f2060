package org.vae4j.priors.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.vae4j.autodiff.Gradients;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.GradientCheck;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.autodiff.reference.ReferencePlan;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.Prior;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.Latent;

/** What gradients owe to values, in every parameter and input. */
final class GradientLaws {
  private static final int ROWS = 4;
  private static final Shape SHAPE = Shape.of(ROWS, 2);
  private static final Initializer VALUES = new Initializer(5);

  private static final Map<String, Tensor> ORDINARY =
      Map.of(
          "z",
          normal("z", SHAPE),
          "mean",
          normal("mean", SHAPE),
          "log-var",
          normal("log-var", SHAPE),
          Prior.TEMPERATURE,
          Tensor.scalar(0.7));

  private static final Map<String, Tensor> EXTREME =
      Map.of(
          "z",
          Tensor.of(SHAPE, 0.0, 0.0, 1e3, -1e3, -1e3, 1e-30, 1e-3, 1e3),
          "mean",
          Tensor.of(SHAPE, 0.0, 0.0, 1e3, -1e3, -1e3, 1e3, 1.0, -1.0),
          "log-var",
          Tensor.of(SHAPE, -20.0, 20.0, 20.0, -20.0, -20.0, -20.0, 20.0, 20.0),
          Prior.TEMPERATURE,
          Tensor.scalar(0.1));

  private GradientLaws() {}

  static void agreeWithDifferences(Prior prior) {
    Var weights = Var.constant(normal("weights", Shape.of(ROWS)));
    for (Var rows : values(prior)) {
      Var loss = rows.times(weights).sum();
      GradientCheck.Report report = GradientCheck.first(loss, ORDINARY, leaves(loss).toList(), 5);
      assertTrue(report.passes(), report::toString);
    }
  }

  static void stayFinite(Prior prior) {
    for (Var rows : values(prior)) {
      Var loss = Graph.of(Map.of("loss", rows.sum())).output("loss");
      List<Var> leaves = leaves(loss).toList();
      Map<String, Var> outputs = new LinkedHashMap<>(Map.of("value", loss));
      List<Var> gradients = Gradients.of(loss, leaves);
      for (int i = 0; i < leaves.size(); i++) {
        outputs.put("gradient in " + leaves.get(i).op(), gradients.get(i));
      }
      check(outputs);
    }
  }

  private static void check(Map<String, Var> outputs) {
    try (Plan plan = new ReferencePlan(Graph.of(outputs))) {
      EXTREME.forEach(
          (name, value) -> {
            if (plan.takes(name)) {
              plan.feed(name, value.toDoubleArray());
            }
          });
      plan.draw(Draw.of(5, "contract", 0, ROWS));
      plan.run();
      for (String output : outputs.keySet()) {
        Tensor value = plan.read(output);
        assertTrue(
            Arrays.stream(value.toDoubleArray()).allMatch(Double::isFinite),
            () -> output + " must be finite; got " + value);
      }
    }
  }

  /** Everything that a training step or an evaluation may ask of a prior, {@code [ROWS]} each. */
  private static List<Var> values(Prior prior) {
    Var z = Var.input("z", SHAPE);
    DiagonalGaussian q =
        new DiagonalGaussian(Var.input("mean", SHAPE), Var.input("log-var", SHAPE));
    Latent draws = Latent.at(q, z);
    return List.of(prior.logDensity(z), prior.klFrom(q, draws), prior.trainingKl(q, draws));
  }

  private static Stream<Var> leaves(Var loss) {
    return Graph.of(Map.of("loss", loss)).nodes().stream()
        .filter(node -> node.op().is(Ops.INPUT) || node.op().is(Ops.PARAMETER));
  }

  private static Tensor normal(String name, Shape shape) {
    return VALUES.normal(name, shape, 0, 1).value();
  }
}
