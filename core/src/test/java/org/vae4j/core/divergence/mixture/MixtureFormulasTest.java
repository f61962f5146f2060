package org.vae4j.core.divergence.mixture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vae4j.core.divergence.mixture.NormalMixtures.mixture;
import static org.vae4j.core.divergence.mixture.NormalMixtures.random;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.core.Doubles;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Diagonal;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Distributions;
import org.vae4j.core.distribution.Gaussian;
import org.vae4j.core.distribution.Mixture;
import org.vae4j.core.divergence.Kl;

/** Each formula by its definition, where it is 0, and where nothing may be a NaN. */
class MixtureFormulasTest {
  private static final String PAIR =
      "mixture([0.3,0.7],[diagonal([-1,0],[0.6,1.2]),diagonal([1.5,1],[0.8,0.5])])";
  private static final String OTHER =
      "mixture([0.5,0.2,0.3],"
          + "[diagonal([0,0],[1,1]),diagonal([2,-1],[0.7,1.5]),diagonal([-2,2],[1,0.6])])";

  private static Distribution<Doubles> parse(String text) {
    return Distributions.parse(text);
  }

  private static double log(Distribution<Doubles> d, double... x) {
    return d.logDensity(x.length == 1 ? Doubles.scalar(x[0]) : Doubles.vector(x)).scalar();
  }

  private static double value(Map<MixtureFormula, Doubles> formulas, MixtureFormula formula) {
    return formulas.get(formula).scalar();
  }

  @Test
  void formulas_byHand_areTheSumsOfTheirDefinitions() {
    double[][] f = {{0.4, -1, 0.5}, {0.6, 2, 1.5}};
    double[][] g = {{0.1, 0, 1}, {0.9, 1, 3}};
    Map<MixtureFormula, Doubles> formulas = MixtureKl.formulas(mixture(f), mixture(g));
    double lower = 0;
    double upper = 0;
    double hersheyOlsen = 0;
    double product = 0;
    double convexity = 0;
    for (double[] a : f) {
      double nearF = 0;
      double onF = 0;
      for (double[] b : f) {
        nearF += b[0] * Math.exp(-kl(a, b));
        onF += b[0] * overlap(a, b);
      }
      double nearG = 0;
      double onG = 0;
      for (double[] b : g) {
        nearG += b[0] * Math.exp(-kl(a, b));
        onG += b[0] * overlap(a, b);
        convexity += a[0] * b[0] * kl(a, b);
      }
      double entropy = 0.5 * Math.log(2 * Math.PI * Math.E) + Math.log(a[2]);
      lower += a[0] * (Math.log(nearF) - entropy - Math.log(onG));
      upper += a[0] * (Math.log(onF) + entropy - Math.log(nearG));
      hersheyOlsen += a[0] * Math.log(nearF / nearG);
      product += a[0] * Math.log(onF / onG);
    }
    assertEquals(lower, value(formulas, MixtureFormula.JENSEN_PRODUCT), 1e-14);
    assertEquals(upper, value(formulas, MixtureFormula.JENSEN_UPPER), 1e-14);
    assertEquals(hersheyOlsen, value(formulas, MixtureFormula.HERSHEY_OLSEN), 1e-14);
    assertEquals(product, value(formulas, MixtureFormula.PRODUCT), 1e-14);
    assertEquals(convexity, value(formulas, MixtureFormula.CONVEXITY), 1e-14);
    double least = leastOnAGrid(f, g);
    assertEquals(least - 5e-5, value(formulas, MixtureFormula.VARIATIONAL_UPPER), 5e-5);
  }

  @Test
  void widenedProduct_farApart_approachesTheDivergence() {
    for (String q : List.of("normal(20,1)", "gaussian([20,0],[[1,0.5],[0.5,1]])")) {
      String p = q.startsWith("n") ? "normal(0,1)" : "diagonal([0,0],[1,1])";
      double expected = Kl.closed(parse(q), parse(p)).orElseThrow().kl().scalar();
      Map<MixtureFormula, Doubles> formulas = MixtureKl.formulas(parse(q), parse(p));
      double widened = value(formulas, MixtureFormula.WIDENED_PRODUCT);
      assertTrue(value(formulas, MixtureFormula.JENSEN_PRODUCT) < 0.6 * expected);
      assertTrue(0.85 * expected < widened && widened <= expected, widened + " of " + expected);
      assertEquals(expected, value(formulas, MixtureFormula.BHATTACHARYYA_UPPER), 1e-12 * expected);
    }
  }

