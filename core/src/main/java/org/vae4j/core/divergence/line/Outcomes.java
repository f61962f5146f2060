package org.vae4j.core.divergence.line;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.vae4j.core.Doubles;
import org.vae4j.core.distribution.Bernoulli;
import org.vae4j.core.distribution.Categorical;
import org.vae4j.core.distribution.DiscretisedLogistic;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Poisson;

/**
 * The counts that a discrete distribution shows with positive probability.
 *
 * @param shown whether it shows k, for k from 0; none beyond the list but for {@code all}
 * @param all whether it shows every count
 */
record Outcomes(List<Boolean> shown, boolean all) {
  /** The outcomes of a discrete distribution. */
  static Outcomes of(Distribution<Doubles> d) {
    if (d instanceof Poisson<Doubles> p) {
      return new Outcomes(List.of(true), p.rate().scalar() > 0);
    }
    if (d instanceof Bernoulli<Doubles> b) {
      boolean both = b.logit().isPresent();
      double p = b.probability().scalar();
      return new Outcomes(List.of(both || p < 1, both || p > 0), false);
    }
    if (d instanceof Categorical<Doubles> c) {
      boolean every = c.logits().isPresent();
      double[] p = c.probabilities().toDoubleArray();
      List<Boolean> shown = Arrays.stream(p).mapToObj(mass -> every || mass > 0).toList();
      return new Outcomes(shown, false);
    }
    int levels = ((DiscretisedLogistic<Doubles>) d).levels();
    return new Outcomes(Collections.nCopies(levels, true), false);
  }

  boolean shows(int k) {
    return all || (k < shown.size() && shown.get(k));
  }
}
