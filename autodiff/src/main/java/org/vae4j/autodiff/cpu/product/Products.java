package org.vae4j.autodiff.cpu.product;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.autodiff.cpu.memory.Slots;
import org.vae4j.autodiff.cpu.stage.Stage;
import org.vae4j.core.Shape;
import org.vae4j.core.backend.Gemm;
import org.vae4j.core.backend.Gemm.Matrix;

/**
 * Matrix products of one shape that are added up, each block of the sum by itself: all of them pass
 * while the block is in the cache.
 *
 * @param terms the products, at least one
 * @param cut how the result is made
 */
public record Products(List<Product> terms, Blocking cut) {
  /** What a node of products computes: one sum for each index of its leading axes. */
  public static List<Products> of(Var node, Slots slots) {
    return of(node, node.operands().stream().map(slots::of).toList());
  }

  /** As above, of operands in places of the caller's choice. */
  public static List<Products> of(Var node, List<Slot> places) {
    boolean ta = node.op().attribute(0, Boolean.class);
    boolean tb = node.op().attribute(1, Boolean.class);
    Blocking cut = cut(node);
    int size = node.shape().dim(-2) * node.shape().dim(-1);
    int count = size == 0 ? 0 : node.shape().size() / size;
    List<Products> stack = new ArrayList<>();
    for (int batch = 0; batch < count; batch++) {
      List<Product> terms = new ArrayList<>();
      for (int i = 0; i < places.size(); i += 2) {
        Shape left = node.operands().get(i).shape();
        Shape right = node.operands().get(i + 1).shape();
        Product term = new Product(places.get(i), left, ta, places.get(i + 1), right, tb, batch);
        terms.add(Panels.holds(node.operands().get(i + 1)) ? term.byPanels() : term);
      }
      stack.add(new Products(terms, cut));
    }
    return stack;
  }

  /** How a node of products is cut: as its longest sums want it; many small ones not at all. */
  public static Blocking cut(Var node) {
    boolean ta = node.op().attribute(0, Boolean.class);
    boolean tb = node.op().attribute(1, Boolean.class);
    int m = node.shape().dim(-2);
    int n = node.shape().dim(-1);
    int k = 0;
    for (int i = 0; i < node.operands().size(); i += 2) {
      k = Math.max(k, node.operands().get(i).shape().dim(ta ? -2 : -1));
    }
    boolean many = node.shape().size() >= Stage.PARTS * m * n;
    return many ? new Blocking(m, n, k, n) : Blocking.of(m, n, k, ta, tb);
  }

  /**
   * A single product of operands by rows, as the sums of the first half of its terms and the rest.
   */
  public List<Products> halves() {
    Product whole = terms.get(0);
    int middle = whole.k() / 2;
    return Stream.of(whole.between(0, middle), whole.between(middle, whole.k()))
        .map(half -> new Products(List.of(half), Blocking.of(m(), n(), half.k(), false, false)))
        .toList();
  }

  /** Rows of the result. */
  int m() {
    return terms.get(0).m();
  }

  /** Columns of the result. */
  int n() {
    return terms.get(0).n();
  }

  /** The calls that make the block of the result whose first element is this one. */
  List<Gemm> block(int row, int column, Matrix into) {
    List<Gemm> calls = new ArrayList<>();
    for (Product term : terms) {
      term.block(row, column, cut, into, !calls.isEmpty(), calls);
    }
    return calls;
  }
}
