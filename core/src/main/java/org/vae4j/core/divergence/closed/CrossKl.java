package org.vae4j.core.divergence.closed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import org.vae4j.core.Algebra;
import org.vae4j.core.distribution.Beta;
import org.vae4j.core.distribution.Diagonal;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Exponential;
import org.vae4j.core.distribution.Gaussian;
import org.vae4j.core.distribution.Laplace;
import org.vae4j.core.distribution.Normal;
import org.vae4j.core.distribution.Support;

/**
 * The catalogue of closed forms between two families of numbers, by their names. A form takes the
 * parameters of q and then those of p, each in the order of the grammar.
 */
final class CrossKl {
  private interface Form {
    <A extends Algebra<A>> KlTerms<A> of(List<A> parameters);
  }

  private interface Of2 extends Form {
    <A extends Algebra<A>> KlTerms<A> of(A a, A b);

    @Override
    default <A extends Algebra<A>> KlTerms<A> of(List<A> x) {
      return of(x.get(0), x.get(1));
    }
  }

  private interface Of3 extends Form {
    <A extends Algebra<A>> KlTerms<A> of(A a, A b, A c);

    @Override
    default <A extends Algebra<A>> KlTerms<A> of(List<A> x) {
      return of(x.get(0), x.get(1), x.get(2));
    }
  }

  private interface Of4 extends Form {
    <A extends Algebra<A>> KlTerms<A> of(A a, A b, A c, A d);

    @Override
    default <A extends Algebra<A>> KlTerms<A> of(List<A> x) {
      return of(x.get(0), x.get(1), x.get(2), x.get(3));
    }
  }

  private interface Of5 extends Form {
    <A extends Algebra<A>> KlTerms<A> of(A a, A b, A c, A d, A e);

    @Override
    default <A extends Algebra<A>> KlTerms<A> of(List<A> x) {
      return of(x.get(0), x.get(1), x.get(2), x.get(3), x.get(4));
    }
  }

  private record Pair(String q, String p) {}

  private static final Map<Pair, Form> FORMS = new HashMap<>();

  static {
    add("uniform", "normal", FromNormal::uniform);
    add("laplace", "normal", FromNormal::laplace);
    add("gamma", "normal", FromNormal::gamma);
    add("inverse-gamma", "normal", FromNormal::inverseGamma);
    add("log-normal", "normal", FromNormal::logNormal);
    add("beta", "normal", FromNormal::beta);
    add("continuous-bernoulli", "normal", FromNormal::continuousBernoulli);
    add("student-t", "normal", FromNormal::studentT);
    add("uniform", "log-normal", FromNormal::logOfUniform);
    add("gamma", "log-normal", FromNormal::logOfGamma);
    add("inverse-gamma", "log-normal", FromNormal::logOfInverseGamma);
    add("beta", "log-normal", FromNormal::logOfBeta);
    add("uniform", "gamma", FromGamma::uniform);
    add("inverse-gamma", "gamma", FromGamma::inverseGamma);
    add("log-normal", "gamma", FromGamma::logNormal);
    add("beta", "gamma", FromGamma::beta);
    add("uniform", "inverse-gamma", FromGamma::inverseOfUniform);
    add("gamma", "inverse-gamma", FromGamma::inverseOfGamma);
    add("log-normal", "inverse-gamma", FromGamma::inverseOfLogNormal);
    add("beta", "inverse-gamma", FromGamma::inverseOfBeta);
    add("normal", "laplace", FromLaplace::normal);
    add("uniform", "laplace", FromLaplace::uniform);
    add("exponential", "laplace", FromLaplace::exponential);
    add("beta", "uniform", BoundedKl::betaFromUniform);
    add("continuous-bernoulli", "uniform", BoundedKl::tiltedFromUniform);
    add("von-mises", "uniform", BoundedKl::vonMisesFromUniform);
    add("uniform", "von-mises", BoundedKl::uniformFromVonMises);
    add("uniform", "beta", BoundedKl::uniformFromBeta);
    add("uniform", "continuous-bernoulli", BoundedKl::uniformFromTilted);
    add("beta", "continuous-bernoulli", BoundedKl::betaFromTilted);
    add("continuous-bernoulli", "exponential", BoundedKl::tiltedFromExponential);
  }

  private CrossKl() {}

  private static void add(String q, String p, Of2 form) {
    FORMS.put(new Pair(q, p), form);
  }

  private static void add(String q, String p, Of3 form) {
    FORMS.put(new Pair(q, p), form);
  }

  private static void add(String q, String p, Of4 form) {
    FORMS.put(new Pair(q, p), form);
  }

  private static void add(String q, String p, Of5 form) {
    FORMS.put(new Pair(q, p), form);
  }

  /** The form of a pair, if there is one; exponential distributions are gamma ones as well. */
  static <A extends Algebra<A>> Optional<KlTerms<A>> of(Distribution<A> q, Distribution<A> p) {
    Distribution<A> left = asNormal(q);
    Distribution<A> right = asNormal(p);
    return listed(left, right)
        .or(() -> listed(asGamma(left), asGamma(right)))
        .or(() -> beyond(left, right));
  }

  private static <A extends Algebra<A>> Optional<KlTerms<A>> listed(
      Distribution<A> q, Distribution<A> p) {
    List<A> parameters = new ArrayList<>(q.parameters().values());
    parameters.addAll(p.parameters().values());
    return Optional.ofNullable(FORMS.get(new Pair(q.family(), p.family())))
        .map(form -> form.of(parameters));
  }

  /** A Gaussian distribution of one dimension as a normal one; others as they are. */
  private static <A extends Algebra<A>> Distribution<A> asNormal(Distribution<A> d) {
    if (d.dimension() == 1 && d instanceof Diagonal<A> g) {
      return new Normal<>(g.mean().sum(-1), g.sd().sum(-1));
    }
    if (d.dimension() == 1 && d instanceof Gaussian<A> g) {
      return new Normal<>(g.mean().sum(-1), g.factor().sum(-2, -1));
    }
    return d;
  }

  private static <A extends Algebra<A>> Distribution<A> asGamma(Distribution<A> d) {
    return d instanceof Exponential<A> e ? e.asGamma() : d;
  }

  /** A Laplace distribution whose known location q does not reach. */
  private static <A extends Algebra<A>> Optional<KlTerms<A>> beyond(
      Distribution<A> q, Distribution<A> p) {
    if (!(p instanceof Laplace<A> laplace)) {
      return Optional.empty();
    }
    A loc = laplace.loc();
    boolean positive = q.support() == Support.POSITIVE || q.support() == Support.UNIT;
    if (positive && all(loc, x -> x <= 0)) {
      return beyond(q, loc.negate(), laplace.scale());
    }
    return q instanceof Beta<A> b && all(loc, x -> x >= 1)
        ? beyond(new Beta<>(b.b(), b.a()), loc.minus(1), laplace.scale())
        : Optional.empty();
  }

  private static <A extends Algebra<A>> Optional<KlTerms<A>> beyond(
      Distribution<A> q, A away, A scale) {
    return ClosedKl.of(q, new Exponential<>(scale.reciprocal()))
        .map(terms -> FromLaplace.beyond(terms, away, scale));
  }

  private static <A extends Algebra<A>> boolean all(A array, DoublePredicate holds) {
    return array.elements().map(x -> Arrays.stream(x).allMatch(holds)).orElse(false);
  }
}