  @Test
  void bhattacharyyaUpper_ofComponentsFarApart_isTheDivergence() {
    Distribution<Doubles> q = parse("mixture([0.5,0.5],[normal(-50,1),normal(50,2)])");
    Distribution<Doubles> p = parse("mixture([0.25,0.75],[normal(-50,1),normal(50,2)])");
    double expected = 0.5 * Math.log(2) + 0.5 * Math.log(2.0 / 3);
    Map<MixtureFormula, Doubles> formulas = MixtureKl.formulas(q, p);
    assertEquals(expected, value(formulas, MixtureFormula.BHATTACHARYYA_UPPER), 1e-12);
    assertTrue(value(formulas, MixtureFormula.JENSEN_UPPER) > expected + 0.1);
  }

  private static double kl(double[] a, double[] b) {
    double ratio = a[2] / b[2];
    double gap = (a[1] - b[1]) / b[2];
    return (ratio * ratio + gap * gap - 1) / 2 - Math.log(ratio);
  }

  private static double overlap(double[] a, double[] b) {
    double variance = a[2] * a[2] + b[2] * b[2];
    double gap = a[1] - b[1];
    return Math.exp(-gap * gap / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
  }

  /** The least bound over a grid of the logits of psi(1 | b), phi being the best for each. */
  private static double leastOnAGrid(double[][] f, double[][] g) {
    double best = Double.POSITIVE_INFINITY;
    for (double s = -20; s < 20; s += 0.04) {
      for (double t = -20; t < 20; t += 0.04) {
        double[] first = {1 / (1 + Math.exp(-s)), 1 / (1 + Math.exp(-t))};
        double bound = 0;
        for (int a = 0; a < 2; a++) {
          double mass = 0;
          for (int b = 0; b < 2; b++) {
            double share = a == 0 ? first[b] : 1 - first[b];
            mass += g[b][0] * share / f[a][0] * Math.exp(-kl(f[a], g[b]));
          }
          bound -= f[a][0] * Math.log(mass);
        }
        best = Math.min(best, bound);
      }
    }
    return best;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mixture([1],[normal(2,3)])",
        "mixture([0.5,0.5],[normal(-2,1),normal(2,1)])",
        "mixture([0.1,0.9],[gaussian([0,1],[[2,1],[1,2]]),gaussian([3,1],[[1,0],[0,1]])])",
        "mixture([0.2,0.8],[laplace(0,1),laplace(5,0.1)])",
        PAIR,
        OTHER
      })
  void formulas_ofOneMixture_areZeroWhereTheyShould(String text) {
    Map<MixtureFormula, Doubles> formulas = MixtureKl.formulas(parse(text), parse(text));
    assertEquals(0, value(formulas, MixtureFormula.HERSHEY_OLSEN));
    assertEquals(0, value(formulas, MixtureFormula.PRODUCT));
    assertTrue(value(formulas, MixtureFormula.JENSEN_PRODUCT) <= 0);
    assertEquals(0, value(formulas, MixtureFormula.VARIATIONAL_UPPER), 1e-3);
  }

  @Test
  void formulas_ofSingleGaussians_areTheirDivergence() {
    Distribution<Doubles> q = parse("gaussian([1,2],[[2,0.5],[0.5,1]])");
    Distribution<Doubles> p = parse("mixture([1],[gaussian([0,1],[[1,0],[0,3]])])");
    double expected =
        Kl.closed(q, parse("gaussian([0,1],[[1,0],[0,3]])")).orElseThrow().kl().scalar();
    Map<MixtureFormula, Doubles> formulas = MixtureKl.formulas(q, p);
    assertEquals(expected, value(formulas, MixtureFormula.HERSHEY_OLSEN), 1e-14);
    assertEquals(expected, value(formulas, MixtureFormula.VARIATIONAL_UPPER), 1e-14);
    assertEquals(expected, value(formulas, MixtureFormula.CONVEXITY), 1e-14);
  }

