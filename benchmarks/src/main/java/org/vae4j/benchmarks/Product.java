package org.vae4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.backend.GemmRate;
import org.vae4j.models.Vae;
import org.vae4j.models.objective.Graphs;

/**
 * A matrix product of a step, {@code [m, k] [k, n]}.
 *
 * @param count how many of it lie in a stack
 * @param m rows of the result
 * @param n columns of the result
 * @param k terms of a sum
 * @param transposedA whether the left one is stored transposed
 * @param transposedB whether the right one is stored transposed
 */
record Product(int count, int m, int n, int k, boolean transposedA, boolean transposedB) {
  /** All products of a step of the workload: of the graph with its gradients, where it has any. */
  static List<Product> of(Workload workload) {
    Vae vae = Models.vae(workload, 0);
    Graph loss = Models.loss(workload, vae);
    if (workload.kind() == Workload.Kind.LIKELIHOOD) {
      return of(loss);
    }
    try (ParameterVector vector =
        ParameterVector.pack("products", vae.parameters(), DType.FLOAT32)) {
      return of(loss.differentiate(Graphs.LOSS, vector));
    }
  }

  private static List<Product> of(Graph graph) {
    List<Product> products = new ArrayList<>();
    for (Var node : graph.nodes()) {
      if (node.op().kind() == Op.Kind.MATMUL) {
        boolean ta = node.op().attribute(0, Boolean.class);
        boolean tb = node.op().attribute(1, Boolean.class);
        Shape result = node.shape();
        int m = result.dim(-2);
        int n = result.dim(-1);
        int k = node.operands().get(0).shape().dim(ta ? -2 : -1);
        products.add(new Product(result.size() / (m * n), m, n, k, ta, tb));
      } else if (node.op().name().startsWith("conv2d")) {
        products.add(convolution(node));
      }
    }
    return products;
  }

  /** What every one of the three does: the patches of an image by a filter or by a map. */
  private static Product convolution(Var node) {
    boolean ofFilter = node.op().is("conv2d-filter");
    Shape filter = (ofFilter ? node : node.operands().get(1)).shape();
    Shape map = (node.op().is("conv2d") ? node : node.operands().get(ofFilter ? 1 : 0)).shape();
    int outputs = filter.dim(3);
    return new Product(1, map.size() / outputs, outputs, filter.size() / outputs, false, false);
  }

  /** Multiplications and additions, 2 m n k each. */
  double flops() {
    return 2.0 * count * m * n * k;
  }

  /** One of the stack. */
  GemmRate.Size size() {
    return new GemmRate.Size(m, n, k, transposedA, transposedB);
  }
}
