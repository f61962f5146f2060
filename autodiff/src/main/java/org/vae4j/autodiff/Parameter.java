package org.vae4j.autodiff;

import java.util.function.Supplier;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/**
 * A named array that training changes: the only mutable thing of a model. It starts with its own
 * initial value and lives in a {@link ParameterVector} once it is trained or run.
 */
public final class Parameter {
  private final String name;
  private final Shape shape;
  private Supplier<Tensor> start;
  private Tensor initial;
  private ParameterVector home;
  private int offset;

  /** A parameter with this start value; names tell parameters of one model apart. */
  public Parameter(String name, Tensor initial) {
    this.name = name;
    this.shape = initial.shape();
    this.initial = initial;
  }

  /**
   * A parameter whose start value is made when it is first asked for: a model may be traced, and
   * its memory counted, before there is a number of it. What {@code start} makes must be of this
   * shape.
   */
  public Parameter(String name, Shape shape, Supplier<Tensor> start) {
    this.name = name;
    this.shape = shape;
    this.start = start;
  }

  /** The name, as in {@code encoder.0.weight}. */
  public String name() {
    return name;
  }

  /** The shape, fixed for life. */
  public Shape shape() {
    return shape;
  }

  /** The parameter as a leaf of an expression. */
  public Var var() {
    return Var.of(this);
  }

  /** A copy of the current value. */
  public Tensor value() {
    return home == null ? initial() : home.read(offset, shape);
  }

  private Tensor initial() {
    Supplier<Tensor> first = start;
    if (first != null) {
      assign(first.get());
    }
    return initial;
  }

  /** Replaces the value; throws {@code IllegalArgumentException} if the shape differs. */
  public void assign(Tensor value) {
    if (!value.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "parameter " + name + ": shape must be " + shape + "; got " + value.shape());
    }
    if (home == null) {
      initial = value;
      start = null;
    } else {
      home.write(offset, value);
    }
  }

  /** The vector that holds it, or {@code null} before it has one. */
  public ParameterVector home() {
    return home;
  }

  /** Where it starts in its vector, in elements. */
  public int offset() {
    return offset;
  }

  /** The vector rounds to its own type. */
  void moveTo(ParameterVector vector, int offset) {
    Tensor value = value();
    this.home = vector;
    this.offset = offset;
    this.initial = null;
    vector.write(offset, value);
  }

  void leave(ParameterVector vector) {
    if (home == vector) {
      initial = value();
      home = null;
    }
  }

  /** Name and shape. */
  @Override
  public String toString() {
    return name + " " + shape;
  }
}
