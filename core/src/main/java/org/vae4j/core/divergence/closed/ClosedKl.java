package org.vae4j.core.divergence.closed;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoublePredicate;
import org.vae4j.core.Algebra;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Bernoulli;
import org.vae4j.core.distribution.Beta;
import org.vae4j.core.distribution.Categorical;
import org.vae4j.core.distribution.ContinuousBernoulli;
import org.vae4j.core.distribution.Diagonal;
import org.vae4j.core.distribution.Dirichlet;
import org.vae4j.core.distribution.DiscretisedLogistic;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Exponential;
import org.vae4j.core.distribution.Gamma;
import org.vae4j.core.distribution.Gaussian;
import org.vae4j.core.distribution.InverseGamma;
import org.vae4j.core.distribution.Laplace;
import org.vae4j.core.distribution.LogNormal;
import org.vae4j.core.distribution.Normal;
import org.vae4j.core.distribution.Poisson;
import org.vae4j.core.distribution.StudentT;
import org.vae4j.core.distribution.Uniform;
import org.vae4j.core.distribution.VonMises;

/**
 * Finds the closed form of a pair: of one family, of two families of which one contains the other
 * (an exponential distribution is a gamma one, {@code uniform(0, 1)} a beta one), else across
 * families by {@link CrossKl}.
 */
public final class ClosedKl {
  private ClosedKl() {}

  /** KL(q || p) in nats, {@code [..]}, with its terms; empty without a closed form. */
  public static <A extends Algebra<A>> Optional<KlTerms<A>> of(
      Distribution<A> q, Distribution<A> p) {
    return gaussian(q, p)
        .or(() -> positive(q, p))
        .or(() -> bounded(q, p))
        .or(() -> real(q, p))
        .or(() -> discrete(q, p))
        .or(() -> CrossKl.of(q, p));
  }

  private static <A extends Algebra<A>> Optional<KlTerms<A>> gaussian(
      Distribution<A> q, Distribution<A> p) {
    if (q instanceof Normal<A> a && p instanceof Normal<A> b) {
      return terms(GaussianKl.elementwiseFromSd(a.mean(), a.sd(), b.mean(), b.sd()));
    }
    if (diagonal(q) instanceof Diagonal<A> a && diagonal(p) instanceof Diagonal<A> b) {
      return terms(GaussianKl.diagonalFromSd(a.mean(), a.sd(), b.mean(), b.sd()));
    }
    boolean both = isGaussian(q) && isGaussian(p);
    return both ? terms(FullGaussianKl.of(diagonal(q), diagonal(p))) : Optional.empty();
  }

  /** Whether it is a normal distribution or a Gaussian. */
  public static <A extends Algebra<A>> boolean isGaussian(Distribution<A> d) {
    return d instanceof Normal<A> || d instanceof Diagonal<A> || d instanceof Gaussian<A>;
  }

  /** A normal distribution as a diagonal Gaussian of one dimension; others as they are. */
  public static <A extends Algebra<A>> Distribution<A> diagonal(Distribution<A> d) {
    if (d instanceof Normal<A> n) {
      return new Diagonal<>(
          n.mean().reshape(n.mean().shape().append(1)), n.sd().reshape(n.sd().shape().append(1)));
    }
    return d;
  }

  private static <A extends Algebra<A>> Optional<KlTerms<A>> terms(GaussianTerms<A> terms) {
    return Optional.of(terms.named());
  }

  private static <A extends Algebra<A>> Optional<KlTerms<A>> positive(
      Distribution<A> q, Distribution<A> p) {
    if (q instanceof Exponential<A> a && p instanceof Exponential<A> b) {
      return Optional.of(FamilyKl.exponential(a.rate(), b.rate()));
    }
    if (gamma(q) instanceof Gamma<A> a && gamma(p) instanceof Gamma<A> b) {
      return Optional.of(FamilyKl.gamma(a.shape(), a.rate(), b.shape(), b.rate()));
    }
    if (q instanceof InverseGamma<A> a && p instanceof InverseGamma<A> b) {
      return Optional.of(FamilyKl.inverseGamma(a.shape(), a.scale(), b.shape(), b.scale()));
    }
    if (q instanceof LogNormal<A> a && p instanceof LogNormal<A> b) {
      return terms(GaussianKl.elementwiseFromSd(a.mu(), a.sigma(), b.mu(), b.sigma()));
    }
    return Optional.empty();
  }

  static <A extends Algebra<A>> Distribution<A> gamma(Distribution<A> d) {
    return d instanceof Exponential<A> e ? e.asGamma() : d;
  }

  private static <A extends Algebra<A>> Optional<KlTerms<A>> bounded(
      Distribution<A> q, Distribution<A> p) {
    if (q instanceof Uniform<A> a && p instanceof Uniform<A> b) {
      return Optional.of(FamilyKl.uniform(a.lo(), a.hi(), b.lo(), b.hi()));
    }
    if (beta(q, p) instanceof Beta<A> a && beta(p, q) instanceof Beta<A> b) {
      return Optional.of(FamilyKl.beta(a.a(), a.b(), b.a(), b.b()));
    }
    if (tilted(q, p) instanceof ContinuousBernoulli<A> a
        && tilted(p, q) instanceof ContinuousBernoulli<A> b) {
      return Optional.of(FamilyKl.continuousBernoulli(a.lambda(), b.lambda()));
    }
    if (q instanceof Dirichlet<A> a && p instanceof Dirichlet<A> b) {
      return Optional.of(FamilyKl.dirichlet(a.concentration(), b.concentration()));
    }
    return Optional.empty();
  }

