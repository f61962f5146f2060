package org.vae4j.priors.contract;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.models.Prior;

/**
 * A test of one prior against every law, for a subclass to say which.
 *
 * <pre>{@code
 * class MyPriorTest extends PriorContract {
 *   protected Prior prior() {
 *     MyPrior prior = new MyPrior(2);
 *     Perturbation.of(1.0, 3).applyTo(prior);
 *     return prior;
 *   }
 * }
 * }</pre>
 */
public abstract class PriorContract {
  /** A prior of two dimensions, moved away from its initial parameters. */
  protected abstract Prior prior();

  @ParameterizedTest(name = "{0}")
  @EnumSource
  final void prior_obeysTheLaw(PriorLaw law) {
    law.check(prior());
  }
}
