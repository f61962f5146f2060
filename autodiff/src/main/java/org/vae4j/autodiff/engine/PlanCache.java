package org.vae4j.autodiff.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.plan.Plan;

/**
 * The plans of one graph traced for different sizes: a full batch, the rest that is left at the
 * end. Each is made when it is first asked for and kept.
 *
 * @param <K> a size, with value equality
 */
public final class PlanCache<K> implements AutoCloseable {
  private final Engine engine;
  private final Function<K, Graph> graph;
  private final Map<K, Plan> plans = new HashMap<>();

  /** Plans on {@code engine} of what {@code graph} traces for a size. */
  public PlanCache(Engine engine, Function<K, Graph> graph) {
    this.engine = engine;
    this.graph = graph;
  }

  /** The plan for this size; it stays open until the cache is closed. */
  public Plan plan(K size) {
    return plans.computeIfAbsent(size, key -> engine.plan(graph.apply(key)));
  }

  /** Closes every plan. */
  @Override
  public void close() {
    plans.values().forEach(Plan::close);
    plans.clear();
  }
}
