package org.vae4j.autodiff.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/** Arrays and their lives, parameters, and what is left to the host. */
class Nd4jPlanTest {
  private static final Var X = Var.input("x", Shape.of(10, 10));

  private static Op counted(AtomicInteger runs) {
    return new Op(
        "counted",
        Op.Kind.ELEMENTWISE,
        List.of(),
        s -> s.get(0),
        (v, s, out) -> {
          runs.incrementAndGet();
          return v.get(0).clone();
        },
        (g, y, x) -> List.of(g));
  }

  @Test
  void onHost_opWithoutAKernel_isListed() {
    Var y = Var.of(counted(new AtomicInteger()), X.exp());
    try (Nd4jPlan plan = new Nd4jPlan(Graph.of(Map.of("y", y)))) {
      assertEquals(Set.of("counted"), plan.onHost());
    }
    try (Nd4jPlan plan = new Nd4jPlan(Graph.of(Map.of("y", X.exp())))) {
      assertEquals(Set.of(), plan.onHost());
      assertEquals(Nd4j.getBackend().getClass().getSimpleName(), plan.device());
    }
  }

  @Test
  void run_partOfParametersAlone_isComputedWhenTheyChange() {
    AtomicInteger runs = new AtomicInteger();
    Parameter p = new Parameter("p", Tensor.filled(Shape.of(10, 10), 2));
    Var derived = Var.of(counted(runs), p.var().exp().plus(1)).log().reshape(10, 10);
    Var y = X.times(derived).tanh().plus(X.exp()).times(derived).sum();
    try (ParameterVector vector = ParameterVector.pack("all", List.of(p), DType.FLOAT32);
        Nd4jPlan plan = new Nd4jPlan(Graph.of(Map.of("y", y)))) {
      plan.feed("x", new double[100]);
      plan.run();
      double first = plan.scalar("y");
      plan.run();
      plan.run();
      assertEquals(first, plan.scalar("y"));
      assertEquals(1, runs.get());
      p.assign(Tensor.filled(Shape.of(10, 10), 3));
      plan.run();
      assertEquals(2, runs.get());
      assertEquals(100 * Math.log1p(Math.exp(3)), plan.scalar("y"), 1e-3);
      assertEquals(vector, p.home());
    }
  }

  @Test
  void run_parametersOfAnyTypeAndPlace_areFound() {
    Parameter loose = new Parameter("loose", Tensor.of(Shape.of(2), 1.0, 2.0));
    Parameter packed = new Parameter("packed", Tensor.of(Shape.of(2), 10.0, 20.0));
    Var loss = loose.var().times(packed.var()).sum();
    try (ParameterVector vector = ParameterVector.pack("all", List.of(packed), DType.FLOAT64);
        Nd4jPlan plan = new Nd4jPlan(Graph.of(Map.of("y", loss)).differentiate("y", vector))) {
      plan.run();
      assertEquals(50, plan.scalar("y"));
      double[] gradient = new double[2];
      vector.gradients().get(packed.offset(), gradient, 0, 2);
      assertArrayEquals(new double[] {1, 2}, gradient);
      loose.assign(Tensor.of(Shape.of(2), 3.0, 4.0));
      plan.run();
      assertEquals(110, plan.scalar("y"));
    }
  }

  @Test
  void arrays_longChain_takesTurnsOnFewOfThem() {
    Var y = X;
    for (int i = 0; i < 50; i++) {
      y = y.negate();
    }
    List<Var> order = Graph.of(Map.of("y", y)).nodes();
    try (Nd4jArrays arrays = new Nd4jArrays(order, Set.of(X, y))) {
      Set<Long> addresses = new HashSet<>();
      order.forEach(node -> addresses.add(address(arrays.of(node))));
      assertEquals(3, addresses.size());
      for (Var node : order) {
        for (Var operand : node.operands()) {
          assertNotEquals(address(arrays.of(operand)), address(arrays.of(node)));
        }
      }
    }
  }

