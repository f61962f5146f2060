package org.vae4j.models.layer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;

/**
 * How a network is applied. In evaluation its result is a function of its input and what it has
 * learned, row by row. In training a layer may also draw noise and look at the whole batch, and say
 * what its states are to become once the step is done; a mode of training is good for one trace.
 */
public final class Mode {
  /** As a function: no noise, and states as they are. */
  public static final Mode EVALUATION = new Mode(0);

  private final int examples;
  private final Map<Parameter, Var> updates = new LinkedHashMap<>();
  private final Map<String, Integer> draws = new LinkedHashMap<>();

  private Mode(int examples) {
    this.examples = examples;
  }

  /** On a batch of so many examples; throws {@code IllegalArgumentException} unless >= 1. */
  public static Mode training(int examples) {
    if (!(examples >= 1)) {
      throw new IllegalArgumentException("mode: examples must be >= 1; got " + examples);
    }
    return new Mode(examples);
  }

  /** Whether this is training. */
  public boolean isTraining() {
    return examples > 0;
  }

  /** The value of a state as the trace stands: what it was last said to become, else its own. */
  public Var state(Parameter state) {
    return updates.getOrDefault(state, state.var());
  }

  /**
   * Says what a state is to become. Throws {@code IllegalStateException} in evaluation, {@code
   * IllegalArgumentException} if the shape differs.
   */
  public void become(Parameter state, Var value) {
    requireTraining();
    if (!value.shape().equals(state.shape())) {
      throw value.refused(
          "state " + state.name() + ": shape must be " + state.shape() + "; got " + value.shape());
    }
    updates.put(state, value.stopGradient());
  }

  /** What the states are to become, in the order in which they were first named. */
  public Map<Parameter, Var> updates() {
    return Collections.unmodifiableMap(updates);
  }

  /**
   * Noise of {@code shape}, whose rows are those of the examples, the same number for each and next
   * to each other; a name may be used again. Throws {@code IllegalStateException} in evaluation,
   * {@code IllegalArgumentException} if rows are no multiple of the examples.
   */
  public Var noise(String name, NoiseKind kind, Shape shape) {
    requireTraining();
    if (shape.dim(0) % examples != 0) {
      throw Var.zeros(shape)
          .refused(
              name + ": rows must be a multiple of the " + examples + " examples; got " + shape);
    }
    int use = draws.merge(name, 1, Integer::sum);
    Shape perExample = Shape.of(examples, shape.size() / examples);
    return Var.noise(use == 1 ? name : name + "." + use, kind, perExample).reshape(shape);
  }

  private void requireTraining() {
    if (!isTraining()) {
      throw new IllegalStateException("mode: must be training to draw or to change states");
    }
  }
}
