package org.vae4j.autodiff.cpu.product;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.fusion.Fusion;

/**
 * Sums of matrix products are rewritten to one op, whose {@link Products} are added up block by
 * block: the gradient of a weight that is used twice never lies in memory as two arrays, and moves
 * the weight as that of any other does.
 */
public final class ProductSums {
  /** The op, {@code a b + c d + ...} for operands {@code a, b, c, d, ...}. */
  private static final String NAME = "matmul-sum";

  private final Map<Var, Integer> readers = new HashMap<>();
  private final Set<Var> varying;

  private ProductSums(Graph graph) {
    varying = Fusion.varying(graph);
    Stream.of(
            graph.nodes().stream().flatMap(node -> node.operands().stream()),
            graph.outputs().values().stream(),
            graph.gradients().values().stream())
        .flatMap(reads -> reads)
        .forEach(read -> readers.merge(read, 1, Integer::sum));
  }

  /** The same graph with its sums of products in one piece each. */
  public static Graph of(Graph graph) {
    return graph.rewrite(new ProductSums(graph)::joined);
  }

  /** A sum of two products, or of such sums, that nothing else reads; any other node as it is. */
  private Var joined(Var node, Var over) {
    if (!node.op().is("plus") || !node.operands().stream().allMatch(x -> readers.get(x) == 1)) {
      return over;
    }
    Var left = over.operands().get(0);
    Var right = over.operands().get(1);
    boolean alike =
        left.op().kind() == Op.Kind.MATMUL
            && right.op().kind() == Op.Kind.MATMUL
            && left.op().attributes().equals(right.op().attributes())
            && left.shape().equals(right.shape());
    // A product of parameters alone is made once an evaluation, not once a batch.
    boolean together =
        varying.contains(node.operands().get(0)) == varying.contains(node.operands().get(1));
    return alike && together ? sum(left, right) : over;
  }

  private static Var sum(Var left, Var right) {
    boolean ta = left.op().attribute(0, Boolean.class);
    boolean tb = left.op().attribute(1, Boolean.class);
    Op product = left.operands().get(0).matmul(left.operands().get(1), ta, tb).op();
    Stream<Var> operands = Stream.of(left, right).flatMap(part -> part.operands().stream());
    return Var.of(op(product), operands.toArray(Var[]::new));
  }

  /** The op by the rules of one product. */
  private static Op op(Op product) {
    return new Op(
            NAME,
            Op.Kind.MATMUL,
            product.attributes(),
            s -> product.shape(s.subList(0, 2)),
            (v, s, out) -> {
              double[] sum = new double[out.size()];
              for (int i = 0; i < v.size(); i += 2) {
                double[] term = product.value(v.subList(i, i + 2), s.subList(i, i + 2), out);
                Arrays.setAll(sum, j -> sum[j] + term[j]);
              }
              return sum;
            },
            (g, y, x) -> pairs(x).flatMap(pair -> product.pullBack(g, y, pair).stream()).toList())
        .withFlops(
            (s, out) ->
                pairs(s).mapToLong(pair -> product.flops(pair, out) + out.size()).sum()
                    - out.size());
  }

  private static <T> Stream<List<T>> pairs(List<T> operands) {
    return IntStream.range(0, operands.size() / 2)
        .mapToObj(i -> operands.subList(2 * i, 2 * i + 2));
  }
}
