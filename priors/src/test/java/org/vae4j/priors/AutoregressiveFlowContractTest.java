package org.vae4j.priors;

import org.vae4j.models.Prior;
import org.vae4j.models.flow.FlowKind;
import org.vae4j.priors.contract.PriorContract;

class AutoregressiveFlowContractTest extends PriorContract {
  @Override
  protected Prior prior() {
    return Subjects.flow(FlowKind.AUTOREGRESSIVE);
  }
}