  @Test
  void arrays_view_holdsItsOperandsArrayForItsReaders() {
    Var h = X.exp();
    Var flat = h.reshape(100);
    Var others = X.negate().abs().sqrt();
    Var y = others.reshape(100).plus(flat);
    List<Var> order = Graph.of(Map.of("y", y)).nodes();
    try (Nd4jArrays arrays = new Nd4jArrays(order, Set.of(X, y))) {
      long held = address(arrays.of(h));
      assertEquals(held, address(arrays.of(flat)));
      for (Var node : order.subList(order.indexOf(flat) + 1, order.size())) {
        assertNotEquals(held, address(arrays.of(node)), node::toString);
      }
    }
  }

  @Test
  void arrays_leaf_hasItsOwnFromTheStart() {
    Var late = Var.input("late", X.shape());
    Var y = X.exp().negate().abs();
    List<Var> order =
        List.of(X, y.operands().get(0).operands().get(0), y.operands().get(0), y, late);
    try (Nd4jArrays arrays = new Nd4jArrays(order, Set.of(X, late))) {
      for (Var node : order.subList(0, 4)) {
        assertNotEquals(address(arrays.of(node)), address(arrays.of(late)));
      }
    }
  }

  private static long address(INDArray array) {
    return array.data().address();
  }

  @Test
  void arrays_nodeWithoutElements_hasNone() {
    Var none = Var.input("none", Shape.of(0, 3));
    try (Nd4jArrays arrays = new Nd4jArrays(List.of(none), Set.of(none))) {
      assertNull(arrays.of(none));
    }
  }

  @Test
  void arrays_borrowedAndReturned_areLentAgain() {
    try (Nd4jArrays arrays = new Nd4jArrays(List.of(), Set.of())) {
      INDArray first = arrays.borrow(DataType.FLOAT, 2, 3);
      INDArray second = arrays.borrow(DataType.FLOAT, 6);
      assertNotEquals(address(first), address(second));
      arrays.returned();
      assertEquals(address(first), address(arrays.borrow(DataType.FLOAT, 3, 2)));
      assertNotEquals(address(first), address(arrays.borrow(DataType.BOOL, 3, 2)));
    }
  }

  @Test
  void close_plan_freesEveryArray() {
    Var y = X.exp().plus(1).softplus().max(X).matmul(X).sum();
    List<Var> order = Graph.of(Map.of("y", y)).nodes();
    List<INDArray> all = new ArrayList<>();
    Nd4jArrays arrays = new Nd4jArrays(order, new HashSet<>(order));
    order.forEach(node -> all.add(arrays.of(node)));
    all.add(arrays.borrow(DataType.INT32, 5));
    all.add(arrays.constant(1f));
    arrays.close();
    all.forEach(array -> assertTrue(array.wasClosed(), array::shapeInfoToString));
  }

  @Test
  void run_insideAWorkspaceOfTheCaller_outlivesIt() {
    WorkspaceConfiguration small = WorkspaceConfiguration.builder().initialSize(1 << 20).build();
    double[] ones = new double[100];
    Arrays.fill(ones, 1);
    Nd4jPlan plan;
    try (MemoryWorkspace own = Nd4j.getWorkspaceManager().getAndActivateWorkspace(small, "own")) {
      plan = new Nd4jPlan(Graph.of(Map.of("y", X.max(X).where(X, X).sum())));
      plan.feed("x", ones);
      plan.run();
      assertEquals("own", own.getId());
    }
    try (plan) {
      assertEquals(100, plan.scalar("y"));
      plan.run();
      assertEquals(100, plan.scalar("y"));
    }
  }

  @Test
  void run_doubleAsNd4jsDefaultType_staysFloat() {
    DataType before = Nd4j.defaultFloatingPointType();
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    try (Nd4jPlan plan =
        new Nd4jPlan(Graph.of(Map.of("y", X.plus(0.1).softplus().max(X).log1pmx().sum(1))))) {
      plan.feed("x", new double[100]);
      plan.run();
      double softplus = Math.log1p(Math.exp(0.1f));
      assertEquals(10 * (Math.log1p(softplus) - softplus), plan.read("y").at(3), 1e-5);
    } finally {
      Nd4j.setDefaultDataTypes(before, before);
    }
  }
}
