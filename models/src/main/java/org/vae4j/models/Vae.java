package org.vae4j.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.vae4j.autodiff.Compound;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Trainable;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.engine.Residence;
import org.vae4j.autodiff.plan.Draw;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.core.Tensor;
import org.vae4j.models.posterior.Noise;
import org.vae4j.models.store.Weights;

/**
 * A variational autoencoder: q(z|x), p(x|z) and p(z). Source: Kingma, Welling (2014),
 * arXiv:1312.6114; Rezende, Mohamed, Wierstra (2014), arXiv:1401.4082.
 *
 * @param encoder q(z|x)
 * @param decoder p(x|z)
 * @param prior p(z); it may share the encoder, whose parameters then count once
 */
public record Vae(Encoder encoder, Decoder decoder, Prior prior) implements Compound {
  /**
   * Throws {@code IllegalArgumentException} if encoder and prior differ in the length of a code.
   */
  public Vae {
    if (encoder.latent() != prior.latent()) {
      throw new IllegalArgumentException(
          "vae: encoder and prior must have one latent size; got "
              + encoder.latent()
              + " and "
              + prior.latent());
    }
  }

  /** Starts a VAE of fully connected networks for examples of this many values. */
  public static VaeBuilder builder(int features) {
    return new VaeBuilder(features);
  }

  /** The same networks under another prior; throws as the constructor does. */
  public Vae under(Prior other) {
    return new Vae(encoder, decoder, other);
  }

  /** Encoder, decoder and prior; what the prior shares with the encoder counts as the encoder's. */
  @Override
  public List<Trainable> parts() {
    return List.of(encoder, decoder, prior);
  }

  /**
   * New examples, {@code [count, X]}: the mean of p(x|z) for z drawn from the prior by {@code seed}
   * alone.
   */
  public Tensor sample(Engine engine, int count, long seed) {
    Var x = mean(prior.sample("sample", count));
    return run(engine, x, Map.of(), Draw.of(seed, "sample", 0, count));
  }

  /** The mean of q(z|x) for each row of {@code x}, {@code [N, X] -> [N, D]}. */
  public Tensor encode(Engine engine, Tensor x) {
    Var code = encoder.encode(Var.input("x", x.shape())).mean();
    return run(engine, code, Map.of("x", x), null);
  }

  /** The rows of {@code x [N, X]} with a draw from q(z|x) each, by {@code seed} alone. */
  public Encoded draw(Engine engine, Tensor x, long seed) {
    int n = x.shape().dim(0);
    Var z = encoder.encode(Var.input("x", x.shape())).draw(Noise.perExample("encoded"), 1).z();
    return new Encoded(x, run(engine, z, Map.of("x", x), Draw.of(seed, "encoded", 0, n)));
  }

  /** The mean of p(x|z) at the mean of q(z|x), {@code [N, X] -> [N, X]}. */
  public Tensor reconstruct(Engine engine, Tensor x) {
    Var again = mean(encoder.encode(Var.input("x", x.shape())).mean());
    return run(engine, again, Map.of("x", x), null);
  }

  /** The mean of p(x|z) for each row of {@code z}, {@code [N, D] -> [N, X]}. */
  public Tensor decode(Engine engine, Tensor z) {
    return run(engine, mean(Var.input("z", z.shape())), Map.of("z", z), null);
  }

  private Var mean(Var z) {
    return decoder.likelihood().mean(decoder.decode(z));
  }

  @SuppressWarnings("try")
  private Tensor run(Engine engine, Var output, Map<String, Tensor> feeds, Draw draw) {
    try (Residence residence = Residence.of(engine, this);
        Plan plan = engine.plan(Graph.of(Map.of("value", output)))) {
      feeds.forEach((name, value) -> plan.feed(name, value.toDoubleArray()));
      plan.draw(draw);
      plan.run();
      return plan.read("value");
    }
  }

  /**
   * Writes all parameters to one file; throws {@code UncheckedIOException}. See {@link Weights}.
   */
  public void save(Path file) {
    Weights.save(this, file);
  }

  /**
   * Takes all parameters from a file that {@link #save} wrote for the same architecture. Throws
   * {@code IllegalArgumentException}, and changes nothing, for any other.
   */
  public void load(Path file) {
    Weights.load(this, file);
  }
}
