package org.vae4j.priors;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Clusters;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.Encoded;
import org.vae4j.models.Encoder;
import org.vae4j.models.MixturePrior;
import org.vae4j.models.Prior;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.option.Option;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.FullGaussian;
import org.vae4j.models.posterior.Noise;
import org.vae4j.models.posterior.Posterior;

/**
 * The posterior averaged over K learned pseudo-inputs, {@code p(z) = (1/K) sum_k q(z|u_k)}: a
 * mixture that moves with the encoder. Gradients reach the encoder through q(z|x) and through the
 * prior. Source: Tomczak, Welling (2018), arXiv:1705.07120. Weights other than 1/K, the softmax of
 * learned logits, are a deviation.
 *
 * <p>The components depend on parameters alone: a plan encodes the pseudo-inputs once a step, and
 * once an evaluation. The encoder's parameters belong to the encoder; the prior's own are the
 * pseudo-inputs {@code [K, X]}.
 */
public final class VampPrior implements MixturePrior {
  private static final String NAME = "vamp";
  private static final String PSEUDO_INPUTS = "prior.pseudo-inputs";

  private final Encoder encoder;
  private final Parameter pseudoInputs;
  private final PseudoInputs.Clip clip;
  private final Optional<Parameter> logits;

  private VampPrior(Encoder encoder, Parameter pseudoInputs, PseudoInputs how) {
    this.encoder = encoder;
    this.pseudoInputs = pseudoInputs;
    this.clip = how.clip();
    int k = pseudoInputs.shape().dim(0);
    this.logits =
        how.weighted()
            ? Optional.of(new Parameter("prior.logits", Tensor.zeros(Shape.of(k))))
            : Optional.empty();
  }

  /** Pseudo-inputs {@code [K, X]} that start as normal noise; throws on an empty shape. */
  public static VampPrior fromNoise(
      Encoder encoder, Shape shape, PseudoInputs how, Initializer initializer) {
    check(shape);
    return new VampPrior(
        encoder,
        initializer.normal(PSEUDO_INPUTS, shape, how.mean(), how.standardDeviation()),
        how);
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
  public String name() {
    return NAME;
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
      case UNIT -> raw.clamp(0, 1);
      case UNIT_STRAIGHT_THROUGH -> raw.clampStraightThrough(0, 1);
    };
  }

  /** The logarithms of the weights, {@code [K]}: equal ones unless they are learned. */
  public Var logWeights() {
    int k = components();
    return logits
        .map(learned -> learned.var().logSoftmax(0))
        .orElseGet(() -> Var.constant(-Math.log(k)).broadcastTo(Shape.of(k)));
  }

  /** The components as a mixture of Gaussians, where they are such. */
  Optional<Mixture> mixture() {
    return mixture(encoder.encode(pseudoInputs()));
  }

  private Optional<Mixture> mixture(Posterior components) {
    if (components instanceof DiagonalGaussian gaussians) {
      return Optional.of(new DiagonalMixture(logWeights(), gaussians));
    }
    return components instanceof FullGaussian gaussians
        ? Optional.of(new FullMixture(logWeights(), gaussians))
        : Optional.empty();
  }

  /** {@code log sum_k w_k q(z|u_k)} in nats, {@code [N, D] -> [N]}. */
  @Override
  public Var logDensity(Var z) {
    Posterior posterior = encoder.encode(pseudoInputs());
    return mixture(posterior)
        .map(mixture -> mixture.logDensity(z))
        .orElseGet(() -> joint(posterior, z).logSumExp(1));
  }

  @Override
  public Var logJoint(Var z) {
    Posterior posterior = encoder.encode(pseudoInputs());
    return mixture(posterior).map(mixture -> mixture.joint(z)).orElseGet(() -> joint(posterior, z));
  }

  private Var joint(Posterior components, Var z) {
    return components.logDensities(z).plus(logWeights());
  }

