package org.vae4j.models.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Fixtures;
import org.vae4j.models.StandardNormalFixture;
import org.vae4j.models.Vae;
import org.vae4j.models.objective.Pass;
import org.vae4j.models.posterior.Noise;
import org.vae4j.models.posterior.PosteriorKind;

/** What is computed once for all draws of an example, and what for each. */
class CutTest {
  private static final int EXAMPLES = 4;
  private static final int SAMPLES = 3;

  @ParameterizedTest
  @EnumSource
  void logWeights_cut_areThoseOfTheWholeGraph(PosteriorKind kind) {
    Vae vae =
        Vae.builder(Fixtures.FEATURES)
            .hidden(5)
            .latent(Fixtures.LATENT)
            .posterior(kind)
            .seed(3)
            .build(StandardNormalFixture::of);
    Pass pass = Pass.of(vae, EXAMPLES, SAMPLES, Noise.perDraw(Pass.NOISE));
    Graph whole = Graph.of(Map.of(Weighing.LOG_WEIGHT, pass.logWeights()));
    Cut cut = new Weighing(vae).cut(new Weigher.Size(EXAMPLES, SAMPLES));
    assertFalse(cut.before().outputs().isEmpty());
    assertTrue(products(cut.after()) < products(whole), "the encoder runs once");
    float[] x = new float[EXAMPLES * Fixtures.FEATURES];
    for (int i = 0; i < EXAMPLES; i++) {
      Fixtures.split(EXAMPLES, 1).fill(i, x, i * Fixtures.FEATURES);
    }
    try (Engine engine = Engine.open(Backend.REFERENCE);
        Plan expected = engine.plan(whole);
        Plan before = engine.plan(cut.before());
        Plan after = engine.plan(cut.after())) {
      Draw draw = Draw.of(1, "cut", 0, EXAMPLES * SAMPLES);
      expected.feed(Pass.X, x);
      expected.draw(draw);
      expected.run();
      before.feed(Pass.X, x);
      before.run();
      after.feed(Pass.X, x);
      cut.before()
          .outputs()
          .forEach((name, value) -> after.feed(name, before.read(name).toDoubleArray()));
      after.draw(draw);
      after.run();
      assertArrayEquals(
          expected.read(Weighing.LOG_WEIGHT).toDoubleArray(),
          after.read(Weighing.LOG_WEIGHT).toDoubleArray());
    }
  }

  /** The cut for three examples {@code [3, 2]} of what an input and noise of their shape make. */
  private static Cut cut(BinaryOperator<Var> join) {
    return Cut.of(
        examples -> {
          Shape shape = Shape.of(examples, 2);
          Var x = Var.input("x", shape);
          return Graph.of(Map.of("y", join.apply(x, Var.noise("noise", NoiseKind.NORMAL, shape))));
        },
        3);
  }

  @Test
  void of_valuesThatMixExamples_staysWhole() {
    Cut cut = cut((x, noise) -> x.exp().mean(0).plus(noise));
    assertEquals(Map.of(), cut.before().outputs());
    assertEquals(Shape.of(3, 2), cut.after().output("y").shape());
    assertTrue(cut.after().nodes().stream().anyMatch(node -> node.op().is("exp")));
  }

  /** Examples are handed over by slices along the leading axis. */
  @Test
  void of_examplesAlongAnotherAxis_staysWhole() {
    Cut cut = cut((x, noise) -> x.exp().transpose().times(noise.transpose()));
    assertEquals(Map.of(), cut.before().outputs());
    assertTrue(cut.after().nodes().stream().anyMatch(node -> node.op().is("exp")));
  }

  @Test
  void of_copiesForDraws_areMadeBehindTheCut() {
    Cut cut =
        Cut.of(
            examples -> {
              Var x = Var.input("x", Shape.of(examples, 2)).exp();
              Var repeated = x.reshape(examples, 1, 2).broadcastTo(Shape.of(examples, 9, 2));
              Var noise = Var.noise("noise", NoiseKind.NORMAL, Shape.of(examples, 9, 2));
              return Graph.of(Map.of("y", repeated.times(noise), "x", x));
            },
            3);
    List<Shape> handed = cut.before().outputs().values().stream().map(Var::shape).toList();
    assertEquals(List.of(Shape.of(3, 2)), handed);
  }

  private static long products(Graph graph) {
    return graph.nodes().stream().filter(node -> node.op().kind() == Op.Kind.MATMUL).count();
  }
}
