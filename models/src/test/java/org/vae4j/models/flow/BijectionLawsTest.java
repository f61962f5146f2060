package org.vae4j.models.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.engine.GradientCheck;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.layer.Initializer;

/** What every bijection owes, at parameters away from where it starts. */
class BijectionLawsTest {
  private static final Initializer INITIALIZER = new Initializer(3);
  private static final int ROWS = 5;
  private static final int CONTEXT = 2;

  /** A bijection, with a phrase that says which. */
  private record Subject(String phrase, Bijection map) {
    @Override
    public String toString() {
      return phrase;
    }
  }

  static Stream<Subject> subjects() {
    return Stream.concat(
        Stream.of(new Subject("affine", perturbed(new Affine("affine", 3, INITIALIZER)))),
        Stream.of(FlowKind.values())
            .flatMap(
                kind ->
                    IntStream.of(1, 2, 3, 5)
                        .boxed()
                        .flatMap(width -> Stream.of(plain(kind, width), given(kind, width)))));
  }

  private static Subject plain(FlowKind kind, int width) {
    Bijection chain = kind.chain("flow", width, FlowSize.of(3, 7), INITIALIZER);
    return new Subject(kind + " of width " + width, perturbed(chain));
  }

  private static Subject given(FlowKind kind, int width) {
    Bijection chain = kind.chain("flow", width, new FlowSize(3, 7, CONTEXT), INITIALIZER);
    return new Subject(
        kind + " of width " + width + " with a context",
        perturbed(chain).given(Var.constant(normal("context", Shape.of(1, CONTEXT)))));
  }

  private static Bijection perturbed(Bijection map) {
    for (Parameter parameter : map.parameters()) {
      Tensor step = normal("step." + parameter.name(), parameter.shape());
      parameter.assign(parameter.value().plus(step.times(0.6)));
    }
    return map;
  }

  private static Tensor normal(String name, Shape shape) {
    return INITIALIZER.normal(name, shape, 0, 1).value();
  }

