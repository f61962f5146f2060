package org.vae4j.models.store;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Trainable;
import org.vae4j.core.Tensor;

/** The parameters and states of a model by name, in memory and in a {@link Safetensors} file. */
public final class Weights {
  private static final String FORMAT = "format";
  private static final String WEIGHTS = "vae4j-weights-1";

  private Weights() {}

  /** Copies of all parameters and states by name. */
  public static Map<String, Tensor> of(Trainable model) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    all(model).forEach(array -> values.put(array.name(), array.value()));
    return values;
  }

  private static List<Parameter> all(Trainable model) {
    return Stream.concat(model.parameters().stream(), model.states().stream()).toList();
  }

  /**
   * Gives each parameter and state the value of its name. Throws {@code IllegalArgumentException},
   * and changes nothing, unless names and shapes are those of the model.
   */
  public static void assign(Trainable model, Map<String, Tensor> values) {
    Set<String> names = new TreeSet<>();
    for (Parameter parameter : all(model)) {
      names.add(parameter.name());
      Tensor value = values.get(parameter.name());
      if (value != null && !value.shape().equals(parameter.shape())) {
        throw new IllegalArgumentException(
            "weights: "
                + parameter.name()
                + " must have shape "
                + parameter.shape()
                + "; got "
                + value.shape());
      }
    }
    if (!names.equals(values.keySet())) {
      Set<String> missing = new TreeSet<>(names);
      missing.removeAll(values.keySet());
      Set<String> unknown = new TreeSet<>(values.keySet());
      unknown.removeAll(names);
      throw new IllegalArgumentException(
          "weights: names must be those of the model; got none for "
              + missing
              + " and unknown "
              + unknown);
    }
    all(model).forEach(array -> array.assign(values.get(array.name())));
  }

  /** Writes all parameters and states, whole or not at all; throws {@code UncheckedIOException}. */
  public static void save(Trainable model, Path file) {
    new Safetensors(of(model), Map.of(FORMAT, WEIGHTS)).write(file);
  }

  /**
   * Reads parameters and states back into a model of the same architecture. Throws {@code
   * IllegalArgumentException}, and changes nothing, for a damaged file or another architecture.
   */
  public static void load(Trainable model, Path file) {
    Safetensors content = Safetensors.read(file);
    if (!WEIGHTS.equals(content.metadata().get(FORMAT))) {
      throw new IllegalArgumentException(
          "read "
              + file
              + ": format must be "
              + WEIGHTS
              + "; got "
              + content.metadata().get(FORMAT));
    }
    assign(model, content.tensors());
  }
}