  /** A pseudo-input by its weight, and a draw from its posterior. */
  @Override
  public Var sample(String name, int count) {
    return mixture()
        .map(mixture -> mixture.sample(name, count))
        .orElseGet(() -> drawn(name, OneHot.drawn(name + ".component", count, logWeights().exp())));
  }

  @Override
  public Var reparameterized(String name, int count) {
    return mixture()
        .map(mixture -> mixture.reparameterized(name, count))
        .orElseGet(
            () -> drawn(name, OneHot.straightThrough(name + ".gumbel", logWeights(), count)));
  }

  private Var drawn(String name, Var chosen) {
    Posterior posterior = encoder.encode(chosen.matmul(pseudoInputs()));
    return posterior.draw(Noise.perDraw(name + ".normal"), 1).z();
  }

  /** {@inheritDoc} Each pseudo-input becomes the example whose code is in the middle of one. */
  @Override
  public void restart(Encoded encoded, long seed) {
    int[] medoids = Clusters.of(encoded.codes(), components(), seed).medoids();
    int x = pseudoInputs.shape().dim(1);
    double[] examples = encoded.examples().toDoubleArray();
    double[] nearest = new double[medoids.length * x];
    for (int k = 0; k < medoids.length; k++) {
      System.arraycopy(examples, medoids[k] * x, nearest, k * x, x);
    }
    pseudoInputs.assign(Tensor.of(pseudoInputs.shape(), nearest));
  }

  /** The pseudo-inputs and, where they are learned, the logits of their weights. */
  @Override
  public List<Parameter> parameters() {
    return Stream.concat(Stream.of(pseudoInputs), logits.stream()).toList();
  }

  /** The entry of the catalogue. */
  public static final class Family implements PriorFamily {
    /** K. */
    public static final Option<Integer> COMPONENTS = MixtureOptions.components(500);

    /**
     * What pseudo-inputs start as. The authors' program starts them as noise unless told otherwise,
     * where without warm-up they share one posterior and stand still for epochs; hence data.
     */
    public static final Option<PseudoInputs> START =
        Option.between(
            "pseudo-inputs",
            "data",
            PseudoInputs.ROWS,
            "noise",
            PseudoInputs.NOISE,
            "what pseudo-inputs start as");

    /** Whether their weights are learned. */
    public static final Option<Boolean> WEIGHTED =
        Option.between(
            "pseudo-weights", "equal", false, "learned", true, "how much each of them counts");

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "the posterior averaged over learned pseudo-inputs";
    }

    @Override
    public List<Option<?>> options() {
      return List.of(COMPONENTS, START, WEIGHTED);
    }

    @Override
    public List<String> concerns() {
      return MixtureOptions.CLUSTERS;
    }

    /** Features in [0, 1] keep pseudo-inputs there, through which gradients pass; others do not. */
    @Override
    public Prior create(PriorContext context) {
      Examples examples = context.examples();
      Shape shape = Shape.of(MixtureOptions.count(COMPONENTS, context), examples.features());
      PseudoInputs how =
          context
              .options()
              .of(START)
              .withWeights(context.options().of(WEIGHTED))
              .withClip(
                  examples.unit()
                      ? PseudoInputs.Clip.UNIT_STRAIGHT_THROUGH
                      : PseudoInputs.Clip.NONE);
      return switch (how.start()) {
        case ZERO -> fromNoise(context.encoder(), shape, how, context.initializer());
        case ROWS -> fromRows(context.encoder(), rows(examples, shape), how, context.initializer());
      };
    }

    private static Tensor rows(Examples examples, Shape shape) {
      Tensor rows = examples.rows().apply(shape.dim(0));
      if (!rows.shape().equals(shape)) {
        throw new IllegalArgumentException(
            "vamp: pseudo-inputs start from training rows " + shape + "; got " + rows.shape());
      }
      return rows;
    }
  }
}
