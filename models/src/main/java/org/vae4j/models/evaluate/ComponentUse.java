package org.vae4j.models.evaluate;

import java.util.Arrays;

/**
 * Which components of a prior the codes of a data set fall to, by the responsibilities p(c|z) at
 * one draw of z for each example.
 *
 * @param shares the mean responsibility of each component, {@code [K]}; their sum is 1
 * @param greatest the greatest responsibility that each component has for any example, {@code [K]}
 * @param ambiguity the mean entropy of p(c|z) in nats: how unclear the component of a code is
 */
public record ComponentUse(double[] shares, double[] greatest, double ambiguity) {
  /** K. */
  public int components() {
    return shares.length;
  }

  /** The entropy of the shares in nats, between 0 and log K. */
  public double entropy() {
    return Arrays.stream(shares).filter(s -> s > 0).map(s -> -s * Math.log(s)).sum();
  }

  /** {@code exp(entropy)}: as many components, equally used, would be as diverse. */
  public double effective() {
    return Math.exp(entropy());
  }

  /** I(c;z) in nats, what a code says about its component: entropy minus ambiguity. */
  public double information() {
    return entropy() - ambiguity;
  }

  /**
   * The number of dead components: those that no example gives half of the 1/K that it would give
   * to equal ones.
   */
  public int dead() {
    double least = 0.5 / components();
    return (int) Arrays.stream(greatest).filter(r -> !(r >= least)).count();
  }
}
