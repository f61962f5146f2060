package org.vae4j.priors;

import org.vae4j.autodiff.Var;
import org.vae4j.models.flow.Bijection;
import org.vae4j.models.flow.Mapped;

/** A flow, and the ways in which published programs make a wrong prior of it. */
record FaultyFlow(Bijection flow) {
  private static final StandardNormal NORMAL = new StandardNormal(2);

  private Var density(Var z, double logDetTimes) {
    Mapped mapped = flow.forward(z);
    return NORMAL.logDensity(mapped.value()).plus(mapped.logDet().times(logDetTimes));
  }

  Var logDeterminantTimesD(Var z) {
    return density(z, 2);
  }

  Var logDeterminantForgotten(Var z) {
    return density(z, 0);
  }

  Var logDeterminantNegated(Var z) {
    return density(z, -1);
  }

  Var drawsForward(String noise, int count) {
    return flow.forward(NORMAL.sample(noise, count)).value();
  }
}
