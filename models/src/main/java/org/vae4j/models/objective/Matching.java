package org.vae4j.models.objective;

import org.vae4j.autodiff.Var;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.divergence.sample.Kernel;
import org.vae4j.core.divergence.sample.Mmd;
import org.vae4j.core.divergence.sample.Sinkhorn;
import org.vae4j.core.divergence.sample.Wasserstein;
import org.vae4j.models.posterior.Latent;

/**
 * How far the codes of a batch, one draw for each example and so a sample of the aggregate
 * posterior q(z), are from as many draws of the prior. Both sides move: a prior that learns gets
 * gradients through its draws.
 */
public sealed interface Matching {
  /** The divergence of the codes in a batch from {@code draws} of the prior, a scalar. */
  Var of(Pass pass, Var draws);

  /** The divergence to train on, with gradients in what the prior learns. */
  default Var training(Pass pass) {
    return of(pass, pass.vae().prior().reparameterized(NOISE, pass.latent().examples()));
  }

  /** The same value, without those gradients. */
  default Var value(Pass pass) {
    return of(pass, pass.vae().prior().sample(NOISE, pass.latent().examples()));
  }

  /** Squared length of a direction that is none, so that nothing is divided by 0. */
  double LEAST = 1e-30;

  /** What the names of the noise nodes of the prior's draws start with. */
  String NOISE = "objective.prior";

  /** The kernels of {@link MeanDiscrepancy}. */
  enum KernelKind {
    /** Inverse multiquadrics at seven scales around a prior of unit variance. */
    MULTIQUADRIC,
    /** A Gaussian as wide as the median distance. */
    RBF
  }

  /**
   * The squared maximum mean discrepancy by its U-statistic: negative at times, and unbiased for a
   * kernel that does not depend on the draws, as the multiquadrics do not; 0 for a batch of one
   * example, which has no pairs. Source: Tolstikhin et al. (2018), arXiv:1711.01558, algorithm 2.
   *
   * @param kernel its kernel
   */
  record MeanDiscrepancy(KernelKind kernel) implements Matching {
    @Override
    public Var of(Pass pass, Var draws) {
      Latent latent = pass.latent();
      int n = latent.examples();
      if (n == 1) {
        return Var.constant(0);
      }
      int d = draws.shape().dim(1);
      Kernel<Var> k =
          kernel == KernelKind.RBF
              ? Kernel.rbfByMedian(latent.z(), draws)
              : Kernel.multiquadric(d, 1);
      return latent.samples() == 1
          ? Mmd.uStatistic(latent.z(), draws, k)
          : Mmd.uStatistic(latent.z().reshape(n, latent.samples(), d), latent.weights(), draws, k);
    }
  }

  /**
   * The sliced 2-Wasserstein distance, squared, along directions drawn anew each step. Two samples
   * of one distribution are a positive distance apart. Source: Kolouri et al. (2018),
   * arXiv:1804.01947.
   *
   * @param directions how many
   */
  record Sliced(int directions) implements Matching {
    /** Throws {@code IllegalArgumentException} unless directions >= 1. */
    public Sliced {
      Check.require(directions >= 1, "sliced-wasserstein: directions must be >= 1", directions);
    }

    @Override
    public Var of(Pass pass, Var draws) {
      if (pass.latent().logWeights().isPresent()) {
        throw new IllegalArgumentException(
            "sliced-wasserstein: draws must count alike, for sorting pairs them one to one; got"
                + " those of posterior "
                + pass.q().name()
                + ", which have weights");
      }
      int d = draws.shape().dim(1);
      Var normal =
          Var.noise("objective.directions", NoiseKind.NORMAL, Shape.of(1, directions * d))
              .reshape(directions, d);
      Var squares = normal.square().sum(1).max(Var.constant(LEAST));
      Var length = squares.sqrt().reshape(directions, 1);
      return Wasserstein.sliced(pass.latent().z(), draws, normal.over(length));
    }
  }

  /**
   * The debiased Sinkhorn divergence, its epsilon in units of the mean cost. Source: Patrini et al.
   * (2019), arXiv:1810.01118, with the debiasing of Feydy et al. (2019), arXiv:1810.08278.
   *
   * @param epsilon weight of the entropy
   * @param iterations updates of the potentials
   */
  record Entropic(double epsilon, int iterations) implements Matching {
    /** Throws {@code IllegalArgumentException} unless both are positive. */
    public Entropic {
      Check.require(
          epsilon > 0 && epsilon <= Double.MAX_VALUE, "sinkhorn: epsilon must be > 0", epsilon);
      Check.require(iterations >= 1, "sinkhorn: iterations must be >= 1", iterations);
    }

    @Override
    public Var of(Pass pass, Var draws) {
      Latent latent = pass.latent();
      int n = latent.examples();
      Var mass = latent.weights().over(n).reshape(n * latent.samples());
      Var equal = Var.constant(1.0 / n).broadcastTo(Shape.of(n));
      return Sinkhorn.relative(epsilon)
          .withIterations(iterations)
          .divergence(latent.z(), mass, draws, equal);
    }
  }
}
