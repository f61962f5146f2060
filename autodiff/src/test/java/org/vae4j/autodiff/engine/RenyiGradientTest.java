package org.vae4j.autodiff.engine;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.distribution.Bernoulli;
import org.vae4j.core.distribution.Beta;
import org.vae4j.core.distribution.Categorical;
import org.vae4j.core.distribution.ContinuousBernoulli;
import org.vae4j.core.distribution.Diagonal;
import org.vae4j.core.distribution.Dirichlet;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Gamma;
import org.vae4j.core.distribution.Gaussian;
import org.vae4j.core.distribution.Poisson;
import org.vae4j.core.divergence.JensenShannon;
import org.vae4j.core.divergence.Renyi;

/** Renyi divergences as losses: their gradients are the central differences. */
class RenyiGradientTest {
  /** A family, made from two vectors of positive numbers. */
  private record Family(String name, BiFunction<Var, Var, Distribution<Var>> make) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Family> families() {
    return List.of(
        new Family("diagonal", Diagonal::new),
        new Family(
            "gaussian",
            (a, b) -> {
              Var column = b.reshape(2, 1);
              Var eye = a.constant(Shape.of(2, 2), 1, 0, 0, 1);
              return Gaussian.of(a, column.times(column.transpose()).times(0.3).plus(eye));
            }),
        new Family("gamma", Gamma::new),
        new Family("beta", Beta::new),
        new Family("dirichlet", (a, b) -> new Dirichlet<>(a.plus(b))),
        new Family("poisson", (a, b) -> new Poisson<>(a)),
        new Family("bernoulli", (a, b) -> Bernoulli.of(a.over(a.plus(b)))),
        new Family("continuous-bernoulli", (a, b) -> new ContinuousBernoulli<>(a.over(a.plus(b)))),
        new Family("categorical", (a, b) -> Categorical.of(a.over(a.sum(-1)))));
  }

  private static final Map<String, Tensor> FEEDS =
      Map.of(
          "a", Tensor.of(Shape.of(2), 1.3, 0.9),
          "b", Tensor.of(Shape.of(2), 1.1, 0.7),
          "c", Tensor.of(Shape.of(2), 1.0, 1.2),
          "d", Tensor.of(Shape.of(2), 1.4, 0.8));

  private static Var input(String name) {
    return Var.input(name, Shape.of(2));
  }

  @ParameterizedTest
  @MethodSource("families")
  void closed_ofEveryFamily_hasItsGradient(Family family) {
    List<Var> leaves = List.of(input("a"), input("b"), input("c"), input("d"));
    Distribution<Var> q = family.make.apply(leaves.get(0), leaves.get(1));
    Distribution<Var> p = family.make.apply(leaves.get(2), leaves.get(3));
    DoubleStream.of(0.3, 0.7, 1.5)
        .forEach(order -> check(Renyi.closed(order, q, p).orElseThrow(), leaves));
    JensenShannon.closed(q, p).ifPresent(loss -> check(loss, leaves));
  }

  private static void check(Var value, List<Var> leaves) {
    Var loss = value.sum();
    GradientCheck.check(loss, FEEDS, leaves, 1);
  }
}
