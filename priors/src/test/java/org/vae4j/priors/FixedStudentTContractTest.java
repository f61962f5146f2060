package org.vae4j.priors;

import org.vae4j.models.Prior;
import org.vae4j.models.layer.Initializer;
import org.vae4j.priors.contract.Perturbation;
import org.vae4j.priors.contract.PriorContract;

class FixedStudentTContractTest extends PriorContract {
  @Override
  protected Prior prior() {
    StudentTPrior prior = StudentTPrior.fixed(2, 2.5, new Initializer(1));
    Perturbation.of(0.5, 4).applyTo(prior);
    return prior;
  }
}
