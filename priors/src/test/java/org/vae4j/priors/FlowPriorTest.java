package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.flow.FlowKind;
import org.vae4j.models.flow.FlowSize;
import org.vae4j.models.layer.Initializer;

class FlowPriorTest {
  private static final Initializer INITIALIZER = new Initializer(4);

  @ParameterizedTest
  @EnumSource
  void logDensity_atTheStart_isStandardNormal(FlowKind kind) {
    for (int latent : new int[] {1, 2, 7}) {
      FlowPrior prior = FlowPrior.of(kind, latent, FlowSize.of(3, 5), INITIALIZER);
      Shape shape = Shape.of(6, latent);
      Var z = Var.constant(INITIALIZER.normal("z", shape, 0, 2).value());
      assertArrayEquals(
          values(new StandardNormal(latent).logDensity(z)), values(prior.logDensity(z)), 1e-14);
      assertEquals(latent, prior.latent());
    }
  }

  @ParameterizedTest
  @EnumSource
  void logDensity_ofOneDimension_isNormal(FlowKind kind) {
    FlowPrior prior = FlowPrior.of(kind, 1, FlowSize.of(1, 5), INITIALIZER);
    for (Parameter parameter : prior.parameters()) {
      parameter.assign(parameter.value().plus(0.7));
    }
    Var z = Var.constant(Tensor.of(Shape.of(3, 1), -1.0, 0.0, 1.0));
    double[] log = values(prior.logDensity(z));
    double precision = 2 * log[1] - log[0] - log[2];
    assertTrue(precision > 0 && Math.abs(precision - 1) > 0.1, "precision " + precision);
    double mean = (log[2] - log[0]) / 2 / precision;
    double peak = log[1] + precision * mean * mean / 2;
    assertEquals(Math.log(precision / (2 * Math.PI)) / 2, peak, 1e-12);
  }

  @Test
  void of_noDimension_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> FlowPrior.of(FlowKind.COUPLING, 0, FlowSize.of(2, 5), INITIALIZER));
  }

  private static double[] values(Var var) {
    return Engine.evaluate(var).toDoubleArray();
  }
}
