package org.vae4j.autodiff;

import java.util.List;
import java.util.stream.Collectors;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Memory;

/**
 * A named group of parameters laid end to end in one block of memory, with their gradients in a
 * second block of the same layout, so that an optimiser is one pass over flat vectors.
 *
 * <p>A parameter belongs to the vector that packed it last. The version counts changes of value:
 * what a plan derived from parameters alone is valid while the version stands.
 */
public final class ParameterVector implements AutoCloseable {
  private static final int ALIGNMENT = 16;

  private final String name;
  private final List<Parameter> parameters;
  private final Memory values;
  private final Memory gradients;
  private long version;

  private ParameterVector(String name, List<Parameter> parameters, DType dtype) {
    this.name = name;
    this.parameters = List.copyOf(parameters);
    int length = 0;
    for (Parameter parameter : parameters) {
      length = Math.addExact(length, padded(parameter.shape().size()));
    }
    this.values = Memory.allocate(dtype, Math.max(ALIGNMENT, length));
    this.gradients = Memory.allocate(dtype, Math.max(ALIGNMENT, length));
  }

  /**
   * Moves parameters into a vector of their own; throws {@code IllegalArgumentException} if two
   * share a name.
   */
  public static ParameterVector pack(String name, List<Parameter> parameters, DType dtype) {
    List<String> names = parameters.stream().map(Parameter::name).toList();
    if (names.stream().distinct().count() != names.size()) {
      String twice =
          names.stream()
              .filter(n -> names.indexOf(n) != names.lastIndexOf(n))
              .distinct()
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "parameters: names must be distinct; got " + twice + " twice");
    }
    ParameterVector vector = new ParameterVector(name, parameters, dtype);
    int offset = 0;
    for (Parameter parameter : parameters) {
      parameter.moveTo(vector, offset);
      offset += padded(parameter.shape().size());
    }
    return vector;
  }

  private static int padded(int size) {
    return Math.multiplyExact((size + ALIGNMENT - 1) / ALIGNMENT, ALIGNMENT);
  }

  /** The group's name. */
  public String name() {
    return name;
  }

  /** The parameters in order. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Elements of the flat vector, padding included; padding is zero and stays so. */
  public int length() {
    return (int) values.length();
  }

  /** The type that the values are held in. */
  public DType dtype() {
    return values.dtype();
  }

  /** The values; whoever writes here calls {@link #changed()}. */
  public Memory values() {
    return values;
  }

  /** The gradients that the last training step left. */
  public Memory gradients() {
    return gradients;
  }

  /** The number of changes so far. */
  public long version() {
    return version;
  }

  /** Counts a change of the values. */
  public void changed() {
    version++;
  }

  Tensor read(int offset, Shape shape) {
    if (dtype() == DType.FLOAT32) {
      float[] floats = new float[shape.size()];
      values.get(offset, floats, 0, floats.length);
      return Tensor.of(shape, floats);
    }
    double[] doubles = new double[shape.size()];
    values.get(offset, doubles, 0, doubles.length);
    return Tensor.of(shape, doubles);
  }

  void write(int offset, Tensor value) {
    double[] doubles = value.toDoubleArray();
    values.put(offset, doubles, 0, doubles.length);
    changed();
  }

  /** Frees the memory; the parameters keep their values. */
  @Override
  public void close() {
    for (Parameter parameter : parameters) {
      parameter.leave(this);
    }
    values.close();
    gradients.close();
  }
}
