package org.vae4j.priors;

import java.util.List;
import java.util.Optional;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.Encoder;
import org.vae4j.models.MixturePrior;
import org.vae4j.models.Prior;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.Noise;
import org.vae4j.models.posterior.Posterior;

/**
 * The posterior averaged over K learned pseudo-inputs, {@code p(z) = (1/K) sum_k q(z|u_k)}: a
 * mixture that moves with the encoder. Gradients reach the encoder through q(z|x) and through the
 * prior. Source: Tomczak, Welling (2018), arXiv:1705.07120, eq. 9 to 12.
 *
 * <p>The components depend on parameters alone: a plan encodes the pseudo-inputs once a step, and
 * once an evaluation. The encoder's parameters belong to the encoder; the prior's own are the
 * pseudo-inputs {@code [K, X]}.
 */
public final class VampPrior implements MixturePrior {
  private static final String NAME = "prior.pseudo-inputs";

  private final Encoder encoder;
  private final Parameter pseudoInputs;
  private final PseudoInputs.Clip clip;

  private VampPrior(Encoder encoder, Parameter pseudoInputs, PseudoInputs.Clip clip) {
    this.encoder = encoder;
    this.pseudoInputs = pseudoInputs;
    this.clip = clip;
  }

  /** Pseudo-inputs {@code [K, X]} that start as normal noise; throws on an empty shape. */
  public static VampPrior fromNoise(
      Encoder encoder, Shape shape, PseudoInputs how, Initializer initializer) {
    check(shape);
    return new VampPrior(
        encoder, initializer.normal(NAME, shape, how.mean(), how.standardDeviation()), how.clip());
  }

  /** Pseudo-inputs that start at {@code rows [K, X]} plus noise; throws on an empty shape. */
  public static VampPrior fromRows(
      Encoder encoder, Tensor rows, PseudoInputs how, Initializer initializer) {
    VampPrior prior = fromNoise(encoder, rows.shape(), how, initializer);
    prior.pseudoInputs.assign(prior.pseudoInputs.value().plus(rows));
    return prior;
  }

  private static void check(Shape shape) {
    if (!(shape.rank() == 2 && shape.size() > 0)) {
      throw new IllegalArgumentException(
          "vamp: pseudo-inputs must be [K, X] with K and X >= 1; got " + shape);
    }
  }

  @Override
  public int latent() {
    return encoder.latent();
  }

  @Override
  public int components() {
    return pseudoInputs.shape().dim(0);
  }

  /** The pseudo-inputs as the encoder sees them, {@code [K, X]}. */
  public Var pseudoInputs() {
    Var raw = pseudoInputs.var();
    return switch (clip) {
      case NONE -> raw;
      case UNIT -> unit(raw);
      case UNIT_STRAIGHT_THROUGH -> raw.plus(unit(raw).minus(raw).stopGradient());
    };
  }

  /** {@code min(max(w, 0), 1)}, the minimum by the maximum of negatives. */
  private static Var unit(Var raw) {
    return raw.relu().negate().max(Var.constant(-1)).negate();
  }

  /** The components as a mixture of diagonal Gaussians, where they are such. */
  Optional<DiagonalMixture> mixture() {
    return components(encoder.encode(pseudoInputs()));
  }

  private static Optional<DiagonalMixture> components(Posterior posterior) {
    if (posterior instanceof DiagonalGaussian gaussians) {
      int k = gaussians.shape().dim(0);
      Var equal = Var.constant(-Math.log(k)).broadcastTo(Shape.of(k));
      return Optional.of(new DiagonalMixture(equal, gaussians));
    }
    return Optional.empty();
  }

  /** {@code log sum_k q(z|u_k) - log K} in nats, {@code [N, D] -> [N]}. */
  @Override
  public Var logDensity(Var z) {
    Posterior posterior = encoder.encode(pseudoInputs());
    return components(posterior)
        .map(mixture -> mixture.logDensity(z))
        .orElseGet(() -> posterior.logDensities(z).logSumExp(1).minus(Math.log(components())));
  }

  @Override
  public Var logJoint(Var z) {
    Posterior posterior = encoder.encode(pseudoInputs());
    return components(posterior)
        .map(mixture -> mixture.joint(z))
        .orElseGet(() -> posterior.logDensities(z).minus(Math.log(components())));
  }

  /** A pseudo-input, and a draw from its posterior. */
  @Override
  public Var sample(String name, int count) {
    Optional<DiagonalMixture> mixture = mixture();
    if (mixture.isPresent()) {
      return mixture.get().sample(name, count);
    }
    Var chosen = OneHot.equal(name + ".component", count, components());
    Posterior posterior = encoder.encode(chosen.matmul(pseudoInputs()));
    return posterior.draw(Noise.perDraw(name + ".normal"), 1).z();
  }

  /** The pseudo-inputs alone. */
  @Override
  public List<Parameter> parameters() {
    return List.of(pseudoInputs);
  }

  /** The entry of the catalogue. */
  public static final class Family implements PriorFamily {
    @Override
    public String name() {
      return "vamp";
    }

    @Override
    public String description() {
      return "the posterior averaged over learned pseudo-inputs";
    }

    @Override
    public List<String> options() {
      return List.of("components");
    }

    @Override
    public Prior create(PriorContext context) {
      Shape shape = Shape.of(context.components(), context.features());
      return switch (context.pseudoInputs().start()) {
        case ZERO ->
            fromNoise(context.encoder(), shape, context.pseudoInputs(), context.initializer());
        case ROWS ->
            fromRows(
                context.encoder(),
                rows(context, shape),
                context.pseudoInputs(),
                context.initializer());
      };
    }

    private static Tensor rows(PriorContext context, Shape shape) {
      Tensor rows = context.firstRows().apply(shape.dim(0));
      if (!rows.shape().equals(shape)) {
        throw new IllegalArgumentException(
            "vamp: pseudo-inputs start from training rows " + shape + "; got " + rows.shape());
      }
      return rows;
    }
  }
}
