package org.vae4j.models.objective;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.vae4j.autodiff.Var;

/**
 * One part of a training step: losses and the groups of parameters that follow them. A bound has
 * one; an objective with an adversary has several, run in order on the same examples.
 *
 * @param name tells the states of several optimisers apart
 * @param groups what moves, each group by its own {@link #loss} or else by {@link Graphs#LOSS}
 * @param outputs of a pass: the scalar {@link Graphs#LOSS}, the losses of single groups, and
 *     whatever else is to be watched, {@code [B]}, by its name in a report
 */
public record Stage(String name, List<Group> groups, Function<Pass, Map<String, Var>> outputs) {
  /** Throws {@code IllegalArgumentException} if nothing moves. */
  public Stage {
    groups = List.copyOf(groups);
    Check.require(!groups.isEmpty(), name + ": groups must be >= 1", groups.size());
  }

  /** One loss for all {@code groups}. */
  public static Stage of(String name, Function<Pass, Var> loss, Group... groups) {
    return new Stage(name, List.of(groups), pass -> Map.of(Graphs.LOSS, loss.apply(pass)));
  }

  /** The name of an output that is the loss of one group. */
  public static String loss(String group) {
    return Graphs.LOSS + "." + group;
  }

  /** Whether an output is a loss, and not something to be watched. */
  public static boolean isLoss(String output) {
    return output.equals(Graphs.LOSS) || output.startsWith(loss(""));
  }
}
