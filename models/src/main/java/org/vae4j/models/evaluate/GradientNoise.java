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
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.engine.Residence;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.models.Prior;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Split;
import org.vae4j.models.objective.Graphs;
import org.vae4j.models.objective.Group;
import org.vae4j.models.objective.Objective;
import org.vae4j.models.objective.Pass;
import org.vae4j.models.objective.Stage;

/** The encoder's gradient again and again on the same examples, with other draws each time. */
final class GradientNoise {
  private static final String PHASE = "gradient-noise";

  private GradientNoise() {}

  /** Signal to noise of {@code objective} where its schedules end, at this temperature. */
  @SuppressWarnings("try")
  static GradientSignal measure(
      Engine engine,
      Vae vae,
      Objective objective,
      Split batch,
      double temperature,
      int draws,
      long seed) {
    Graph gradients = gradients(vae, new Graphs(vae, objective), batch.size());
    float[] x = new float[batch.size() * batch.features()];
    for (int row = 0; row < batch.size(); row++) {
      batch.fill(row, x, row * batch.features());
    }
    try (Residence residence = Residence.of(engine, homeless(gradients));
        Plan plan = engine.plan(gradients)) {
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

  /** The loss that the encoder follows in the first part of a step that moves it. */
  private static Graph gradients(Vae vae, Graphs graphs, int batch) {
    Set<Parameter> encoder = new HashSet<>(vae.encoder().parameters());
    for (Stage stage : graphs.stages()) {
      for (Group group : stage.groups()) {
        if (group.parameters().stream().anyMatch(encoder::contains)) {
          Graph training = graphs.training(stage, batch);
          String own = Stage.loss(group.name());
          String loss = training.outputs().containsKey(own) ? own : Graphs.LOSS;
          return gradients(training, loss, encoder);
        }
      }
    }
    throw new IllegalArgumentException(
        "gradient signal: objective must move the encoder; got " + graphs.objective().name());
  }

  private static Graph gradients(Graph training, String loss, Set<Parameter> encoder) {
    List<Var> leaves =
        training.nodes().stream()
            .filter(node -> node.op().is(Ops.PARAMETER) && encoder.contains(parameter(node)))
            .toList();
    List<Var> parts = Gradients.of(training.output(loss), leaves);
    Map<String, Var> outputs = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      outputs.put("gradient." + i, parts.get(i));
    }
    return Graph.of(outputs);
  }

  private static Parameter parameter(Var leaf) {
    return leaf.op().attribute(0, Parameter.class);
  }

  /** Parameters of an adversary, which no one has brought to the engine. */
  private static Trainable homeless(Graph graph) {
    List<Parameter> found =
        graph.nodes().stream()
            .filter(node -> node.op().is(Ops.PARAMETER))
            .map(GradientNoise::parameter)
            .filter(parameter -> parameter.home() == null)
            .toList();
    return () -> found;
  }
}
