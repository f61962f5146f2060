package org.vae4j.models.objective;

import java.util.List;
import java.util.stream.Stream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Trainable;

/**
 * Parameters that move together. A parameter belongs to one group of a training step.
 *
 * @param name as in {@code encoder}
 * @param parameters each once
 */
public record Group(String name, List<Parameter> parameters) {
  /** A group of these parameters. */
  public Group {
    parameters = List.copyOf(parameters);
  }

  /** All parameters of {@code parts}. */
  public static Group of(String name, Trainable... parts) {
    return new Group(
        name, Stream.of(parts).flatMap(part -> part.parameters().stream()).distinct().toList());
  }

  /** What is in this group and not in another. */
  public Group without(Group other) {
    return new Group(name, parameters.stream().filter(p -> !other.parameters.contains(p)).toList());
  }
}
