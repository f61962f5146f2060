package org.vae4j.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.divergence.closed.GaussianGradients;
import org.vae4j.core.divergence.closed.GaussianKl;
import org.vae4j.core.divergence.closed.GaussianTerms;

/** The closed derivatives of every term, for every shape of covariance, against the engine's. */
class GaussianGradientsTest {
  private static final List<Function<GaussianTerms<?>, Object>> TERMS =
      List.of(
          GaussianTerms::mean,
          GaussianTerms::variance,
          GaussianTerms::logDeterminant,
          GaussianTerms::kl);

  private final Map<String, Tensor> feeds = new LinkedHashMap<>();
  private final SplittableRandom stream = new SplittableRandom(41);

  private Var fed(String name, Tensor value) {
    feeds.put(name, value);
    return Var.input(name, value.shape());
  }

  private Tensor normal(int... dims) {
    Shape shape = Shape.of(dims);
    double[] values = new double[shape.size()];
    Arrays.setAll(values, i -> stream.nextGaussian());
    return Tensor.of(shape, values);
  }

  private Tensor factors(int batch, int d) {
    double[] values = normal(batch, d, d).toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = i / d % d == i % d ? Math.exp(values[i]) : values[i];
    }
    return Tensor.of(Shape.of(batch, d, d), values);
  }

  /** Every term by every parameter: 16 derivatives. */
  private void check(
      GaussianTerms<Var> terms, GaussianGradients<Tensor> closed, List<Var> parameters) {
    List<GaussianTerms<Tensor>> by =
        List.of(closed.meanQ(), closed.scaleQ(), closed.meanP(), closed.scaleP());
    for (int i = 0; i < parameters.size(); i++) {
      for (Function<GaussianTerms<?>, Object> term : TERMS) {
        Var loss = ((Var) term.apply(terms)).sum();
        Var gradient = Gradients.of(loss, List.of(parameters.get(i))).get(0);
        double[] expected = Engine.evaluate(gradient, taken(gradient)).toDoubleArray();
        Tensor actual = (Tensor) term.apply(by.get(i));
        assertEquals(parameters.get(i).shape(), actual.shape());
        double size = 1 + Arrays.stream(expected).map(Math::abs).max().orElse(0);
        assertArrayEquals(expected, actual.toDoubleArray(), 1e-13 * size);
      }
    }
  }

  private Map<String, Tensor> taken(Var var) {
    Map<String, Tensor> taken = new LinkedHashMap<>();
    for (Var node : Graph.of(Map.of("value", var)).nodes()) {
      if (node.op().is(Ops.INPUT)) {
        String name = node.op().attribute(0, String.class);
        taken.put(name, feeds.get(name));
      }
    }
    return taken;
  }

  @Test
  void elementwise_ofUnivariateAndDiagonal_isWhatTheEngineFinds() {
    Var m = fed("m", normal(3, 2));
    Var u = fed("u", normal(3, 2));
    Var n = fed("n", normal(3, 2));
    Var v = fed("v", normal(3, 2));
    GaussianGradients<Tensor> closed =
        GaussianGradients.elementwise(
            feeds.get("m"), feeds.get("u"), feeds.get("n"), feeds.get("v"));
    check(GaussianKl.elementwise(m, u, n, v), closed, List.of(m, u, n, v));
    check(GaussianKl.diagonal(m, u, n, v), closed, List.of(m, u, n, v));
    check(
        GaussianKl.diagonalFromStandard(m, u),
        GaussianGradients.elementwiseFromStandard(feeds.get("m"), feeds.get("u")),
        List.of(m, u));
  }

  @Test
  void full_ofABatch_isWhatTheEngineFinds() {
    for (int d = 1; d < 5; d++) {
      Var m = fed("m", normal(2, d));
      Var l = fed("l", factors(2, d));
      Var n = fed("n", normal(2, d));
      Var k = fed("k", factors(2, d));
      GaussianGradients<Tensor> closed =
          GaussianGradients.full(feeds.get("m"), feeds.get("l"), feeds.get("n"), feeds.get("k"));
      check(GaussianKl.full(m, l, n, k), closed, List.of(m, l, n, k));
    }
  }
}
