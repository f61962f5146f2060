package org.vae4j.models.levels;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.vae4j.models.Decoder;
import org.vae4j.models.Encoder;
import org.vae4j.models.Prior;
import org.vae4j.models.Vae;
import org.vae4j.models.layer.Columns;
import org.vae4j.models.layer.Hidden;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Layer;
import org.vae4j.models.layer.Mlp;
import org.vae4j.models.layer.Normalization;
import org.vae4j.models.layer.Parallel;
import org.vae4j.models.layer.Sequence;
import org.vae4j.models.likelihood.Likelihood;
import org.vae4j.models.posterior.DiagonalHead;
import org.vae4j.models.posterior.PosteriorHead;

/**
 * Fully connected networks of a VAE with two levels of codes: q(z2|x) and p(z1|z2) of all hidden
 * layers; q(z1|x, z2) and p(x|z1, z2) of a branch for each condition, all hidden layers but the
 * last, and the last upon both. With two hidden layers of 300 these are the networks of Tomczak,
 * Welling (2018), arXiv:1705.07120, whose log-variances are clipped besides, to [-6, 2].
 *
 * @param features X
 * @param hidden widths of hidden layers, from x up
 * @param lower length of z1
 * @param upper length of z2
 * @param layers how hidden layers are made; those of Gaussians between z2 and z1 have neither
 *     normalisation nor dropout
 * @param initializer start values
 */
public record TwoLevels(
    int features,
    List<Integer> hidden,
    int lower,
    int upper,
    Hidden layers,
    Initializer initializer) {
  /** Throws {@code IllegalArgumentException} unless all sizes are positive. */
  public TwoLevels {
    hidden = List.copyOf(hidden);
    if (!(features > 0 && lower > 0 && upper > 0)) {
      throw new IllegalArgumentException(
          "two levels: features and both latent sizes must be > 0; got %d, %d and %d"
              .formatted(features, lower, upper));
    }
  }

  /**
   * The model, given the head of q(z2|x) for a number of features, and p(z2) for the encoder of z2.
   */
  public Vae vae(
      Function<Integer, PosteriorHead> head,
      Function<Encoder, Prior> prior,
      Likelihood likelihood) {
    Mlp up = new Mlp("encoder", features, hidden, layers, initializer);
    Mlp beside = new Mlp("encoder.x", features, first(hidden), layers, initializer);
    Encoder above = new Encoder(up, head.apply(up.outputs()));
    Hidden plain = new Hidden(layers.activation(), Normalization.NONE, 0, layers.residual());
    Layer fromX = new Columns(0, beside.outputs());
    Layer fromZ2 = branch("encoder.z2", beside.outputs(), upper, hidden, plain);
    Conditional below = conditional("encoder", joined("encoder", fromX, fromZ2, hidden, plain));
    LevelHead levels = new LevelHead(above.head(), up.outputs(), below);
    List<Integer> down = reversed();
    Layer toZ1 = new Mlp("prior.z2", upper, down, plain, initializer);
    return new Vae(
        new Encoder(Parallel.of(up, beside), levels),
        new Decoder(decoder(down), features, likelihood, initializer),
        LevelPrior.of(prior.apply(above), conditional("prior", toZ1)));
  }

  private Layer decoder(List<Integer> down) {
    Layer fromZ1 = branch("decoder.z1", 0, lower, down, layers);
    Layer fromZ2 = branch("decoder.z2", lower, upper, down, layers);
    return joined("decoder", fromZ1, fromZ2, down, layers);
  }

  private List<Integer> reversed() {
    List<Integer> down = new ArrayList<>(hidden);
    Collections.reverse(down);
    return down;
  }

  /** The widths before the last; that one where it is alone. */
  private static List<Integer> first(List<Integer> widths) {
    return widths.size() > 1 ? widths.subList(0, widths.size() - 1) : widths;
  }

  /** Layers upon some columns. */
  private Layer branch(String name, int from, int inputs, List<Integer> widths, Hidden kind) {
    Mlp mlp = new Mlp(name, inputs, first(widths), kind, initializer);
    return Sequence.of(new Columns(from, from + inputs), mlp);
  }

  /** The last layer upon two branches. */
  private Layer joined(String name, Layer one, Layer other, List<Integer> widths, Hidden kind) {
    Parallel branches = Parallel.of(one, other);
    List<Integer> last = widths.subList(widths.size() - 1, widths.size());
    Mlp upon = new Mlp(name + ".joined", branches.outputs(), last, kind, initializer);
    return Sequence.of(branches, upon);
  }

  private Conditional conditional(String name, Layer trunk) {
    return new Conditional(
        trunk, new DiagonalHead(name + ".z1", trunk.outputs(), lower, initializer));
  }
}
