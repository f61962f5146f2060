package org.vae4j.models.objective;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.models.Prior;
import org.vae4j.models.Vae;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.layer.Dense;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Layer;
import org.vae4j.models.layer.Mlp;
import org.vae4j.models.layer.Sequence;
import org.vae4j.models.posterior.Latent;

/**
 * An autoencoder whose codes are made to look like draws of the prior to a discriminator D, which
 * learns to tell them apart: the adversarial autoencoder. Source: Makhzani et al. (2016),
 * arXiv:1511.05644, section 2, with a Gaussian encoder.
 *
 * <p>A step has three phases: encoder and decoder follow the reconstruction; D follows {@code
 * softplus(-D(z_p)) + softplus(D(z_q))}, its logit high for the prior; the encoder follows {@code
 * softplus(-D(z_q))}, D held fixed (Goodfellow et al. (2014), section 3). A prior that learns moves
 * in the last, by {@code softplus(D(z_p))}. The encoder has an optimiser in the first and another
 * in the last.
 *
 * @param weight of the last phase's loss; warm-up multiplies it
 * @param discriminator D, {@code [N, D] -> [N, 1]}, without a batch norm, which would tell D which
 *     batch is which
 */
public record Adversarial(double weight, Layer discriminator) implements Objective {
  /** Output {@code [B]}: the share of draws that D takes for what they are. */
  public static final String ACCURACY = "discriminatorAccuracy";

  /** Throws {@code IllegalArgumentException} unless weight >= 0 and D has one output. */
  public Adversarial {
    Check.weight("aae: weight", weight);
    Check.require(
        discriminator.outputs() == 1, "aae: D must have 1 output", discriminator.outputs());
  }

  /** With a rectified network of these hidden widths. */
  public static Adversarial of(
      double weight, int latent, List<Integer> hidden, Initializer initializer) {
    Mlp trunk = new Mlp("discriminator", latent, hidden, Activation.RELU, initializer);
    Dense head = Dense.glorot("discriminator.output", trunk.outputs(), 1, initializer);
    return new Adversarial(weight, Sequence.of(trunk, head));
  }

  @Override
  public String name() {
    return "aae";
  }

  @Override
  public int samples() {
    return 1;
  }

  /** The loss of the first phase. */
  @Override
  public Var loss(Pass pass) {
    return pass.reconstruction().mean();
  }

  @Override
  public List<Stage> stages(Vae vae) {
    Group encoder = Group.of("encoder", vae.encoder());
    Group decoder = Group.of("decoder", vae.decoder());
    Group prior = Group.of("prior", vae.prior()).without(encoder);
    List<Group> movers = prior.parameters().isEmpty() ? List.of(encoder) : List.of(encoder, prior);
    return List.of(
        Stage.of("reconstruction", this::loss, encoder, decoder),
        new Stage(
            "discriminator", List.of(Group.of("discriminator", discriminator)), this::telling),
        new Stage("regularisation", movers, pass -> Map.of(Graphs.LOSS, fooling(pass, movers))));
  }

  private Map<String, Var> telling(Pass pass) {
    Latent latent = pass.latent();
    Prior prior = pass.vae().prior();
    Var codes = logits(latent.z().stopGradient());
    Var draws = logits(prior.sample(Matching.NOISE, latent.examples()).stopGradient());
    Var zero = Var.constant(0);
    Var found = latent.mean(latent.perDraw(zero.greater(codes)));
    Map<String, Var> outputs = new LinkedHashMap<>();
    outputs.put(Graphs.LOSS, draws.negate().softplus().mean().plus(mean(latent, codes.softplus())));
    outputs.put(ACCURACY, found.plus(draws.greater(zero)).times(0.5));
    return outputs;
  }

  private Var fooling(Pass pass, List<Group> movers) {
    Latent latent = pass.latent();
    Var fooled = mean(latent, logits(latent.z()).negate().softplus());
    Var loss = movers.size() == 1 ? fooled : fooled.plus(logits(draws(pass)).softplus().mean());
    return loss.times(Var.input(BETA)).times(weight);
  }

  private static Var draws(Pass pass) {
    return pass.vae().prior().reparameterized(Matching.NOISE, pass.latent().examples());
  }

  /** D's logits, {@code [N, D] -> [N]}. */
  private Var logits(Var z) {
    return discriminator.apply(z).reshape(z.shape().dim(0));
  }

  private static Var mean(Latent latent, Var perDraw) {
    return latent.mean(latent.perDraw(perDraw)).mean();
  }

  @Override
  public Optional<Var> bound(Pass pass) {
    return Optional.empty();
  }

  @Override
  public Optional<String> noBound() {
    return Optional.of("a discriminator stands in for the KL");
  }

  /**
   * Reconstruction plus {@code -E D(z_q)}, which estimates KL(q(z) || p(z)) where D is at its best.
   */
  @Override
  public Optional<Var> criterion(Pass pass) {
    Latent latent = pass.latent();
    Var ratio = latent.mean(latent.perDraw(logits(latent.z())));
    return Optional.of(pass.reconstruction().minus(ratio));
  }
}
