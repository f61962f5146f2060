package org.vae4j.autodiff.cpu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.ParameterVector;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.memory.Slots;
import org.vae4j.autodiff.cpu.product.DescentStage;
import org.vae4j.autodiff.cpu.product.Products;
import org.vae4j.autodiff.cpu.stage.Stage;
import org.vae4j.autodiff.cpu.stage.UpdateStage;
import org.vae4j.autodiff.plan.Update;
import org.vae4j.core.DType;
import org.vae4j.core.backend.Memory;

/**
 * How a plan moves its parameters as it goes. A weight whose gradient is a matrix product, or a sum
 * of such, is moved by {@link DescentStage}, where nothing reads the weight after that; all others
 * at the end.
 */
final class Descent implements AutoCloseable {
  private final Draft draft;
  private final Memory[] scratch;
  private final Map<Integer, DescentStage> weights = new LinkedHashMap<>();
  private final Map<Stage, DescentStage> replaced = new HashMap<>();
  private final Map<DescentStage, ParameterVector> homes = new LinkedHashMap<>();
  private final Map<ParameterVector, UpdateStage> rests = new LinkedHashMap<>();

  /** For a plan of {@code draft} on a number of workers. */
  Descent(Draft draft, Slots slots, int workers) {
    this.draft = draft;
    this.scratch = new Memory[workers];
    int largest = draft.finished().keySet().stream().mapToInt(this::scratch).max().orElse(0);
    for (int worker = 0; worker < workers && largest > 0; worker++) {
      scratch[worker] = Memory.allocate(DType.FLOAT32, largest);
    }
    draft
        .finished()
        .forEach(
            (index, parameter) -> {
              Products gradient = Products.of(node(index), slots).get(0);
              DescentStage stage = new DescentStage(gradient, parameter.offset(), scratch);
              weights.put(index, stage);
              homes.put(stage, parameter.home());
            });
    remaining().forEach((vector, ranges) -> rests.put(vector, new UpdateStage(vector, ranges)));
  }

  private Var node(int index) {
    return draft.order().get(index).nodes().get(0);
  }

  private int scratch(int index) {
    return Math.multiplyExact(Products.cut(node(index)).height(), node(index).shape().dim(-1));
  }

  /** What no weight's stage moves, by vector. */
  private Map<ParameterVector, List<UpdateStage.Range>> remaining() {
    Map<ParameterVector, List<Parameter>> moved = new HashMap<>();
    draft
        .finished()
        .values()
        .forEach(p -> moved.computeIfAbsent(p.home(), home -> new ArrayList<>()).add(p));
    Map<ParameterVector, List<UpdateStage.Range>> remaining = new LinkedHashMap<>();
    for (Parameter parameter : draft.graph().gradients().keySet()) {
      remaining.computeIfAbsent(
          parameter.home(), home -> between(home, moved.getOrDefault(home, List.of())));
    }
    return remaining;
  }

  private static List<UpdateStage.Range> between(ParameterVector vector, List<Parameter> moved) {
    List<UpdateStage.Range> ranges = new ArrayList<>();
    int from = 0;
    for (Parameter parameter :
        moved.stream().sorted(Comparator.comparing(Parameter::offset)).toList()) {
      ranges.add(new UpdateStage.Range(from, parameter.offset()));
      from = parameter.offset() + parameter.shape().size();
    }
    ranges.add(new UpdateStage.Range(from, vector.length()));
    return ranges;
  }

  /** Says that {@code plain} is what computes the unit of that index where nothing is moved. */
  void replaces(int index, Stage plain) {
    if (weights.containsKey(index)) {
      replaced.put(plain, weights.get(index));
    }
  }

  /** The stages that move parameters, given those that only leave gradients. */
  Stage[] stages(Stage[] plain) {
    Stream<Stage> moving = Stream.of(plain).map(s -> replaced.containsKey(s) ? replaced.get(s) : s);
    return Stream.concat(moving, rests.values().stream()).toArray(Stage[]::new);
  }

  /** Says what moves the parameters in the next run. */
  void moveBy(List<Update> updates) {
    if (!(updates.size() == rests.size())) {
      throw new IllegalArgumentException(
          "run: there must be an update for each of %d vectors with gradients; got %d"
              .formatted(rests.size(), updates.size()));
    }
    for (Update update : updates) {
      UpdateStage rest = rests.get(update.vector());
      if (rest == null) {
        throw new IllegalArgumentException(
            "run: an update must be of a vector with gradients; got " + update.vector().name());
      }
      rest.moveBy(update);
    }
    for (Map.Entry<DescentStage, ParameterVector> home : homes.entrySet()) {
      for (Update update : updates) {
        if (update.vector() == home.getValue()) {
          home.getKey().moveBy(update);
        }
      }
    }
  }

  @Override
  public void close() {
    for (Memory memory : scratch) {
      if (memory != null) {
        memory.close();
      }
    }
  }
}
