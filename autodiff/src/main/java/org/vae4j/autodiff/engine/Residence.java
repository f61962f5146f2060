package org.vae4j.autodiff.engine;

import java.util.List;
import java.util.stream.Stream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Trainable;
import org.vae4j.core.DType;

/**
 * Parameters and states where the plans of an engine can read them: where they are, if a vector of
 * its type holds them all, else in a vector of their own until this is closed. For one thread at a
 * time.
 */
public final class Residence implements AutoCloseable {
  private final ParameterVector vector;

  private Residence(ParameterVector vector) {
    this.vector = vector;
  }

  /**
   * The parameters and states of {@code trainable}, ready to be read by plans of {@code engine}.
   */
  public static Residence of(Engine engine, Trainable trainable) {
    DType dtype = engine.dtype();
    List<Parameter> parameters =
        Stream.concat(trainable.parameters().stream(), trainable.states().stream()).toList();
    boolean held = parameters.stream().allMatch(p -> p.home() != null && p.home().dtype() == dtype);
    return new Residence(held ? null : ParameterVector.pack("resident", parameters, dtype));
  }

  /** Gives the parameters back their own memory, if they were moved; values are kept. */
  @Override
  public void close() {
    if (vector != null) {
      vector.close();
    }
  }
}
