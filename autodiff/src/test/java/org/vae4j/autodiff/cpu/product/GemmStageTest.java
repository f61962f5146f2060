package org.vae4j.autodiff.cpu.product;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.autodiff.cpu.stage.Stage;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.backend.Memory;

/** Products cut in rows, columns and depth, against plain sums. */
class GemmStageTest {
  private static final int GAP = 16;

  @ParameterizedTest(name = "[{0}, {2}] by [{2}, {1}]")
  @CsvSource({
    "1, 1, 1",
    "1, 300, 113",
    "7, 40, 784",
    "100, 300, 784",
    "100, 40, 300",
    "300, 40, 100",
    "129, 65, 225",
    "130, 33, 901",
    "500, 70, 300",
    "1200, 33, 450",
    "170, 33, 2100",
    "300, 1100, 75"
  })
  void run_eitherOperandTransposed_isTheProduct(int m, int n, int k) {
    check(1, m, n, k, false, false);
    check(1, m, n, k, true, false);
    check(1, m, n, k, false, true);
    check(1, m, n, k, true, true);
  }

  /** The same calls on operands that lie elsewhere: equal to the bit. */
  @ParameterizedTest(name = "[{0}, {2}] by [{2}, {1}]")
  @CsvSource({"64, 65, 1", "100, 300, 784", "130, 784, 113", "2000, 128, 300", "300, 1500, 70"})
  void byPanels_isTheProductByRows(int m, int n, int k) {
    Shape a = Shape.of(m, k);
    Shape b = Shape.of(k, n);
    float[] operands = random(new Random(1), a.size() + b.size());
    float[][] products = new float[2][m * n];
    try (Memory memory =
        Memory.allocate(DType.FLOAT32, a.size() + 2L * b.size() + products[0].length)) {
      memory.put(0, operands, 0, operands.length);
      Slot left = new Slot(memory, 0);
      Slot right = left.from(a.size());
      Slot panels = right.from(b.size());
      Slot result = panels.from(b.size());
      Product byRows = new Product(left, a, false, right, b, false, 0);
      Product byPanels = new Product(left, a, false, panels, b, false, 0).byPanels();
      Panels.stages(right, panels, b).forEach(GemmStageTest::run);
      for (Product product : List.of(byRows, byPanels)) {
        Blocking cut = Blocking.of(m, n, k, false, false);
        run(new GemmStage(List.of(new Products(List.of(product), cut)), result));
        float[] into = products[product.panels() ? 1 : 0];
        memory.get(result.offset(), into, 0, into.length);
      }
    }
    assertArrayEquals(products[0], products[1]);
  }

  private static void run(Stage stage) {
    for (int part = stage.parts() - 1; part >= 0; part--) {
      stage.run(part, null);
    }
  }

  @Test
  void run_batches_areSeparateProducts() {
    check(3, 20, 70, 120, false, false);
    check(5, 9, 8, 7, false, true);
  }

  @ParameterizedTest(name = "[{0}, {2}] by [{2}, {1}]")
  @CsvSource({"100, 300, 784", "7, 40, 129", "1, 1, 2", "200, 33, 301"})
  void run_halves_addUpToTheProduct(int m, int n, int k) {
    Random random = new Random(2);
    float[] left = random(random, m * k);
    float[] right = random(random, k * n);
    float[] halves = new float[2 * m * n + GAP];
    try (Memory memory =
        Memory.allocate(DType.FLOAT32, left.length + right.length + halves.length)) {
      memory.put(0, left, 0, left.length);
      memory.put(left.length, right, 0, right.length);
      int at = left.length + right.length;
      float[] rubbish = random(random, halves.length);
      memory.put(at, rubbish, 0, rubbish.length);
      Slot b = new Slot(memory, left.length);
      Product product =
          new Product(new Slot(memory, 0), Shape.of(m, k), false, b, Shape.of(k, n), false, 0);
      Products whole = new Products(List.of(product), Blocking.of(m, n, k, false, false));
      run(new GemmStage(whole.halves(), new Slot(memory, at)));
      memory.get(at, halves, 0, halves.length);
      for (int i = 2 * m * n; i < halves.length; i++) {
        assertEquals(rubbish[i], halves[i], "behind the halves");
      }
    }
    for (int i = 0; i < m * n; i++) {
      double[] sums = new double[2];
      for (int j = 0; j < k; j++) {
        sums[j < k / 2 ? 0 : 1] += (double) left[i / n * k + j] * right[j * n + i % n];
      }
      assertEquals(sums[0], halves[i], 1e-6 * k);
      assertEquals(sums[1], halves[m * n + i], 1e-6 * k);
    }
  }

  @Test
  void run_noTerms_isZero() {
    check(1, 3, 4, 0, false, false);
  }

  private static void check(int batches, int m, int n, int k, boolean ta, boolean tb) {
    Shape a = shape(batches, ta ? k : m, ta ? m : k);
    Shape b = shape(batches, tb ? n : k, tb ? k : n);
    Shape c = shape(batches, m, n);
    Random random = new Random(1);
    float[] left = random(random, a.size());
    float[] right = random(random, b.size());
    float[] product = new float[c.size() + GAP];
    try (Memory memory = Memory.allocate(DType.FLOAT32, a.size() + b.size() + c.size() + GAP)) {
      int atB = a.size();
      int atC = atB + b.size();
      memory.put(0, left, 0, left.length);
      memory.put(atB, right, 0, right.length);
      float[] rubbish = random(random, product.length);
      memory.put(atC, rubbish, 0, rubbish.length);
      Var node = Var.input("left", a).matmul(Var.input("right", b), ta, tb);
      List<Slot> operands = List.of(new Slot(memory, 0), new Slot(memory, atB));
      GemmStage stage = new GemmStage(Products.of(node, operands), new Slot(memory, atC));
      assertTrue(stage.parts() <= Stage.PARTS);
      run(stage);
      memory.get(atC, product, 0, product.length);
      for (int i = 0; i < GAP; i++) {
        assertEquals(rubbish[c.size() + i], product[c.size() + i], "behind the product");
      }
    }
    for (int i = 0; i < c.size(); i++) {
      int batch = i / (m * n);
      int row = i / n % m;
      int column = i % n;
      double sum = 0;
      double size = 0;
      for (int j = 0; j < k; j++) {
        double x = left[batch * m * k + (ta ? j * m + row : row * k + j)];
        double y = right[batch * k * n + (tb ? column * k + j : j * n + column)];
        sum += x * y;
        size += Math.abs(x * y);
      }
      assertEquals(sum, product[i], 1e-6 * size);
    }
  }

  private static Shape shape(int batches, int rows, int columns) {
    return batches == 1 ? Shape.of(rows, columns) : Shape.of(batches, rows, columns);
  }

  private static float[] random(Random random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}
