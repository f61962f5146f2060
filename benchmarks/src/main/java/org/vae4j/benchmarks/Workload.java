package org.vae4j.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.vae4j.core.Choice;

/**
 * What is raced: a VAE X - hidden - D - hidden reversed - X with tanh and Bernoulli logits, and
 * what is computed of it. A contender of any language gets it as {@link #arguments}.
 *
 * @param name W1 to W5 or E1
 * @param kind what a step computes
 * @param batch B, examples in a step
 * @param features X, values of an example
 * @param hidden widths of the hidden layers
 * @param latent D, the length of a code
 * @param components K, pseudo-inputs of a VampPrior; 0 for N(0, I)
 * @param samples S, draws of z for each example
 */
record Workload(
    String name,
    Kind kind,
    int batch,
    int features,
    List<Integer> hidden,
    int latent,
    int components,
    int samples) {
  /** What a step computes. */
  enum Kind {
    /** Negative bound, its gradients and Adam. */
    ELBO,
    /** The same through two convolutions, {@code hidden} being their channels and a width. */
    CONVOLUTION,
    /** The same for the bound of S importance samples. */
    IWAE,
    /** The bound of S importance samples without gradients. */
    LIKELIHOOD
  }

  private static final List<Integer> WIDTHS = List.of(300, 300);
  private static final Map<String, Workload> KNOWN =
      List.of(
              new Workload("W1", Kind.ELBO, 100, 784, WIDTHS, 40, 0, 1),
              new Workload("W2", Kind.ELBO, 100, 784, List.of(1000, 1000), 40, 0, 1),
              new Workload("W3", Kind.ELBO, 100, 784, WIDTHS, 40, 500, 1),
              new Workload("W4", Kind.IWAE, 20, 784, List.of(200, 200), 50, 0, 50),
              new Workload("W5", Kind.CONVOLUTION, 100, 784, List.of(32, 64, 256), 40, 0, 1),
              new Workload("E1", Kind.LIKELIHOOD, 100, 784, WIDTHS, 40, 0, 500))
          .stream()
          .collect(
              Collectors.toMap(
                  Workload::name, workload -> workload, (a, b) -> a, LinkedHashMap::new));

  /** The workload of that name; throws {@code IllegalArgumentException} with a suggestion. */
  static Workload named(String name) {
    return Choice.among("workload", name.toUpperCase(Locale.ROOT), KNOWN);
  }

  /** The same with one size changed: {@code batch}, {@code hidden}, {@code latent}... */
  Workload with(String key, String value) {
    List<String> arguments = new ArrayList<>(arguments());
    arguments.add("--" + key + "=" + value);
    return parse(arguments);
  }

  /** {@code --kind=elbo --batch=100 ...}, which {@link #parse} reads. */
  List<String> arguments() {
    return List.of(
        "--name=" + name,
        "--kind=" + kind.name().toLowerCase(Locale.ROOT),
        "--batch=" + batch,
        "--features=" + features,
        "--hidden=" + hidden.stream().map(String::valueOf).collect(Collectors.joining(",")),
        "--latent=" + latent,
        "--components=" + components,
        "--samples=" + samples);
  }

  /** From {@link #arguments}; of two for one size the last counts. */
  static Workload parse(List<String> arguments) {
    Map<String, String> sizes = new LinkedHashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.substring(2).split("=", 2);
      sizes.put(parts[0], parts[1]);
    }
    return new Workload(
        sizes.get("name"),
        Kind.valueOf(sizes.get("kind").toUpperCase(Locale.ROOT)),
        Integer.parseInt(sizes.get("batch")),
        Integer.parseInt(sizes.get("features")),
        Arrays.stream(sizes.get("hidden").split(",")).map(Integer::valueOf).toList(),
        Integer.parseInt(sizes.get("latent")),
        Integer.parseInt(sizes.get("components")),
        Integer.parseInt(sizes.get("samples")));
  }

  /** Rows that the decoder sees in a step. */
  int rows() {
    return Math.multiplyExact(batch, samples);
  }

  /** In words, as in {@code 784-300-300-40, batch 100, K 500}. */
  String describe() {
    StringBuilder words = new StringBuilder();
    words.append(kind == Kind.CONVOLUTION ? "convolutions " : "").append(features);
    hidden.forEach(width -> words.append('-').append(width));
    words.append('-').append(latent).append(", batch ").append(batch);
    if (components > 0) {
      words.append(", VampPrior K ").append(components);
    }
    if (samples > 1) {
      words.append(", ").append(samples).append(" samples");
    }
    return words.toString();
  }
}
