package org.vae4j.models.objective;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.autodiff.Gradients;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.divergence.closed.GaussianTerms;
import org.vae4j.models.Vae;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.Posterior;

/**
 * A model under an objective as graphs over the input {@link Pass#X}: for a training step, for
 * measuring, and for looking at the gradients of each term.
 *
 * @param vae the model
 * @param objective what it is trained on
 */
public record Graphs(Vae vae, Objective objective) {
  /** Output: the scalar to minimise. */
  public static final String LOSS = "loss";

  /** Output {@code [B]}: {@code -log p(x|z)}, the mean over draws. */
  public static final String RECONSTRUCTION = "reconstruction";

  /** Output {@code [B]}: the reported KL. */
  public static final String KL = "kl";

  /** Output {@code [B]}: what validation goes by, if it is not the evidence lower bound. */
  public static final String CRITERION = "criterion";

  private static final String STATE = "state.";

  /** The terms of a Gaussian KL; outputs {@code kl.NAME} and {@code gradient.NAME}. */
  private static final List<String> TERMS = List.of("mean", "variance", "log-determinant");

  /** The name of the output that says what a state is to become. */
  public static String output(Parameter state) {
    return STATE + state.name();
  }

  /** Whether an output says what a state is to become. */
  public static boolean isState(String output) {
    return output.startsWith(STATE);
  }

  /** The graphs of a model that is measured, not trained. */
  public static Graphs of(Vae vae) {
    return new Graphs(vae, new Elbo());
  }

  /** The parts of a training step. */
  public List<Stage> stages() {
    return objective.stages(vae);
  }

  /** The graph of the first part of a training step: its outputs and those reported. */
  public Graph training(int batch) {
    return training(stages().get(0), batch);
  }

  /**
   * The graph of a part of a training step; the first one has what is reported as well, and what
   * each state is to become by the name of its {@link #output}.
   */
  public Graph training(Stage stage, int batch) {
    Pass pass =
        objective.movesNetworks()
            ? Pass.training(vae, batch, objective.samples())
            : Pass.of(vae, batch, objective.samples());
    Map<String, Var> outputs = new LinkedHashMap<>(stage.outputs().apply(pass));
    if (stage.name().equals(stages().get(0).name())) {
      outputs.putAll(reported(pass));
      pass.mode().updates().forEach((state, value) -> outputs.put(output(state), value));
    }
    return Graph.of(outputs);
  }

  /** What each state is to become after a step on so many examples, and nothing else. */
  public Graph states(int batch) {
    Map<String, Var> outputs = new LinkedHashMap<>();
    Pass.training(vae, batch, objective.samples())
        .mode()
        .updates()
        .forEach((state, value) -> outputs.put(output(state), value));
    return Graph.of(outputs);
  }

  /**
   * The parts of the bound without gradients: {@link #RECONSTRUCTION}, {@link #KL} and, for a
   * Gaussian prior, {@code kl.mean}, {@code kl.variance}, {@code kl.log-determinant}; {@code [B]}
   * each.
   */
  public Graph forward(int batch) {
    return Graph.of(reported(Pass.of(vae, batch, objective.samples())));
  }

  /** The outputs of {@link #forward}, and {@link #CRITERION} where the objective has one. */
  public Graph validation(int batch) {
    Pass pass = Pass.of(vae, batch, objective.samples());
    Map<String, Var> outputs = reported(pass);
    objective.criterion(pass).ifPresent(criterion -> outputs.put(CRITERION, criterion));
    return Graph.of(outputs);
  }

  private static Map<String, Var> reported(Pass pass) {
    Map<String, Var> outputs = new LinkedHashMap<>();
    outputs.put(RECONSTRUCTION, pass.reconstruction());
    outputs.put(KL, pass.kl());
    terms(pass).forEach((name, term) -> outputs.put("kl." + name, term));
    return outputs;
  }

  private static Map<String, Var> terms(Pass pass) {
    Map<String, Var> named = new LinkedHashMap<>();
    Optional<GaussianTerms<Var>> found = pass.vae().prior().klTerms(pass.q());
    found.ifPresent(
        terms -> {
          named.put(TERMS.get(0), terms.mean());
          named.put(TERMS.get(1), terms.variance());
          named.put(TERMS.get(2), terms.logDeterminant());
        });
    return named;
  }

  /**
   * For each example the squared length of a term's gradient with respect to the mean and
   * log-variance of its q, {@code [B]} each: {@code gradient.reconstruction} and, for a Gaussian
   * prior, {@code gradient.mean}, {@code gradient.variance}, {@code gradient.log-determinant}.
   * Throws {@code IllegalArgumentException} unless {@link #hasTerms}.
   */
  public Graph probe(int batch) {
    Pass pass = Pass.of(vae, batch, objective.samples());
    if (!(pass.q() instanceof DiagonalGaussian q)) {
      throw new IllegalArgumentException(
          "probe: posterior must be diagonal; got " + pass.q().name());
    }
    Map<String, Var> outputs = new LinkedHashMap<>();
    outputs.put("gradient." + RECONSTRUCTION, squaredGradient(pass.reconstruction(), q));
    terms(pass).forEach((name, term) -> outputs.put("gradient." + name, squaredGradient(term, q)));
    return Graph.of(outputs);
  }

  /** Examples do not mix, so the gradient of the sum holds that of each example in its row. */
  private static Var squaredGradient(Var term, DiagonalGaussian q) {
    List<Var> parts = Gradients.of(term.sum(), List.of(q.mean(), q.logVar()));
    return parts.get(0).square().sum(-1).plus(parts.get(1).square().sum(-1));
  }

  /** Whether posterior and prior are such that the KL comes in terms: see {@link GaussianTerms}. */
  public boolean hasTerms() {
    Var x = Var.zeros(Shape.of(1, vae.decoder().features()));
    Posterior q = vae.encoder().encode(x);
    return q instanceof DiagonalGaussian && vae.prior().klTerms(q).isPresent();
  }
}
