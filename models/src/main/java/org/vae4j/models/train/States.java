package org.vae4j.models.train;

import java.util.List;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.DType;
import org.vae4j.models.objective.Graphs;

/** The states of a model while it is trained: they become what a plan says, bit for bit. */
final class States implements AutoCloseable {
  private final ParameterVector vector;
  private final List<Parameter> states;
  private final String[] outputs;
  private final double[][] read;

  States(List<Parameter> states, DType dtype) {
    this.states = states;
    this.vector = ParameterVector.pack("states", states, dtype);
    this.outputs = states.stream().map(Graphs::output).toArray(String[]::new);
    this.read = states.stream().map(s -> new double[s.shape().size()]).toArray(double[][]::new);
  }

  /** Takes over what {@code plan} has just computed of them. */
  void update(Plan plan) {
    for (int i = 0; i < outputs.length; i++) {
      if (plan.graph().outputs().containsKey(outputs[i])) {
        plan.read(outputs[i], read[i]);
        vector.values().put(states.get(i).offset(), read[i], 0, read[i].length);
        vector.changed();
      }
    }
  }

  /** All of them, in order. */
  double[] values() {
    double[] all = new double[vector.length()];
    vector.values().get(0, all, 0, all.length);
    return all;
  }

  /** Takes over what {@link #values} gave. */
  void assign(double[] all) {
    vector.values().put(0, all, 0, all.length);
    vector.changed();
  }

  /** Frees the memory; the states keep their values. */
  @Override
  public void close() {
    vector.close();
  }
}