  /** {@code uniform(0, 1)} beside a beta distribution as {@code beta(1, 1)}. */
  private static <A extends Algebra<A>> Distribution<A> beta(
      Distribution<A> d, Distribution<A> other) {
    if (d instanceof Uniform<A> u && other instanceof Beta<A> && isUnit(u)) {
      A one = u.hi().number(1);
      return new Beta<>(one, one);
    }
    return d;
  }

  /** {@code uniform(0, 1)} beside a continuous Bernoulli one as that of parameter 1/2. */
  private static <A extends Algebra<A>> Distribution<A> tilted(
      Distribution<A> d, Distribution<A> other) {
    boolean flat =
        d instanceof Uniform<A> u && other instanceof ContinuousBernoulli<A> && isUnit(u);
    return flat ? new ContinuousBernoulli<>(((Uniform<A>) d).lo().number(0.5)) : d;
  }

  private static <A extends Algebra<A>> boolean isUnit(Uniform<A> u) {
    return all(u.lo(), x -> x == 0) && all(u.hi(), x -> x == 1);
  }

  private static <A extends Algebra<A>> boolean all(A array, DoublePredicate holds) {
    return array.elements().map(x -> Arrays.stream(x).allMatch(holds)).orElse(false);
  }

  private static <A extends Algebra<A>> Optional<KlTerms<A>> real(
      Distribution<A> q, Distribution<A> p) {
    if (q instanceof Laplace<A> a && p instanceof Laplace<A> b) {
      return Optional.of(FamilyKl.laplace(a.loc(), a.scale(), b.loc(), b.scale()));
    }
    if (q instanceof VonMises<A> a && p instanceof VonMises<A> b) {
      return Optional.of(FamilyKl.vonMises(a.loc(), a.concentration(), b.loc(), b.concentration()));
    }
    if (q instanceof StudentT<A> a && p instanceof StudentT<A> b && isCauchy(a) && isCauchy(b)) {
      return Optional.of(FamilyKl.cauchy(a.loc(), a.scale(), b.loc(), b.scale()));
    }
    return Optional.empty();
  }

  private static <A extends Algebra<A>> boolean isCauchy(StudentT<A> t) {
    return all(t.df(), df -> df == 1);
  }

  private static <A extends Algebra<A>> Optional<KlTerms<A>> discrete(
      Distribution<A> q, Distribution<A> p) {
    if (q instanceof Bernoulli<A> a && p instanceof Bernoulli<A> b) {
      boolean logits = a.logit().isPresent() && b.logit().isPresent();
      return Optional.of(
          logits
              ? DiscreteKl.bernoulliFromLogits(a.logit().orElseThrow(), b.logit().orElseThrow())
              : DiscreteKl.bernoulli(a.probability(), b.probability()));
    }
    if (q instanceof Poisson<A> a && p instanceof Poisson<A> b) {
      return Optional.of(DiscreteKl.poisson(a.rate(), b.rate()));
    }
    if (q instanceof Bernoulli<A> a && p instanceof Poisson<A> b) {
      A none = a.logit().map(h -> h.negate().sigmoid()).orElse(a.probability().negate().plus(1));
      return Optional.of(DiscreteKl.bernoulliFromPoisson(a.probability(), none, b.rate()));
    }
    Optional<Categorical<A>> left = categorical(q, p);
    Optional<Categorical<A>> right = categorical(p, q);
    if (left.isPresent() && p instanceof Poisson<A> b) {
      return Optional.of(DiscreteKl.categoricalFromPoisson(left.get().probabilities(), b.rate()));
    }
    if (q instanceof Poisson<A> a && right.isPresent()) {
      return Optional.of(DiscreteKl.poissonFromCategorical(a.rate(), right.get().probabilities()));
    }
    boolean alike =
        left.isPresent() && right.isPresent() && left.get().classes() == right.get().classes();
    return alike ? Optional.of(categorical(left.get(), right.get())) : Optional.empty();
  }

  private static <A extends Algebra<A>> KlTerms<A> categorical(Categorical<A> q, Categorical<A> p) {
    return q.logits().isPresent() && p.logits().isPresent()
        ? DiscreteKl.categoricalFromLogits(q.logits().orElseThrow(), p.logits().orElseThrow())
        : DiscreteKl.categorical(q.probabilities(), p.probabilities());
  }

  /** As probabilities of 0, 1, .. */
  public static <A extends Algebra<A>> Optional<Categorical<A>> categorical(Distribution<A> d) {
    return categorical(d, d);
  }

  /** As probabilities of 0, 1, ..; 0 and 1 beside more classes get none for those. */
  private static <A extends Algebra<A>> Optional<Categorical<A>> categorical(
      Distribution<A> d, Distribution<A> other) {
    if (d instanceof Categorical<A> c) {
      boolean one = c.classes() == 1 && other instanceof Bernoulli<A>;
      return Optional.of(one ? certain(c.probabilities()) : c);
    }
    if (d instanceof Bernoulli<A> b) {
      int classes = other instanceof Categorical<A> c ? c.classes() : 2;
      return Optional.of(b.asCategorical(Math.max(2, classes)));
    }
    return d instanceof DiscretisedLogistic<A> l
        ? Optional.of(Categorical.ofLogits(l.logProbabilities()))
        : Optional.empty();
  }

  /** The only class, of two. */
  private static <A extends Algebra<A>> Categorical<A> certain(A probability) {
    return Categorical.of(probability.times(probability.constant(Shape.of(2), 1, 0)));
  }
}
