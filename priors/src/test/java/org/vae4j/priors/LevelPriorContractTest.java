package org.vae4j.priors;

import java.util.List;
import org.vae4j.models.Prior;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Mlp;
import org.vae4j.models.levels.Conditional;
import org.vae4j.models.levels.LevelPrior;
import org.vae4j.models.posterior.DiagonalHead;
import org.vae4j.priors.contract.Perturbation;
import org.vae4j.priors.contract.PriorContract;

class LevelPriorContractTest extends PriorContract {
  @Override
  protected Prior prior() {
    Initializer start = new Initializer(1);
    Mlp trunk = new Mlp("prior.z2", 1, List.of(3), Activation.TANH, start);
    Conditional lower = new Conditional(trunk, new DiagonalHead("prior.z1", 3, 1, start));
    LevelPrior prior = new LevelPrior(new StandardNormal(1), lower);
    Perturbation.of(0.5, 3).applyTo(prior);
    return prior;
  }
}
