package org.vae4j.autodiff.nd4j;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;

/**
 * Where the value of each node lies: in a dense float32 array in {@code c} order, made once and
 * handed on to a later node of the same size when the last reader has run. A leaf, which is written
 * outside the run, has its own; a view shares the array of its operand; a node without elements has
 * none.
 */
final class Nd4jArrays implements AutoCloseable {
  private final Map<Var, INDArray> arrays = new HashMap<>();
  private final List<INDArray> owned = new ArrayList<>();
  private final Map<DataType, Map<Long, List<INDArray>>> scratch = new HashMap<>();
  private final Map<DataType, Map<Long, Integer>> borrowed = new HashMap<>();

  /** Arrays for nodes that run in this order, of which {@code kept} are read after the run. */
  Nd4jArrays(List<Var> order, Set<Var> kept) {
    Map<Var, Var> owners = new HashMap<>();
    for (Var node : order) {
      boolean view = node.op().kind() == Op.Kind.VIEW;
      owners.put(node, view ? owners.get(node.operands().get(0)) : node);
    }
    Map<Var, Integer> ends = ends(order, kept, owners);
    Map<Integer, Deque<INDArray>> free = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      Var node = order.get(i);
      if (node.shape().size() == 0) {
        continue;
      }
      Var owner = owners.get(node);
      if (owner == node) {
        Deque<INDArray> fitting = free.get(node.shape().size());
        boolean fresh = node.op().kind() == Op.Kind.LEAF || fitting == null || fitting.isEmpty();
        arrays.put(node, fresh ? allocate(node.shape()) : shaped(fitting.pop(), node.shape()));
      } else {
        arrays.put(node, shaped(arrays.get(owner), node.shape()));
      }
      release(i, node, owners, ends, free);
    }
  }

  /** The position of the last reader of each owner, its views' readers included. */
  private static Map<Var, Integer> ends(List<Var> order, Set<Var> kept, Map<Var, Var> owners) {
    Map<Var, Integer> ends = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      Var node = order.get(i);
      ends.merge(owners.get(node), kept.contains(node) ? order.size() : i, Math::max);
      for (Var operand : node.operands()) {
        ends.merge(owners.get(operand), i, Math::max);
      }
    }
    return ends;
  }

  private void release(
      int position,
      Var node,
      Map<Var, Var> owners,
      Map<Var, Integer> ends,
      Map<Integer, Deque<INDArray>> free) {
    List<Var> read = new ArrayList<>(node.operands());
    read.add(node);
    read.stream()
        .map(owners::get)
        .distinct()
        .filter(owner -> ends.get(owner) == position && owner.shape().size() > 0)
        .forEach(
            owner ->
                free.computeIfAbsent(owner.shape().size(), size -> new ArrayDeque<>())
                    .push(arrays.get(owner)));
  }

  /** The array of a node; {@code null} if it has no elements. */
  INDArray of(Var node) {
    return arrays.get(node);
  }

  /** An array to be used within one kernel; the next kernel gets the same ones. */
  INDArray borrow(DataType type, long... dims) {
    long length = Arrays.stream(dims).reduce(1, Math::multiplyExact);
    int index = borrowed.computeIfAbsent(type, t -> new HashMap<>()).merge(length, 1, Integer::sum);
    List<INDArray> known =
        scratch
            .computeIfAbsent(type, t -> new HashMap<>())
            .computeIfAbsent(length, l -> new ArrayList<>());
    if (known.size() < index) {
      known.add(own(Nd4j.createUninitializedDetached(type, length)));
    }
    return known.get(index - 1).reshape('c', dims);
  }

  /** A scalar for kernels to read. */
  INDArray constant(float value) {
    return own(Nd4j.scalar(value));
  }

  /** A scalar for kernels to read. */
  INDArray constant(int value) {
    return own(Nd4j.scalar(value));
  }

  /** A vector of whole numbers for kernels to read. */
  INDArray constant(long[] values) {
    return own(Nd4j.createFromArray(values));
  }

  /** Takes back all that was borrowed. */
  void returned() {
    borrowed.clear();
  }

  private INDArray allocate(Shape shape) {
    return own(Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', longs(shape)));
  }

  private INDArray own(INDArray array) {
    owned.add(array);
    return array;
  }

  private static INDArray shaped(INDArray array, Shape shape) {
    long[] dims = longs(shape);
    return Arrays.equals(array.shape(), dims) ? array : array.reshape('c', dims);
  }

  private static long[] longs(Shape shape) {
    return Arrays.stream(shape.dims()).asLongStream().toArray();
  }

  /** Bytes of all arrays. */
  long bytes() {
    return owned.stream().mapToLong(array -> array.length() * array.dataType().width()).sum();
  }

  /** Frees all arrays. */
  @Override
  public void close() {
    owned.forEach(INDArray::close);
    owned.clear();
  }
}
