package org.vae4j.models.flow;

import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Rows;

/** A learned location and scale of each dimension, {@code y = (x - t) e^-s}; identity at start. */
public final class Affine implements Bijection {
  private final Parameter shift;
  private final Parameter logScale;

  /** A map with parameters {@code name.shift} and {@code name.log-scale}. */
  public Affine(String name, int width, Initializer initializer) {
    Shape shape = Shape.of(Check.atLeast(1, name + ": width", width));
    this.shift = initializer.constant(name + ".shift", shape, 0);
    this.logScale = initializer.constant(name + ".log-scale", shape, 0);
  }

  @Override
  public int width() {
    return shift.shape().dim(0);
  }

  @Override
  public Mapped forward(Var x) {
    return rescaling(x).forward(x);
  }

  @Override
  public Mapped inverse(Var y) {
    return rescaling(y).inverse(y);
  }

  private Rescaling rescaling(Var rows) {
    Rows.checked("affine: rows", rows, width());
    return new Rescaling(shift.var(), logScale.var());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(shift, logScale);
  }
}
