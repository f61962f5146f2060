package org.vae4j.models.evaluate;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vae4j.autodiff.Gradients;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.models.Prior;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Split;
import org.vae4j.models.objective.Graphs;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.Pass;

/** The encoder's gradient again and again on the same examples, with other draws each time. */
final class GradientNoise {
  private static final String PHASE = "gradient-noise";

  private GradientNoise() {}

  /** Signal to noise of {@code objective} where its schedules end, at this temperature. */
  static GradientSignal measure(
      Engine engine,
      Vae vae,
      Objective objective,
      Split batch,
      double temperature,
      int draws,
      long seed) {
    Graph gradients = gradients(vae, new Graphs(vae, objective).training(batch.size()));
    float[] x = new float[batch.size() * batch.features()];
    for (int row = 0; row < batch.size(); row++) {
      batch.fill(row, x, row * batch.features());
    }
    try (Plan plan = engine.plan(gradients)) {
      plan.feed(Pass.X, x);
      Map<String, Double> scalars = new LinkedHashMap<>();
      scalars.put(Objective.BETA, 1.0);
      scalars.put(Prior.TEMPERATURE, temperature);
      objective.schedules().forEach((name, schedule) -> scalars.put(name, schedule.to()));
      scalars.forEach(
          (name, value) -> {
            if (plan.takes(name)) {
              plan.feed(name, value);
            }
          });
      return measure(plan, batch.size(), draws, seed);
    }
  }

  private static GradientSignal measure(Plan plan, int batch, int draws, long seed) {
    Map<String, Moments> moments = new LinkedHashMap<>();
    plan.graph()
        .outputs()
        .forEach((name, gradient) -> moments.put(name, new Moments(gradient.shape().size())));
    for (int draw = 0; draw < draws; draw++) {
      plan.draw(Draw.of(seed, PHASE, draw, batch));
      plan.run();
      moments.forEach(
          (name, of) -> {
            double[] gradient = new double[plan.graph().output(name).shape().size()];
            plan.read(name, gradient);
            of.add(gradient);
          });
    }
    double signal = 0;
    double noise = 0;
    for (Moments of : moments.values()) {
      signal += Arrays.stream(of.means()).map(mean -> mean * mean).sum();
      noise += Arrays.stream(of.sampleVariances()).sum();
    }
    return GradientSignal.of(signal, noise, batch, draws);
  }

  private static Graph gradients(Vae vae, Graph training) {
    Set<Parameter> encoder = new HashSet<>(vae.encoder().parameters());
    List<Var> leaves =
        training.nodes().stream()
            .filter(node -> node.op().is(Ops.PARAMETER))
            .filter(node -> encoder.contains(node.op().attribute(0, Parameter.class)))
            .toList();
    List<Var> parts = Gradients.of(training.output(Graphs.LOSS), leaves);
    Map<String, Var> outputs = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      outputs.put("gradient." + i, parts.get(i));
    }
    return Graph.of(outputs);
  }
}
