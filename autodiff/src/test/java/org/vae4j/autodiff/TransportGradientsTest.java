package org.vae4j.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.engine.GradientCheck;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.divergence.sample.Kernel;
import org.vae4j.core.divergence.sample.Mmd;
import org.vae4j.core.divergence.sample.Sinkhorn;
import org.vae4j.core.divergence.sample.Wasserstein;

/** Gradients of the divergences between Gaussians by transport, and between samples. */
class TransportGradientsTest {
  private final Map<String, Tensor> feeds = new LinkedHashMap<>();
  private final SplittableRandom stream = new SplittableRandom(5);

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

  /** Lower factors with a diagonal of 1 to 2 and numbers above it, which count for nothing. */
  private Tensor factors(int batch, int d) {
    double[] values = normal(batch, d, d).times(0.6).toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      boolean diagonal = i / d % d == i % d;
      values[i] = diagonal ? 1 + stream.nextDouble() : values[i];
    }
    return Tensor.of(Shape.of(batch, d, d), values);
  }

  private void check(Var loss, boolean twice, Var... leaves) {
    GradientCheck.check(loss, feeds, List.of(leaves), 3);
    if (twice) {
      GradientCheck.second(loss, feeds, List.of(leaves), 4).check();
    }
  }

  /** The value, feeding what the expression takes. */
  private Tensor value(Var var) {
    Map<String, Tensor> taken = new LinkedHashMap<>(feeds);
    List<Object> inputs =
        Graph.of(Map.of("value", var)).nodes().stream()
            .filter(node -> node.op().is(Ops.INPUT))
            .map(node -> node.op().attributes().get(0))
            .toList();
    taken.keySet().retainAll(inputs);
    return Engine.evaluate(var, taken);
  }

  private double[] gradient(Var loss, Var leaf) {
    return value(Gradients.of(loss, List.of(leaf)).get(0)).toDoubleArray();
  }

  @Test
  void diagonal_onceAndTwice_isTheCentralDifference() {
    Var m = fed("m", normal(2, 3));
    Var s = fed("s", normal(2, 3).exp());
    Var n = fed("n", normal(3));
    Var t = fed("t", normal(3).exp());
    check(Wasserstein.diagonal(m, s, n, t).square().sum(), true, m, s, n, t);
  }

  @ParameterizedTest(name = "in {0} dimensions")
  @ValueSource(ints = {1, 2, 4})
  void full_onceAndTwice_isTheCentralDifference(int d) {
    Var m = fed("m", normal(2, d));
    Var l = fed("l", factors(2, d));
    Var n = fed("n", normal(d));
    Var k = fed("k", factors(2, d));
    check(Wasserstein.full(m, l, n, k).square().sum(), true, m, l, n, k);
  }

  @Test
  void fullFromCovariance_onceAndTwice_isTheCentralDifference() {
    Var m = fed("m", normal(3));
    Tensor l = factors(1, 3).reshape(3, 3).tril();
    Tensor k = factors(1, 3).reshape(3, 3).tril();
    Var s = fed("s", l.matmul(l, false, true));
    Var t = fed("t", k.matmul(k, false, true));
    check(Wasserstein.fullFromCovariance(m, s, m.times(2), t), true, m, s, t);
  }

  @ParameterizedTest(name = "at condition {0}")
  @ValueSource(doubles = {1, 1e5, 1e10})
  void full_atEqualArguments_hasNoGradient(double condition) {
    double low = 1 / Math.sqrt(condition);
    Tensor factor =
        Tensor.of(Shape.of(3, 3), new double[] {1, 0, 0, 0.9, low, 0, -0.3, low / 2, low});
    Var m = fed("m", normal(3));
    Var l = fed("l", factor);
    Var n = fed("n", feeds.get("m"));
    Var k = fed("k", factor);
    Var loss = Wasserstein.full(m, l, n, k);
    assertEquals(0, value(loss).scalar(), 1e-28);
    for (Var leaf : List.of(m, l, n, k)) {
      assertArrayEquals(new double[leaf.shape().size()], gradient(loss, leaf), 2e-14);
    }
  }

  /**
   * The gradient by the mean, and by a shared scale r: W^2 = (r - 1)^2 tr(S), W' = 2 (r - 1) tr.
   */
  @ParameterizedTest(name = "of a scale 1 + {0}")
  @ValueSource(doubles = {1e-9, 1e-3, 1e6})
  void full_ofAScaledFactor_hasTheClosedGradient(double growth) {
    double low = 1e-5;
    Tensor factor =
        Tensor.of(Shape.of(3, 3), new double[] {1, 0, 0, 0.9, low, 0, -0.3, low / 2, low});
    Var r = fed("r", Tensor.scalar(1 + growth));
    Var k = Var.constant(factor);
    Var zero = Var.zeros(Shape.of(3));
    double trace = factor.square().sum().scalar();
    double exact = (1 + growth) - 1;
    double slope = gradient(Wasserstein.full(zero, k.times(r), zero, k), r)[0];
    assertEquals(2 * exact * trace, slope, 1e-12 * exact + 1e-14);
  }

  @Test
  void sliced_awayFromTies_isTheCentralDifference() {
    Var x = fed("x", normal(2, 4, 3));
    Var y = fed("y", normal(2, 4, 3));
    check(Wasserstein.sliced(x, y, 2, stream).square().sum(), true, x, y);
  }

  @Test
  void mmd_everyKernel_isTheCentralDifference() {
    Var x = fed("x", normal(2, 5, 3));
    Var y = fed("y", normal(2, 4, 3));
    for (Kernel<Var> kernel : List.of(Kernel.<Var>rbf(0.8, 2), Kernel.<Var>multiquadric(3, 1))) {
      check(Mmd.uStatistic(x, y, kernel).square().sum(), true, x, y);
      check(Mmd.vStatistic(x, y, kernel).square().sum(), true, x, y);
    }
  }

  @Test
  void mmd_medianBandwidth_isAConstantToTheGradient() {
    Var x = fed("x", normal(5, 3));
    Var y = fed("y", normal(4, 3));
    double width = Kernel.medianDistance(feeds.get("x"), feeds.get("y")).scalar();
    Var byMedian = Mmd.vStatistic(x, y, Kernel.rbfByMedian(x, y));
    Var given = Mmd.vStatistic(x, y, Kernel.rbf(width));
    assertArrayEquals(gradient(given, x), gradient(byMedian, x), 1e-15);
  }

  @Test
  void sinkhorn_settled_isTheCentralDifferenceByPointsAndWeights() {
    Var x = fed("x", normal(2, 4, 2));
    Var y = fed("y", normal(2, 3, 2));
    Sinkhorn sinkhorn = Sinkhorn.absolute(5).withIterations(120);
    check(sinkhorn.divergence(x, y).square().sum(), false, x, y);
    Var a = softmax(fed("a", normal(2, 4)));
    Var b = softmax(fed("b", normal(3)));
    Var weighted = sinkhorn.divergence(x, a, y, b).square().sum();
    check(weighted, false, x, y, Var.input("a", a.shape()), Var.input("b", b.shape()));
  }

  private static Var softmax(Var logits) {
    Var mass = logits.logSumExp(-1);
    return logits.minus(mass.reshape(mass.shape().append(1))).exp();
  }

  @Test
  void sinkhorn_relativeEpsilon_differentiatesAsAConstant() {
    Var x = fed("x", normal(4, 2));
    Var y = fed("y", normal(3, 2));
    Tensor cost = feeds.get("x").reshape(4, 1, 2).minus(feeds.get("y")).square().sum(-1).mean();
    Sinkhorn given = Sinkhorn.absolute(0.5 * cost.scalar());
    double[] expected = gradient(given.divergence(x, y), x);
    assertArrayEquals(expected, gradient(Sinkhorn.relative(0.5).divergence(x, y), x), 1e-12);
  }

  @Test
  void samples_thatAreTheSame_haveFiniteGradientsThatCancel() {
    Tensor points = normal(5, 2);
    Var x = fed("x", points.plus(1e6));
    Var y = fed("y", points.plus(1e6));
    for (Var loss :
        List.of(
            Mmd.uStatistic(x, y, Kernel.rbfByMedian(x, y)),
            Mmd.vStatistic(x, y, Kernel.multiquadric(2, 1)),
            Sinkhorn.relative(0.1).divergence(x, y))) {
      for (double slope : gradient(loss, x)) {
        assertTrue(Math.abs(slope) < 1, () -> "slope " + slope);
      }
    }
    assertArrayEquals(new double[10], gradient(Wasserstein.sliced(x, y, 3, stream), x));
  }
}
