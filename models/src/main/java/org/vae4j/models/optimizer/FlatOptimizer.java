package org.vae4j.models.optimizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.plan.Update;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.backend.Memory;
import org.vae4j.core.backend.WorkerTeam;

/**
 * Any {@link Rule} as one pass over the flat vectors of parameters and gradients, a tile at a time.
 * Elements do not mix, so the bits do not depend on how many workers share the tiles.
 */
final class FlatOptimizer implements Optimizer, Update {
  private final ParameterVector vector;
  private final WorkerTeam team;
  private final Rule rule;
  private final Rate rate;
  private final Tiles tiles;
  private final WorkerTeam.Job job = this::work;
  private double[] factors;
  private long steps;
  private int epoch = 1;

  FlatOptimizer(ParameterVector vector, WorkerTeam team, Rule rule, Rate rate) {
    this.vector = vector;
    this.team = team;
    this.rule = rule;
    this.rate = rate;
    int moments = rule.moments().size();
    this.tiles =
        vector.dtype() == DType.FLOAT32
            ? new Tiles.Floats(vector, moments, team.size())
            : new Tiles.Doubles(vector, moments, team.size());
  }

  @Override
  public ParameterVector parameters() {
    return vector;
  }

  @Override
  public void begin(int current) {
    epoch = current;
  }

  @Override
  public Optional<Update> update() {
    return Optional.of(this);
  }

  @Override
  public ParameterVector vector() {
    return vector;
  }

  @Override
  public void step() {
    start();
    team.run(job);
    vector.changed();
  }

  @Override
  public void start() {
    double now = rate.at(steps, epoch);
    if (!(now >= 0 && now <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "learning-rate of step " + steps + " must be >= 0 and finite; got " + now);
    }
    steps++;
    factors = rule.factors(steps, now);
  }

  @Override
  public void move(int from, int to, Memory gradients, int at, int worker) {
    tiles.update(rule, factors, from, to, gradients, at, worker);
  }

  private void work(int worker) {
    int count = tiles.count();
    int workers = team.size();
    int from = (int) ((long) count * worker / workers) * Tiles.TILE;
    int to = (int) ((long) count * (worker + 1) / workers) * Tiles.TILE;
    move(from, Math.min(to, vector.length()), vector.gradients(), from, worker);
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put(name("steps"), Tensor.scalar(steps));
    List<String> moments = rule.moments();
    for (int i = 0; i < moments.size(); i++) {
      state.put(name(moments.get(i)), tiles.moment(i));
    }
    return state;
  }

  private String name(String what) {
    return rule.text().replaceAll(":.*", "") + "." + what;
  }

  @Override
  public void restore(Map<String, Tensor> state) {
    Shape shape = Shape.of(vector.length());
    Tensor count = state.get(name("steps"));
    List<Tensor> moments = rule.moments().stream().map(moment -> state.get(name(moment))).toList();
    boolean fits =
        count != null && moments.stream().allMatch(m -> m != null && m.shape().equals(shape));
    if (!fits) {
      throw new IllegalArgumentException(
          rule.text()
              + ": state must have steps and "
              + rule.moments()
              + " of "
              + shape
              + "; got "
              + state.keySet());
    }
    steps = (long) count.scalar();
    for (int i = 0; i < moments.size(); i++) {
      tiles.restore(i, moments.get(i));
    }
  }
}
