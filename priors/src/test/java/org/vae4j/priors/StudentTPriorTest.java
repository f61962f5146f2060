package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.layer.Initializer;

class StudentTPriorTest {
  private static final Initializer INITIALIZER = new Initializer(1);
  private static final Var POINTS =
      Var.constant(Tensor.of(Shape.of(3, 2), 0.1, -0.2, 1.5, 0.4, -2.0, 3.0));

  @Test
  void logDensity_ofOneDegree_isCauchy() {
    double[] expected =
        new double[] {
          cauchy(0.1) + cauchy(-0.2), cauchy(1.5) + cauchy(0.4), cauchy(-2) + cauchy(3)
        };
    StudentTPrior prior = StudentTPrior.fixed(2, 1, INITIALIZER);
    assertArrayEquals(expected, values(prior.logDensity(POINTS)), 1e-13);
  }

  private static double cauchy(double x) {
    return -Math.log(Math.PI * (1 + x * x));
  }

  @Test
  void logDensity_ofManyDegrees_isStandardNormal() {
    StudentTPrior prior = StudentTPrior.fixed(2, 1e9, INITIALIZER);
    assertArrayEquals(
        values(new StandardNormal(2).logDensity(POINTS)), values(prior.logDensity(POINTS)), 1e-7);
  }

  @Test
  void parameters_haveDegreesOnlyWhereTheyAreLearned() {
    StudentTPrior learned = StudentTPrior.learned(2, 5, INITIALIZER);
    assertEquals(
        List.of("prior.location", "prior.log-scale", "prior.log-degrees"),
        learned.parameters().stream().map(Parameter::name).toList());
    assertEquals(2, StudentTPrior.fixed(2, 5, INITIALIZER).parameters().size());
    assertArrayEquals(new double[] {5, 5}, values(learned.degrees()), 1e-14);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void degrees_thatAreNoPositiveNumber_areRefused(double degrees) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> StudentTPrior.fixed(2, degrees, INITIALIZER));
    assertEquals(
        "student-t: degrees of freedom must be > 0 and finite; got " + degrees,
        refused.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> StudentTPrior.learned(2, degrees, INITIALIZER));
  }

  private static double[] values(Var var) {
    return Engine.evaluate(var).toDoubleArray();
  }
}