  @Test
  void upper_ofAPriorsComponents_isTheVariationalBoundOfASingleDistribution() {
    Distribution<Doubles> q = parse("diagonal([0.3,-0.2],[0.7,0.9])");
    Mixture<Doubles> p = (Mixture<Doubles>) parse(OTHER);
    double[] kls =
        p.components().stream()
            .mapToDouble(c -> Kl.closed(q, c).orElseThrow().kl().scalar())
            .toArray();
    double expected = MixtureKl.formulas(q, p).get(MixtureFormula.VARIATIONAL_UPPER).scalar();
    assertEquals(expected, MixtureKl.upper(p.weights().log(), Doubles.vector(kls)).scalar(), 1e-15);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mixture([0.5,0.5],[normal(-1e200,1),normal(1e200,1)])",
        "mixture([0.5,0.5],[normal(-1e6,1e-8),normal(1e6,1e8)])",
        "mixture([1e-300,1],[normal(0,1e-150),normal(1e150,1)])",
        "mixture([0,1],[normal(0,1),normal(1e3,1)])",
        "normal(0,1)",
        "mixture([0.25,0.75],[normal(0,1e-300),normal(5,1e-300)])"
      })
  void formulas_farApartOrOfAnyScale_areNoNaN(String text) {
    for (String other : List.of("normal(0,1)", "mixture([0.5,0.5],[normal(0,1),normal(1e9,3)])")) {
      for (boolean swap : new boolean[] {false, true}) {
        Distribution<Doubles> q = parse(swap ? text : other);
        Distribution<Doubles> p = parse(swap ? other : text);
        Map<MixtureFormula, Doubles> formulas = MixtureKl.formulas(q, p);
        formulas.forEach((f, x) -> assertFalse(Double.isNaN(x.scalar()), f + " " + q + " " + p));
        MixtureBounds<Doubles> bounds = MixtureKl.of(q, p, new SplittableRandom(1), 100);
        assertTrue(0 <= bounds.lower().scalar());
        assertTrue(bounds.lower().scalar() <= bounds.upper().scalar());
      }
    }
  }

  @Test
  void formulas_aComponentOfWeightZero_isAsIfAbsent() {
    Distribution<Doubles> with =
        parse("mixture([0.4,0,0.6],[normal(0,1),normal(50,1e-9),normal(2,2)])");
    Distribution<Doubles> without = parse("mixture([0.4,0.6],[normal(0,1),normal(2,2)])");
    Distribution<Doubles> p = parse("mixture([0.5,0.5],[normal(1,1),normal(-1,2)])");
    assertEquals(MixtureKl.formulas(without, p), MixtureKl.formulas(with, p));
    assertEquals(MixtureKl.formulas(p, without), MixtureKl.formulas(p, with));
  }

  @Test
  void formulas_aMixtureWithinAMixture_countsByItsParts() {
    Distribution<Doubles> nested =
        parse("mixture([0.5,0.5],[normal(0,1),mixture([0.2,0.8],[normal(3,1),normal(-3,2)])])");
    Distribution<Doubles> flat =
        parse("mixture([0.5,0.1,0.4],[normal(0,1),normal(3,1),normal(-3,2)])");
    Distribution<Doubles> p = parse("normal(0,3)");
    MixtureKl.formulas(flat, p)
        .forEach(
            (f, x) -> assertEquals(x.scalar(), value(MixtureKl.formulas(nested, p), f), 1e-14));
  }

  @Test
  void formulas_ofAThousandComponents_areThoseOfTheTwoTheyRepeat() {
    RandomGenerator random = new SplittableRandom(13);
    double[][] two = {{0.5, -3, 1}, {0.5, 3, 0.5}};
    double[][] many = repeated(two, 1000);
    double[][] other = random(random, 2);
    MixtureBounds<Doubles> expected = MixtureKl.of(mixture(other), mixture(two), random, 100);
    MixtureBounds<Doubles> bounds = MixtureKl.of(mixture(other), mixture(many), random, 100);
    bounds
        .formulas()
        .forEach((f, x) -> assertEquals(value(expected.formulas(), f), x.scalar(), 1e-9));
    Map<MixtureFormula, Doubles> back =
        MixtureKl.formulas(mixture(repeated(two, 200)), mixture(two));
    assertEquals(0, value(back, MixtureFormula.HERSHEY_OLSEN), 1e-12);
  }

  private static double[][] repeated(double[][] two, int count) {
    double[][] many = new double[count][];
    for (int i = 0; i < many.length; i++) {
      many[i] = new double[] {1.0 / count, two[i % 2][1], two[i % 2][2]};
    }
    return many;
  }

  @Test
  void formulas_ofEqualCovariancesOfAnyShape_areEqual() {
    double[] sd = {0.5, 1.5};
    double[] factor = {0.5, 0, 0, 1.5};
    double[] covariance = {0.25, 0, 0, 2.25};
    List<Distribution<Doubles>> shapes =
        List.of(
            new Diagonal<>(Doubles.vector(1, 2), Doubles.vector(sd)),
            Gaussian.of(Doubles.vector(1, 2), Doubles.of(Shape.of(2, 2), covariance)),
            Gaussian.ofFactor(Doubles.vector(1, 2), Doubles.of(Shape.of(2, 2), factor)));
    Distribution<Doubles> rest = parse("diagonal([0,0],[1,2])");
    Map<MixtureFormula, Doubles> expected =
        MixtureKl.formulas(mixtureOf(shapes.get(0), rest), rest);
    for (Distribution<Doubles> shape : shapes) {
      Map<MixtureFormula, Doubles> formulas = MixtureKl.formulas(mixtureOf(shape, rest), rest);
      expected.forEach((f, x) -> assertEquals(x.scalar(), value(formulas, f), 1e-13, f.text()));
      Map<MixtureFormula, Doubles> alike = MixtureKl.formulas(mixtureOf(shape, shape), rest);
      Map<MixtureFormula, Doubles> back = MixtureKl.formulas(rest, mixtureOf(shape, shape));
      assertEquals(
          Kl.closed(shape, rest).orElseThrow().kl().scalar(),
          value(alike, MixtureFormula.HERSHEY_OLSEN),
          1e-14);
      assertEquals(
          Kl.closed(rest, shape).orElseThrow().kl().scalar(),
          value(back, MixtureFormula.VARIATIONAL_UPPER),
          1e-14);
    }
  }

  private static Distribution<Doubles> mixtureOf(Distribution<Doubles> a, Distribution<Doubles> b) {
    return new Mixture<>(Doubles.vector(0.25, 0.75), List.of(a, b));
  }

  @Test
  void formulas_ofABatch_areThoseOfItsRows() {
    double[][] means = {{0, 1}, {3, -2}, {0.5, 0.5}};
    Doubles batch =
        Doubles.of(Shape.of(3, 2), Stream.of(means).flatMapToDouble(Arrays::stream).toArray());
    Distribution<Doubles> q =
        mixtureOf(new Diagonal<>(batch, Doubles.vector(1, 0.5)), parse("diagonal([1,1],[2,2])"));
    Map<MixtureFormula, Doubles> formulas = MixtureKl.formulas(q, parse(OTHER));
    for (int i = 0; i < means.length; i++) {
      Distribution<Doubles> row =
          mixtureOf(
              new Diagonal<>(Doubles.vector(means[i]), Doubles.vector(1, 0.5)),
              parse("diagonal([1,1],[2,2])"));
      int at = i;
      MixtureKl.formulas(row, parse(OTHER))
          .forEach(
              (f, x) ->
                  assertEquals(x.scalar(), formulas.get(f).toDoubleArray()[at], 1e-5, f.text()));
    }
  }

  @Test
  void formulas_ofLogNormals_areThoseOfTheLogarithms() {
    Map<MixtureFormula, Doubles> formulas =
        MixtureKl.formulas(
            parse("mixture([0.5,0.5],[log-normal(0,1),log-normal(2,1)])"),
            parse("log-normal(1,2)"));
    Map<MixtureFormula, Doubles> expected =
        MixtureKl.formulas(
            parse("mixture([0.5,0.5],[normal(0,1),normal(2,1)])"), parse("normal(1,2)"));
    assertEquals(expected, formulas);
  }

  @Test
  void of_discreteMixtures_holdsTheSum() {
    Distribution<Doubles> q =
        parse("mixture([0.4,0.6],[categorical([0.2,0.5,0.3]),categorical([0.7,0.1,0.2])])");
    Distribution<Doubles> p =
        parse("mixture([0.9,0.1],[categorical([0.1,0.1,0.8]),categorical([0.3,0.3,0.4])])");
    double expected =
        IntStream.range(0, 3).mapToDouble(k -> Math.exp(log(q, k)) * (log(q, k) - log(p, k))).sum();
    Map<MixtureFormula, Doubles> formulas = MixtureKl.formulas(q, p);
    assertEquals(MixtureFormula.values().length - 1, formulas.size(), "no widths");
    formulas.forEach((formula, x) -> MixtureKlTest.assertSide(formula, x.scalar(), expected));
  }

  @Test
  void of_differentDimensions_namesThem() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> MixtureKl.formulas(parse(PAIR), parse("normal(0,1)")));
    assertEquals(
        "kl: q and p must have one dimension; got mixture of 2 and normal of 1",
        refused.getMessage());
  }

  @Test
  void text_isHowResultsNameAFormula() {
    assertArrayEquals(
        new String[] {
          "jensen-product",
          "widened-product",
          "convexity",
          "variational-upper",
          "jensen-upper",
          "bhattacharyya-upper",
          "hershey-olsen",
          "product"
        },
        Stream.of(MixtureFormula.values()).map(MixtureFormula::text).toArray());
  }
}
