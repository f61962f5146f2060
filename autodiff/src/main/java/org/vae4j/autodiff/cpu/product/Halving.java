package org.vae4j.autodiff.cpu.product;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.fusion.Fusion;
import org.vae4j.autodiff.cpu.fusion.Unit;

/**
 * Which products are made in two halves of their terms, the first by one half of the workers, the
 * second by the other, and added up by the tile programs that load them. A worker then reads, one
 * after the other, the rows of a weight that it moved itself a step ago (see {@link DescentStage}),
 * where a cut by columns would have it gather pieces of all rows, half of them out of another
 * core's cache.
 */
public final class Halving {
  /**
   * With more rows the weight is read often enough, and the sums are too large to be made twice.
   */
  private static final int MOST_ROWS = 256;

  /** With fewer terms there is little to read. */
  private static final int FEWEST_TERMS = 128;

  private Halving() {}

  /**
   * The products of a weight, as stored, that tile programs alone read.
   *
   * @param graph what is to be computed
   * @param order its units
   * @param reads what each unit reads
   */
  public static Set<Var> of(Graph graph, List<Unit> order, List<Set<Var>> reads) {
    Set<Var> halved = new HashSet<>();
    for (Unit unit : order) {
      if (!unit.fused() && pays(unit.nodes().get(0))) {
        halved.add(unit.nodes().get(0));
      }
    }
    for (int i = 0; i < order.size(); i++) {
      if (!order.get(i).fused()) {
        reads.get(i).forEach(var -> halved.remove(Fusion.root(var)));
      }
    }
    graph.outputs().values().forEach(var -> halved.remove(Fusion.root(var)));
    graph.gradients().values().forEach(var -> halved.remove(Fusion.root(var)));
    return halved;
  }

  private static boolean pays(Var node) {
    boolean one = node.op().kind() == Op.Kind.MATMUL && node.operands().size() == 2;
    if (!one || node.shape().rank() != 2) {
      return false;
    }
    Var weight = node.operands().get(1);
    boolean stored =
        !node.op().attribute(0, Boolean.class) && !node.op().attribute(1, Boolean.class);
    return stored
        && weight.op().is(Ops.PARAMETER)
        && node.shape().dim(0) <= MOST_ROWS
        && weight.shape().dim(0) >= FEWEST_TERMS;
  }
}
