package org.vae4j.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.distribution.Bernoulli;
import org.vae4j.core.distribution.Beta;
import org.vae4j.core.distribution.Categorical;
import org.vae4j.core.distribution.Concrete;
import org.vae4j.core.distribution.ContinuousBernoulli;
import org.vae4j.core.distribution.Diagonal;
import org.vae4j.core.distribution.Dirichlet;
import org.vae4j.core.distribution.DiscretisedLogistic;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.ExpConcrete;
import org.vae4j.core.distribution.Exponential;
import org.vae4j.core.distribution.Gamma;
import org.vae4j.core.distribution.Gaussian;
import org.vae4j.core.distribution.InverseGamma;
import org.vae4j.core.distribution.Laplace;
import org.vae4j.core.distribution.LogNormal;
import org.vae4j.core.distribution.Mixture;
import org.vae4j.core.distribution.Normal;
import org.vae4j.core.distribution.Poisson;
import org.vae4j.core.distribution.StudentT;
import org.vae4j.core.distribution.Uniform;
import org.vae4j.core.distribution.VonMises;

/**
 * A way to make a distribution out of parameters to be differentiated by: its name, a moderate draw
 * of the parameters, and the distribution. Each family of the catalogue has one at least.
 */
record Family(
    String name, Function<Random, List<Tensor>> draw, Function<List<Var>, Distribution<Var>> make) {

  @Override
  public String toString() {
    return name;
  }

  /** All of them; vectors have 2 entries, but where their name ends in 1. */
  static List<Family> all() {
    List<Family> families = new ArrayList<>(numbers());
    families.addAll(vectors());
    return families;
  }

  private static List<Family> numbers() {
    return List.of(
        new Family(
            "normal", draws(List.of(real(), positive())), p -> new Normal<>(p.get(0), p.get(1))),
        new Family("bernoulli", draws(List.of(unit())), p -> Bernoulli.of(p.get(0))),
        new Family("bernoulli-logit", draws(List.of(real())), p -> Bernoulli.ofLogit(p.get(0))),
        new Family(
            "beta", draws(List.of(positive(), positive())), p -> new Beta<>(p.get(0), p.get(1))),
        new Family(
            "gamma", draws(List.of(positive(), positive())), p -> new Gamma<>(p.get(0), p.get(1))),
        new Family(
            "inverse-gamma",
            draws(List.of(positive(), positive())),
            p -> new InverseGamma<>(p.get(0), p.get(1))),
        new Family("exponential", draws(List.of(positive())), p -> new Exponential<>(p.get(0))),
        new Family(
            "laplace", draws(List.of(real(), positive())), p -> new Laplace<>(p.get(0), p.get(1))),
        new Family(
            "log-normal",
            draws(List.of(real(), positive())),
            p -> new LogNormal<>(p.get(0), p.get(1))),
        new Family("poisson", draws(List.of(positive())), p -> new Poisson<>(p.get(0))),
        new Family(
            "student-t",
            draws(List.of(positive(), real(), positive())),
            p -> new StudentT<>(p.get(0), p.get(1), p.get(2))),
        new Family(
            "cauchy",
            draws(List.of(real(), positive())),
            p -> new StudentT<>(Var.constant(1), p.get(0), p.get(1))),
        new Family("uniform", Family::ends, p -> new Uniform<>(p.get(0), p.get(1))),
        new Family(
            "unit-uniform", draws(List.of()), p -> new Uniform<>(Var.constant(0), Var.constant(1))),
        new Family(
            "von-mises",
            draws(List.of(real(), positive())),
            p -> new VonMises<>(p.get(0), p.get(1))),
        new Family(
            "continuous-bernoulli",
            draws(List.of(unit())),
            p -> new ContinuousBernoulli<>(p.get(0))),
        new Family(
            "discretised-logistic",
            draws(List.of(unit(), positive())),
            p -> new DiscretisedLogistic<>(p.get(0), p.get(1), 2)));
  }

  private static List<Family> vectors() {
    return List.of(
        new Family(
            "diagonal",
            draws(List.of(real(2), positive(2))),
            p -> new Diagonal<>(p.get(0), p.get(1))),
        new Family(
            "diagonal-1",
            draws(List.of(real(1), positive(1))),
            p -> new Diagonal<>(p.get(0), p.get(1))),
        new Family(
            "gaussian",
            draws(List.of(real(2), covariance(2))),
            p -> Gaussian.of(p.get(0), p.get(1))),
        new Family(
            "gaussian-1",
            draws(List.of(real(1), covariance(1))),
            p -> Gaussian.of(p.get(0), p.get(1))),
        new Family(
            "gaussian-factor",
            draws(List.of(real(2), factor(2))),
            p -> Gaussian.ofFactor(p.get(0), p.get(1))),
        new Family("categorical", draws(List.of(simplex(2))), p -> Categorical.of(p.get(0))),
        new Family(
            "categorical-logits", draws(List.of(real(2))), p -> Categorical.ofLogits(p.get(0))),
        new Family("dirichlet", draws(List.of(positive(2))), p -> new Dirichlet<>(p.get(0))),
        new Family(
            "concrete",
            draws(List.of(positive(), real(2))),
            p -> new Concrete<>(p.get(0), p.get(1))),
        new Family(
            "exp-concrete",
            draws(List.of(positive(), real(2))),
            p -> new ExpConcrete<>(p.get(0), p.get(1))),
        new Family(
            "mixture",
            draws(List.of(simplex(2), real(), positive(), real(), positive())),
            p ->
                new Mixture<>(
                    p.get(0),
                    List.of(new Normal<>(p.get(1), p.get(2)), new Normal<>(p.get(3), p.get(4))))));
  }

  private static Function<Random, List<Tensor>> draws(List<Function<Random, Tensor>> parameters) {
    return random -> parameters.stream().map(p -> p.apply(random)).toList();
  }

  private static Function<Random, Tensor> real(int... dims) {
    return random -> filled(Shape.of(dims), () -> random.nextDouble(-2, 2));
  }

  private static Function<Random, Tensor> positive(int... dims) {
    return random -> filled(Shape.of(dims), () -> Math.exp(random.nextDouble(-1.2, 1.2)));
  }

  private static Function<Random, Tensor> unit() {
    return random -> Tensor.scalar(random.nextDouble(0.05, 0.95));
  }

  private static Function<Random, Tensor> simplex(int k) {
    return random -> {
      Tensor weights = positive(k).apply(random);
      return weights.over(weights.sum());
    };
  }

  private static List<Tensor> ends(Random random) {
    double middle = random.nextDouble(-1, 1);
    double half = Math.exp(random.nextDouble(-2.5, 1.4));
    return List.of(Tensor.scalar(middle - half), Tensor.scalar(middle + half));
  }

  private static Function<Random, Tensor> factor(int d) {
    return random -> {
      Tensor diagonal = positive(d).apply(random);
      double[] eye = new double[d * d];
      Arrays.setAll(eye, i -> i % (d + 1) == 0 ? 1 : 0);
      Tensor below = real(d, d).apply(random).tril();
      Tensor unit = Tensor.of(Shape.of(d, d), eye);
      return below.times(unit.times(-1).plus(1)).plus(unit.times(diagonal));
    };
  }

  private static Function<Random, Tensor> covariance(int d) {
    return random -> {
      Tensor factor = factor(d).apply(random);
      return factor.matmul(factor, false, true);
    };
  }

  private static Tensor filled(Shape shape, java.util.function.DoubleSupplier draw) {
    double[] values = new double[shape.size()];
    Arrays.setAll(values, i -> draw.getAsDouble());
    return Tensor.of(shape, values);
  }
}
