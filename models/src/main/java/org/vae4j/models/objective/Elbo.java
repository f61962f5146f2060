package org.vae4j.models.objective;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.autodiff.Gradients;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.divergence.GaussianTerms;
import org.vae4j.models.Vae;
import org.vae4j.models.posterior.DiagonalGaussian;

/**
 * The negative evidence lower bound, {@code -log p(x|z) + KL(q(z|x) || p(z))} in nats per example
 * with one z from q for each x, as graphs over the input {@link #X} {@code [B, X]} and the noise
 * {@link #NOISE} {@code [B, D]}. Source: Kingma, Welling (2014), arXiv:1312.6114, eq. 3 and 10.
 *
 * @param vae the model
 */
public record Elbo(Vae vae) {
  /** Input {@code [B, X]}: the examples. */
  public static final String X = "x";

  /** Scalar input of {@link #training}: the weight of the KL. */
  public static final String BETA = "beta";

  /** Scalar input that the surrogate of a prior may declare. */
  public static final String TEMPERATURE = "temperature";

  /** The standard normal noise of the posterior, {@code [B, D]}. */
  public static final String NOISE = "posterior";

  /** Output: the scalar to minimise. */
  public static final String LOSS = "loss";

  /** Output {@code [B]}: {@code -log p(x|z)}. */
  public static final String RECONSTRUCTION = "reconstruction";

  /** Output {@code [B]}: the reported KL. */
  public static final String KL = "kl";

  /** The terms of a Gaussian KL; outputs {@code kl.NAME} and {@code gradient.NAME}. */
  private static final List<String> TERMS = List.of("mean", "variance", "log-determinant");

  private record Pass(DiagonalGaussian q, Var z, Var reconstruction) {}

  private Pass pass(int batch) {
    Var x = Var.input(X, Shape.of(batch, vae.decoder().features()));
    DiagonalGaussian q = vae.encoder().encode(x);
    Var z = q.at(Var.noise(NOISE, NoiseKind.NORMAL, q.mean().shape()));
    Var density = vae.decoder().likelihood().logDensity(x, vae.decoder().decode(z));
    return new Pass(q, z, density.negate());
  }

  /**
   * The graph of a training step: {@link #LOSS}, the mean of reconstruction plus beta times what
   * the prior trains on, and the outputs of {@link #forward}.
   */
  public Graph training(int batch) {
    Pass pass = pass(batch);
    Var kl = vae.prior().trainingKl(pass.q, pass.z).mean();
    Map<String, Var> outputs = new LinkedHashMap<>();
    outputs.put(LOSS, pass.reconstruction.mean().plus(kl.times(Var.input(BETA))));
    outputs.putAll(reported(pass));
    return Graph.of(outputs);
  }

  /**
   * The bound without gradients: {@link #RECONSTRUCTION}, {@link #KL} and, for a Gaussian prior,
   * {@code kl.mean}, {@code kl.variance}, {@code kl.log-determinant}; {@code [B]} each.
   */
  public Graph forward(int batch) {
    return Graph.of(reported(pass(batch)));
  }

  private Map<String, Var> reported(Pass pass) {
    Map<String, Var> outputs = new LinkedHashMap<>();
    outputs.put(RECONSTRUCTION, pass.reconstruction);
    outputs.put(KL, vae.prior().klFrom(pass.q, pass.z));
    terms(pass).forEach((name, term) -> outputs.put("kl." + name, term));
    return outputs;
  }

  private Map<String, Var> terms(Pass pass) {
    Map<String, Var> named = new LinkedHashMap<>();
    vae.prior()
        .klTerms(pass.q)
        .ifPresent(
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
   */
  public Graph probe(int batch) {
    Pass pass = pass(batch);
    Map<String, Var> outputs = new LinkedHashMap<>();
    outputs.put("gradient." + RECONSTRUCTION, squaredGradient(pass.reconstruction, pass.q));
    terms(pass)
        .forEach((name, term) -> outputs.put("gradient." + name, squaredGradient(term, pass.q)));
    return Graph.of(outputs);
  }

  /** Examples do not mix, so the gradient of the sum holds that of each example in its row. */
  private static Var squaredGradient(Var term, DiagonalGaussian q) {
    List<Var> parts = Gradients.of(term.sum(), List.of(q.mean(), q.logVar()));
    return parts.get(0).square().sum(-1).plus(parts.get(1).square().sum(-1));
  }

  /** Whether the KL of this prior comes in terms: see {@link GaussianTerms}. */
  public boolean hasTerms() {
    Var point = Var.zeros(Shape.of(1, vae.encoder().latent()));
    return vae.prior().klTerms(new DiagonalGaussian(point, point)).isPresent();
  }
}
