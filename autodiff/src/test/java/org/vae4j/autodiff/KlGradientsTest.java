package org.vae4j.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.engine.GradientCheck;
import org.vae4j.core.Tensor;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.divergence.Kl;
import org.vae4j.core.divergence.closed.KlTerms;

/** Every pair that has a closed KL, differentiated in all its parameters at moderate points. */
class KlGradientsTest {
  private static final int POINTS = 4;
  private static final int DRAWS = 200;

  /** Pairs whose divergence is infinite for all parameters: a KL, though without a gradient. */
  private static final Set<String> INFINITE =
      Set.of(
          "exponential from inverse-gamma",
          "poisson from bernoulli",
          "poisson from bernoulli-logit",
          "poisson from discretised-logistic",
          "poisson from categorical",
          "poisson from categorical-logits",
          "cauchy from normal",
          "cauchy from diagonal-1",
          "cauchy from gaussian-1",
          "unit-uniform from inverse-gamma",
          "von-mises from unit-uniform");

  /** Every ordered pair of families for which there is a closed form. */
  static List<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    for (Family q : Family.all()) {
      for (Family p : Family.all()) {
        if (Point.of(q, p, new Random(1)).kl().isPresent()) {
          pairs.add(Arguments.of(q, p));
        }
      }
    }
    return pairs;
  }

  /** A pair of distributions over inputs, and the inputs' values. */
  private record Point(Distribution<Var> q, Distribution<Var> p, Map<String, Tensor> feeds) {
    static Point of(Family q, Family p, Random random) {
      Map<String, Tensor> feeds = new LinkedHashMap<>();
      return new Point(made("q", q, random, feeds), made("p", p, random, feeds), feeds);
    }

    private static Distribution<Var> made(
        String side, Family family, Random random, Map<String, Tensor> feeds) {
      List<Var> parameters = new ArrayList<>();
      for (Tensor value : family.draw().apply(random)) {
        String name = side + parameters.size();
        feeds.put(name, value);
        parameters.add(Var.input(name, value.shape()));
      }
      return family.make().apply(parameters);
    }

    Optional<Var> kl() {
      boolean fits = q.dimension() == p.dimension();
      return fits ? Kl.closed(q, p).map(KlTerms::kl).map(Var::sum) : Optional.empty();
    }

    /** The inputs that the divergence depends on. */
    List<Var> leaves(Var kl) {
      return Graph.of(Map.of("kl", kl)).nodes().stream()
          .filter(node -> node.op().is(Ops.INPUT))
          .toList();
    }

    Map<String, Tensor> fed(List<Var> leaves) {
      Map<String, Tensor> taken = new LinkedHashMap<>();
      leaves.forEach(
          leaf -> {
            String name = leaf.op().attribute(0, String.class);
            taken.put(name, feeds.get(name));
          });
      return taken;
    }
  }

  @ParameterizedTest(name = "{0} from {1}")
  @MethodSource("pairs")
  void closed_ofEveryPair_hasTheGradientOfCentralDifferences(Family q, Family p) {
    Random random = new Random(17);
    int checked = 0;
    for (int i = 0; i < DRAWS && checked < POINTS; i++) {
      Point point = Point.of(q, p, random);
      Var kl = point.kl().orElseThrow();
      List<Var> leaves = point.leaves(kl);
      Map<String, Tensor> feeds = point.fed(leaves);
      double value = Engine.evaluate(kl, feeds).scalar();
      assertTrue(value >= 0, () -> q + " from " + p + ": " + value);
      if (value < Double.POSITIVE_INFINITY) {
        GradientCheck.check(kl, feeds, leaves, i);
        checked++;
      }
    }
    boolean infinite = INFINITE.contains(q + " from " + p);
    assertEquals(infinite ? 0 : POINTS, checked, q + " from " + p);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void closed_ofADistributionFromItself_hasNoGradient(Family family) {
    Point point = Point.of(family, family, new Random(5));
    Optional<Var> kl = Kl.closed(point.q(), point.q()).map(KlTerms::kl).map(Var::sum);
    if (kl.isPresent()) {
      List<Var> leaves = point.leaves(kl.get());
      for (Var gradient : Gradients.of(kl.get(), leaves)) {
        for (double slope : Engine.evaluate(gradient, point.fed(leaves)).toDoubleArray()) {
          assertEquals(0, slope, 1e-13);
        }
      }
    }
  }

  static List<Family> families() {
    return Family.all();
  }

  @Test
  void families_everyOneOfTheCatalogue_canBeMade() {
    Set<Class<?>> made =
        Family.all().stream()
            .map(family -> Point.of(family, family, new Random(1)).q().getClass())
            .collect(Collectors.toSet());
    Set<Class<?>> known = leaves(Distribution.class).collect(Collectors.toSet());
    assertEquals(known, made);
  }

  /** The final types of a sealed one. */
  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(KlGradientsTest::leaves)
        : Stream.of(type);
  }

  @Test
  void pairs_coverEveryFamilyWithAClosedForm() {
    Set<String> found =
        pairs().stream()
            .map(Arguments::get)
            .filter(pair -> pair[0] == pair[1] || pair[0].toString().equals(pair[1].toString()))
            .map(pair -> pair[0].toString())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> without = Set.of("student-t", "mixture", "concrete", "exp-concrete");
    Set<String> all = Family.all().stream().map(Family::name).collect(Collectors.toSet());
    all.removeAll(without);
    assertTrue(found.containsAll(all), () -> "found " + found + " of " + all);
  }
}