  private static Tensor points(Bijection map) {
    return normal("points", Shape.of(ROWS, map.width()));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void inverse_ofForward_isTheIdentity(Subject subject) {
    Tensor x = points(subject.map);
    Mapped there = subject.map.forward(Var.constant(x));
    Mapped back = there.then(subject.map.inverse(there.value()));
    assertArrayEquals(x.toDoubleArray(), values(back.value()), 1e-10);
    assertArrayEquals(new double[ROWS], values(back.logDet()), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void forward_ofInverse_isTheIdentity(Subject subject) {
    Tensor y = points(subject.map);
    Mapped there = subject.map.inverse(Var.constant(y));
    Mapped back = there.then(subject.map.forward(there.value()));
    assertArrayEquals(y.toDoubleArray(), values(back.value()), 1e-10);
    assertArrayEquals(new double[ROWS], values(back.logDet()), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void logDet_isThatOfTheNumericJacobian(Subject subject) {
    Tensor x = points(subject.map);
    double[] logDet = values(subject.map.forward(Var.constant(x)).logDet());
    assertEquals(ROWS, logDet.length);
    for (int row = 0; row < ROWS; row++) {
      double determinant = new LUDecomposition(jacobian(subject.map, x, row)).getDeterminant();
      assertEquals(Math.log(Math.abs(determinant)), logDet[row], 1e-7);
    }
  }

  /** {@code dy_j / dx_i} in row j and column i, by central differences. */
  private static RealMatrix jacobian(Bijection map, Tensor x, int row) {
    int width = map.width();
    double step = 1e-5;
    double[] stencil = new double[2 * width * width];
    for (int i = 0; i < 2 * width; i++) {
      for (int j = 0; j < width; j++) {
        double move = i / 2 == j ? step * (i % 2 == 0 ? 1 : -1) : 0;
        stencil[i * width + j] = x.at(row, j) + move;
      }
    }
    Var moved = Var.constant(Tensor.of(Shape.of(2 * width, width), stencil));
    double[] y = values(map.forward(moved).value());
    RealMatrix jacobian = MatrixUtils.createRealMatrix(width, width);
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < width; j++) {
        double difference = y[2 * i * width + j] - y[(2 * i + 1) * width + j];
        jacobian.setEntry(j, i, difference / (2 * step));
      }
    }
    return jacobian;
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void forward_movesEveryDimension(Subject subject) {
    Tensor x = points(subject.map);
    double[] y = values(subject.map.forward(Var.constant(x)).value());
    for (int i = 0; i < y.length; i++) {
      assertNotEquals(x.toDoubleArray()[i], y[i], 1e-6);
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void gradients_agreeWithDifferences(Subject subject) {
    Shape shape = Shape.of(ROWS, subject.map.width());
    Var x = Var.input("x", shape);
    Mapped there = subject.map.forward(x);
    Mapped back = subject.map.inverse(x.times(0.5));
    Var loss = there.value().square().sum().plus(there.logDet().sum()).plus(back.value().sum());
    List<Var> leaves =
        Graph.of(Map.of("loss", loss)).nodes().stream()
            .filter(node -> node.op().is("input") || node.op().is("parameter"))
            .toList();
    GradientCheck.check(loss, Map.of("x", normal("x", shape)), leaves, 1);
  }

  @ParameterizedTest
  @EnumSource
  void chain_atTheStart_isTheIdentity(FlowKind kind) {
    Bijection chain = kind.chain("flow", 5, FlowSize.of(4, 6), INITIALIZER);
    Tensor x = points(chain);
    Mapped there = chain.forward(Var.constant(x));
    assertArrayEquals(x.toDoubleArray(), values(there.value()));
    assertArrayEquals(new double[ROWS], values(there.logDet()), Double.MIN_NORMAL);
    assertArrayEquals(x.toDoubleArray(), values(chain.inverse(Var.constant(x)).value()));
  }

  @ParameterizedTest
  @EnumSource
  void given_anotherContext_isAnotherMap(FlowKind kind) {
    Bijection chain = perturbed(kind.chain("flow", 2, new FlowSize(2, 6, 1), INITIALIZER));
    Var x = Var.constant(points(chain));
    double[] first = values(chain.given(Var.zeros(Shape.of(ROWS, 1))).forward(x).value());
    Var one = Var.constant(1).broadcastTo(Shape.of(ROWS, 1));
    double[] second = values(chain.given(one).forward(x).value());
    for (int i = 0; i < first.length; i++) {
      assertNotEquals(first[i], second[i], 1e-6);
    }
    assertThrows(IllegalArgumentException.class, () -> chain.forward(x));
  }

  @Test
  void masked_outputs_seeOnlyWhatComesBefore() {
    for (boolean backwards : new boolean[] {false, true}) {
      Bijection layer =
          perturbed(MaskedAutoregressive.of("m", 4, backwards, FlowSize.of(1, 9), INITIALIZER));
      RealMatrix jacobian = jacobian(layer, points(layer), 0);
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < i; j++) {
          double none = backwards ? jacobian.getEntry(i, j) : jacobian.getEntry(j, i);
          double some = backwards ? jacobian.getEntry(j, i) : jacobian.getEntry(i, j);
          assertEquals(0, none);
          assertTrue(Math.abs(some) > 1e-4, "of " + i + " and " + j + ": " + some);
        }
      }
    }
  }

  @Test
  void chain_thatLeavesADimension_isRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> FlowKind.COUPLING.chain("flow", 4, FlowSize.of(1, 6), INITIALIZER));
    assertEquals("flow: layers of a coupling flow must be >= 2; got 1", refused.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> Coupling.of("c", 1, true, FlowSize.of(1, 6), INITIALIZER));
    assertThrows(
        IllegalArgumentException.class,
        () -> Coupling.of("c", 1, false, new FlowSize(1, 6, 3), INITIALIZER));
    assertThrows(IllegalArgumentException.class, () -> FlowSize.of(0, 6));
    assertThrows(IllegalArgumentException.class, () -> new Chain(List.of()));
  }

  @Test
  void forward_ofRowsOfAnotherLength_isRefused() {
    Bijection chain = FlowKind.COUPLING.chain("flow", 4, FlowSize.of(2, 6), INITIALIZER);
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> chain.forward(Var.zeros(Shape.of(2, 3))));
    assertEquals(
        "coupling: rows must be [N, 4]; got [2, 3]", refused.getMessage().split(" \\(at ")[0]);
  }

  private static double[] values(Var var) {
    return Engine.evaluate(var).toDoubleArray();
  }

  /** The first in the order has none before it, but the context. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void autoregressiveShift_ofEveryDimension_dependsOnTheContext(int width) {
    FlowSize size = new FlowSize(1, 6, CONTEXT);
    Bijection layer = perturbed(MaskedAutoregressive.of("layer", width, false, size, INITIALIZER));
    double[][] values = new double[2][];
    for (int i = 0; i < 2; i++) {
      Var context = Var.constant(Tensor.filled(Shape.of(1, CONTEXT), i + 0.5));
      Var rows = Var.constant(Tensor.filled(Shape.of(1, width), 0.3));
      values[i] = Engine.evaluate(layer.given(context).forward(rows).value()).toDoubleArray();
    }
    for (int d = 0; d < width; d++) {
      assertNotEquals(values[0][d], values[1][d], "dimension " + d);
    }
  }
}
