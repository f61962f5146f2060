package org.vae4j.models.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Ops;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.models.Vae;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.likelihood.Bernoulli;
import org.vae4j.models.posterior.DiagonalGaussian;

/**
 * What a model has that Deeplearning4j's layer can have, read off its traced graph: a model is not
 * asked what it is made of, and one that computes anything else is refused.
 *
 * @param features X
 * @param up widths of the encoder's hidden layers
 * @param latent D
 * @param down widths of the decoder's hidden layers
 * @param activation tanh or relu, the same in all of them
 */
record Architecture(
    int features, List<Integer> up, int latent, List<Integer> down, Activation activation) {
  /** Throws {@code IllegalArgumentException} for a model that the layer cannot express. */
  static Architecture of(Vae vae) {
    Var x = Var.input("x", Shape.of(1, vae.decoder().features()));
    if (!(vae.encoder().encode(x) instanceof DiagonalGaussian q)) {
      throw refusal("posterior must be a diagonal Gaussian", vae.encoder().encode(x));
    }
    if (!(vae.decoder().likelihood() instanceof Bernoulli)) {
      throw refusal("likelihood must be Bernoulli", vae.decoder().likelihood());
    }
    Var logits = vae.decoder().decode(q.mean());
    Set<String> functions = functions(Map.of("logits", logits, "log-var", q.logVar()));
    List<Integer> up = widths(vae.encoder());
    List<Integer> down = widths(vae.decoder());
    if (!(functions.equals(Set.of("tanh")) || functions.equals(Set.of("relu")))) {
      throw refusal("hidden layers must all be tanh or all relu", functions);
    }
    Activation activation = functions.contains("tanh") ? Activation.TANH : Activation.RELU;
    return new Architecture(vae.decoder().features(), up, vae.encoder().latent(), down, activation);
  }

  /** The names of all ops that a dense layer has not. */
  private static Set<String> functions(Map<String, Var> outputs) {
    Set<String> names = new TreeSet<>();
    for (Var node : Graph.of(outputs).nodes()) {
      Op op = node.op();
      boolean known = op.kind() == Op.Kind.LEAF || op.kind() == Op.Kind.MATMUL || addsBias(node);
      if (!known) {
        names.add(op.name());
      }
    }
    return names;
  }

  private static boolean addsBias(Var node) {
    return node.op().is("plus")
        && node.operands().stream().anyMatch(operand -> operand.op().is(Ops.PARAMETER));
  }

  /** The widths of layers 0, 1, ..., from their biases. */
  private static List<Integer> widths(Trainable network) {
    List<Integer> widths = new ArrayList<>();
    for (Parameter parameter : network.parameters()) {
      if (parameter.name().matches("\\w+\\.\\d+\\.bias")) {
        widths.add(parameter.shape().dim(0));
      }
    }
    return widths;
  }

  private static IllegalArgumentException refusal(String rule, Object got) {
    return new IllegalArgumentException("dl4j: " + rule + "; got " + got);
  }
}
