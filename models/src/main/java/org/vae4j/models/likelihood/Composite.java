package org.vae4j.models.likelihood;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;

/**
 * Columns of several kinds: each part has so many features next to each other, and a likelihood of
 * its own.
 */
public final class Composite implements Likelihood {
  /**
   * Some columns.
   *
   * @param features how many
   * @param likelihood theirs
   */
  public record Part(int features, Likelihood likelihood) {
    /** Throws {@code IllegalArgumentException} unless there is a feature. */
    public Part {
      if (!(features >= 1)) {
        throw new IllegalArgumentException(
            "composite: features of a part must be >= 1; got " + features);
      }
    }

    private int outputs() {
      return likelihood.outputsFor(features);
    }
  }

  private final List<Part> parts;

  /** Throws {@code IllegalArgumentException} without parts. */
  public Composite(List<Part> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("composite: must have a part; got none");
    }
    this.parts = List.copyOf(parts);
  }

  /** Throws {@code IllegalArgumentException} unless the parts have as many features. */
  @Override
  public int outputsFor(int features) {
    int covered = parts.stream().mapToInt(Part::features).sum();
    if (covered != features) {
      throw new IllegalArgumentException(
          "composite: parts must cover the %d features; got %d".formatted(features, covered));
    }
    return parts.stream().mapToInt(Part::outputs).sum();
  }

  @Override
  public Var logDensity(Var x, Var decoded) {
    Outputs.checked(this, x, decoded);
    Var sum = null;
    int feature = 0;
    int output = 0;
    for (Part part : parts) {
      Var own =
          part.likelihood.logDensity(
              x.slice(-1, feature, feature + part.features),
              decoded.slice(-1, output, output + part.outputs()));
      sum = sum == null ? own : sum.plus(own);
      feature += part.features;
      output += part.outputs();
    }
    return sum;
  }

  @Override
  public Var mean(Var decoded) {
    List<Var> means = new ArrayList<>();
    int output = 0;
    for (Part part : parts) {
      means.add(part.likelihood.mean(decoded.slice(-1, output, output + part.outputs())));
      output += part.outputs();
    }
    return Var.concat(-1, means);
  }

  /** Whether all columns must be 0 or 1. */
  @Override
  public boolean binary() {
    return parts.stream().allMatch(part -> part.likelihood.binary());
  }

  /** Empty unless each part can be drawn. */
  @Override
  public Optional<double[]> draw(double[] decoded, RandomGenerator stream) {
    double[] x = new double[0];
    int output = 0;
    for (Part part : parts) {
      int end = output + part.outputs();
      Optional<double[]> own =
          part.likelihood.draw(Arrays.copyOfRange(decoded, output, end), stream);
      if (own.isEmpty()) {
        return own;
      }
      x = DoubleStream.concat(Arrays.stream(x), Arrays.stream(own.get())).toArray();
      output = end;
    }
    return Optional.of(x);
  }

  @Override
  public List<Parameter> parameters() {
    return parts.stream().flatMap(part -> part.likelihood.parameters().stream()).toList();
  }
}
